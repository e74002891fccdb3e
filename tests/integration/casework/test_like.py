"""Reports like one another: suggested with reasons, linked and undone by people, never merged."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.changes import sent
from goldenthread.casework.models import Case, ReportTrace, SameIncident, Task
from goldenthread.casework.queries.alike import like_this, same_incident_of
from goldenthread.casework.queries.seeing import sight_of
from goldenthread.casework.rules.references import hash_of
from tests.factories.accounts import PartnershipFactory
from tests.factories.cases import HEDGE, TOLD, adopted, kinds_adopted, opened, scheme

pytestmark = pytest.mark.django_db
NIGHT = "Loud music was played from the flat above until three in the morning."
PERSON = {"name": "Invented Resident", "contact": "01632 960999"}
OTHER = {"name": "Invented Neighbour", "contact": "01632 960111"}


def told(ours, texts=None, *, link="", again_of=None):
    of = adopted(ours)
    return changes.report(
        of=of, texts={**TOLD, **(texts or {})}, link=link or f"l{Case.objects.of(ours).count()}",
        by=AnonymousUser(), again_of=again_of,
    )  # fmt: skip


def like(case, by):
    seen = sight_of(case.partnership, case.reference, by=by)
    assert seen
    return like_this(seen, by=by)


def prompts(case) -> list[Task]:
    return list(Task.objects.of(case.partnership).filter(case=case, key="second_report"))


def test_the_same_person_is_known_by_contact_or_by_name_and_place(ours, worker):  # RPT-04
    first = told(ours, {"what_happened": NIGHT})
    by_contact = told(ours, {**OTHER, "contact": "+44 1632 960999", "where": "Elsewhere"})
    by_name = told(ours, {"contact": "new@example.org"})
    found = like(first, worker)
    assert found.counts.victim == 3
    assert {one.case for one in found.suggested} == {by_contact, by_name}
    assert found.is_repeat
    assert found.complaints == 3


def test_a_witness_is_no_repeat_victim_and_a_name_alone_is_nobody(ours, worker):
    first = told(ours)
    told(ours, {"relation": "witness", "where": "Far away"})
    told(ours, {"contact": "", "where": "Elsewhere"})
    assert like(first, worker).counts.victim == 1


def test_traces_hold_no_word_of_what_was_said(ours):
    case = told(ours)
    trace = ReportTrace.objects.of(ours).get(case=case)
    for value in (trace.contact, trace.person, trace.address):
        assert len(value) == 64
        assert "960999" not in value
    other = PartnershipFactory(slug="theirs")
    there = changes.report(of=adopted(other), texts=TOLD, link="t", by=AnonymousUser())
    assert ReportTrace.objects.of(other).get(case=there).contact != trace.contact


def test_a_trace_follows_what_is_answered_later(ours, worker):
    case = told(ours)
    before = ReportTrace.objects.of(ours).get(case=case)
    texts = {**TOLD, "where": "Other Street, DH1 4PS"}
    changes.record_answers(case=case, form="tell_us", texts=texts, by=worker)
    after = ReportTrace.objects.of(ours).get(case=case)
    assert (after.pk, after.made) == (before.pk, before.made)
    assert after.address != before.address


def test_a_second_report_makes_it_a_duty_of_today_to_explain_the_review(ours, client):  # RPT-03
    first = told(ours)
    assert prompts(first) == []
    second = told(ours, link="second")
    (task,) = prompts(second)
    assert task.mandatory
    assert timezone.localdate(task.due - timedelta(seconds=1)) == timezone.localdate()
    second.refresh_from_db()
    assert second.next_due == min(task.due, second.next_due)
    assert "ask for a case review" in client.get("/report/follow/second/").content.decode()
    asked = told(ours, {"reported_before": "yes"})
    assert prompts(asked) == [], "the declared task says it already"


def test_who_reports_again_from_their_page_is_the_same_person_though_unknown(ours, client):
    unknown = {"anonymous": "yes", "name": "", "contact": ""}
    first = told(ours, unknown, link="first")
    page = client.get("/report/follow/first/again/").content.decode()
    assert "You told us of this before" in page
    assert "Loud music" not in page
    second = told(ours, unknown, again_of=first)
    assert len(prompts(second)) == 1
    third = told(ours, unknown, again_of=first)
    assert len(prompts(third)) == 1
    assert prompts(told(ours, unknown)) == []
    assert client.get("/report/follow/guess/again/").status_code == 404


def test_only_kinds_that_name_the_rule_prompt_for_a_review(ours):
    of = kinds_adopted(ours)["tension_report"]
    texts = {"danger_now": "no", "where": "Here", "anonymous": "yes"}
    first = changes.report(of=of, texts=texts, link="a", by=AnonymousUser())
    again = changes.report(of=of, texts=texts, link="b", by=AnonymousUser(), again_of=first)
    assert prompts(again) == []


def test_one_incident_told_twice_is_suggested_linked_counted_once_and_undone(
    ours, worker, client
):  # RPT-05
    first = told(ours, {"what_happened": NIGHT})
    second = told(ours, {**OTHER, "what_happened": NIGHT})
    (suggested,) = like(second, worker).suggested
    assert suggested.case == first
    assert suggested.alike.same_incident
    client.force_login(worker)
    url = f"/cases/{second.reference}/like/"
    page = client.get(url).content.decode()
    assert "perhaps the same incident" in page
    assert "Like words" in page or "like words" in page
    assert "this is needed" in client.post(f"{url}{first.reference}/", {}).content.decode()
    done = client.post(f"{url}{first.reference}/", {"reason": "The same evening."}, follow=True)
    assert "The two reports are linked" in done.content.decode()
    found = like(second, worker)
    assert (found.incidents, found.complaints, found.suggested) == (1, 1, [])
    assert same_incident_of(ours, [second.pk]) == {second.pk: first.pk}
    there = like(first, worker)
    assert there.incidents == 1
    assert there.suggested == []
    link = SameIncident.objects.of(ours).get()
    undo = f"{url}{link.pk}/undo/"
    assert client.get(undo).status_code == 405
    assert "The link is undone" in client.post(undo, follow=True).content.decode()
    assert client.post(undo).status_code == 404
    assert like(second, worker).incidents == 2
    assert SameIncident.objects.of(ours).count() == 1, "that it was made stays on record"
    case = client.get(f"/cases/{second.reference}/").content.decode()
    assert "No longer linked as the same incident" in case


def test_links_that_make_no_sense_are_refused(ours, worker):
    a, b, c = (told(ours) for _ in range(3))
    link = changes.link_same(case=a, to=b, reason="Same.", by=worker)
    for case, to, said in ((a, c, "already"), (b, a, "circle"), (c, c, "itself")):
        with pytest.raises(RuleBroken, match=said):
            changes.link_same(case=case, to=to, reason="Same.", by=worker)
    changes.undo_same(link=link, by=worker)
    with pytest.raises(RuleBroken, match="undone already"):
        changes.undo_same(link=link, by=worker)


def test_nobody_links_to_or_learns_of_a_report_they_do_not_see(ours, worker, people, supervisor):
    a, b = told(ours), told(ours)
    changes.give_access(
        case=b, person=supervisor, worker="supervisor", reason="To restrict it.", by=supervisor
    )
    changes.restrict(case=b, reason="Very private.", by=supervisor)
    with pytest.raises(PermissionDenied):
        changes.link_same(case=a, to=b, reason="Same.", by=worker)
    assert like(a, worker).suggested == []
    with pytest.raises(PermissionDenied):
        changes.give_link(case=a, by=people["analyst"])


def test_a_case_that_is_no_report_has_no_such_pages(
    ours, worker, supervisor, client, settings, tmp_path
):
    of = scheme(ours, settings, tmp_path, change=("front_door: Tell us about your hedge.\n", ""))
    case = changes.open_case(of=of, texts=HEDGE, by=worker)
    assert not ReportTrace.objects.of(ours).exists()
    client.force_login(worker)
    for page in ("report", "like", "report/link", "files/add"):
        assert client.get(f"/cases/{case.reference}/{page}/").status_code == 404
    with pytest.raises(RuleBroken, match="Only reports"):
        changes.give_link(case=case, by=worker)


def test_whoever_phoned_is_given_a_link_that_opens_their_page(ours, worker, client):
    case = opened(ours, worker)
    client.force_login(worker)
    url = f"/cases/{case.reference}/report/link/"
    assert "They have a link already" not in client.get(url).content.decode()
    page = client.post(url).content.decode()
    link = page.partition("/report/follow/")[2].partition("/")[0]
    case.refresh_from_db()
    assert case.link_hash == hash_of(link)
    client.logout()
    assert case.reference in client.get(f"/report/follow/{link}/").content.decode()
    client.force_login(worker)
    assert "opens nothing once" in client.get(url).content.decode()
    client.post(url)
    assert client.get(f"/report/follow/{link}/").status_code == 404


def test_staff_read_whose_it_is_and_that_nothing_was_scanned(
    ours, worker, client, settings, tmp_path, django_assert_max_num_queries
):
    from tests.walk.working import DOT

    settings.DATA_DIR = tmp_path
    case = told(ours, {"tenure": "social_rent"}, link="own")
    client.force_login(worker)
    client.get("/cases/")
    file = tmp_path / "dot.png"
    file.write_bytes(DOT)
    with file.open("rb") as sent:
        added = client.post(f"/cases/{case.reference}/files/add/", {"file": sent}, follow=True)
    assert "The file is added" in added.content.decode()
    with django_assert_max_num_queries(12):
        page = client.get(f"/cases/{case.reference}/report/").content.decode()
    assert "The landlord of the home" in page
    assert "no scanner is set up" in page
    own = client.get("/report/follow/own/").content.decode()
    assert "First, this is for the landlord of the home" in own
    assert "03000 260 000" in own
    told(ours, {"what_happened": NIGHT})
    with django_assert_max_num_queries(12):
        client.get(f"/cases/{case.reference}/like/")


def test_the_count_of_one_address_is_shared_and_thrown_away_in_time(ours):
    by, now = AnonymousUser(), timezone.now()
    count = {"partnership": ours, "code": "abc", "by": by}
    assert [changes.count_sent(now=now, **count) for _ in range(3)] == [1, 2, 3]
    later = now + timedelta(days=2)
    assert changes.count_sent(now=later, **count) == 1
    from goldenthread.casework.models import SentFrom

    assert SentFrom.objects.of(ours).count() == 1
    hour = later.replace(minute=0, second=0, microsecond=0)
    sent._first(ours, "abc", hour)  # as a process does that was overtaken by another
    assert changes.count_sent(now=later, **count) == 3


def test_the_place_gives_the_area_by_postcode_or_by_the_one_name_it_holds(ours):
    from goldenthread.casework.queries.located import area_of, located
    from goldenthread.places.models import Area

    durham = Area.objects.create(code="E06000047", name="County Durham", kind="district")
    Area.objects.create(code="P1", name="Example Green", kind="named_place")
    Area.objects.create(code="W1", name="Twice", kind="ward")
    Area.objects.create(code="W2", name="Twice", kind="ward")
    assert area_of("Flat 2, DH1 5UL") == durham
    assert area_of("by the pond, example green").code == "P1"
    assert area_of("Twice") is None
    assert area_of("ZZ99 9ZZ") is None
    assert area_of("") is None
    point = located("bench at 427312, 542410 near DH1 5UL")
    assert (point.district, point.easting, point.northing) == ("E06000047", 427312, 542410)
    assert located("nowhere").easting is None
