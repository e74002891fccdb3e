"""Pages of those who look after what is kept, and the door for an emergency."""

from datetime import timedelta

import pytest
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes as casework
from goldenthread.casework.keeping import changes, queries
from goldenthread.casework.models import CaseRead, Certificate, Disposal, EmergencyLook, LegalHold
from goldenthread.casework.queries.seeing import sight
from goldenthread.letters.models import Note
from tests.factories.accounts import UserFactory
from tests.factories.cases import HEDGE, opened, scheme
from tests.integration.casework.test_keeping import old
from tests.integration.casework.test_seeing import restricted

pytestmark = pytest.mark.django_db
WHY = "Somebody may come to harm tonight."


@pytest.fixture
def governor(ours):
    return UserFactory(roles=["information_governance"], partnership=ours, name="Example Governor")


@pytest.fixture
def pages(client, django_assert_max_num_queries):
    def get(person, url, *holds):
        client.force_login(person)
        with django_assert_max_num_queries(14):  # two of a case's are the savepoint of a look
            answer = client.get(url)
        assert answer.status_code == 200, url
        body = answer.content.decode()
        for said in holds:
            assert said in body, said
        return body

    return get


def test_a_list_goes_from_what_is_due_to_its_certificate(
    client, pages, ours, worker, governor, supervisor
):
    case = old(ours, worker)
    pages(governor, "/case-records/", "1 case is due", "No agreement is recorded")
    pages(governor, "/case-records/next/", case.reference, "Made anonymous", "Keep it longer")
    assert case.reference in client.get("/case-records/next.csv").content.decode()
    assert client.post("/case-records/lists/make/").url == "/case-records/lists/1/"
    assert client.post("/case-records/lists/make/").url == "/case-records/lists/"
    pages(governor, "/case-records/lists/1/", case.reference, "All of it may go")
    assert "Tick the box" in client.post("/case-records/lists/1/check/").content.decode()
    client.post("/case-records/lists/1/check/", {"certain": "on"})
    said = client.post("/case-records/lists/1/approve/", {"certain": "on"}).content.decode()
    assert "Somebody else must approve it" in said
    assert "Approve that it goes" not in pages(governor, "/case-records/lists/1/")
    pages(supervisor, "/case-records/lists/1/", "Approve that it goes", "cannot be brought back")
    assert "Keep it longer" not in pages(supervisor, "/case-records/next/")
    client.post("/case-records/lists/1/approve/", {"certain": "on"})
    pages(supervisor, "/case-records/lists/", "Goes tonight")
    changes.carry_out(disposal=Disposal.objects.of(ours).get())
    body = pages(supervisor, "/case-records/certificates/1/", "says what it said", "Parties")
    assert case.reference not in body
    pages(supervisor, "/case-records/certificates/", "Certificate 1")
    pages(supervisor, "/case-records/lists/1/", "Carried out")
    Certificate.objects.of(ours).update(approved_by_name="Somebody Else")
    pages(supervisor, "/case-records/certificates/1/", "no longer says")
    assert "over" in client.post("/case-records/lists/1/drop/").content.decode()
    client.force_login(worker)
    assert client.get(case.get_absolute_url()).status_code == 404


def test_holds_and_longer_keeping_on_their_pages(client, pages, ours, worker, governor):
    case = old(ours, worker)
    ahead = timezone.localdate() + timedelta(days=9)
    client.force_login(governor)
    url = f"/case-records/next/{case.reference}/"
    pages(governor, url, "Keep it longer")
    assert "day to come" in client.post(
        url, {"until": "2020-01-01", "reason": "A claim is expected"}
    ).content.decode()  # fmt: skip
    client.post(url, {"until": ahead, "reason": "A claim is expected"})
    pages(governor, "/case-records/next/", "by decision")
    given = {"reference": "BCD-BCD-BCD", "why": "inquiry", "holder": "I", "reason": "Because",
             "review_by": ahead}  # fmt: skip
    assert "no case of this" in client.post("/case-records/holds/place/", given).content.decode()
    wrong = client.post("/case-records/holds/place/", {**given, "reference": "no"})
    assert "Write the reference" in wrong.content.decode()
    client.post("/case-records/holds/place/", {**given, "reference": case.reference.lower()})
    hold = LegalHold.objects.of(ours).get()
    pages(governor, "/case-records/holds/", case.reference, "An inquiry", "Lift it")
    LegalHold.objects.of(ours).update(review_by=timezone.localdate())
    pages(governor, "/case-records/", "1 to be looked at again")
    pages(governor, f"/case-records/holds/{hold.pk}/lift/", "Lift the hold")
    client.post(f"/case-records/holds/{hold.pk}/lift/", {"reason": "The inquiry is over"})
    pages(governor, "/case-records/holds/", "The inquiry is over")


def test_looks_are_found_by_person_case_and_day(client, pages, ours, worker, supervisor, governor):
    first, second = opened(ours, worker), opened(ours, worker)
    for case, person in ((first, worker), (second, supervisor)):
        casework.note_read(sight(case, by=person), by=person)
    today = timezone.localdate().isoformat()
    url = "/case-records/looks/"
    pages(governor, url, first.reference, second.reference, "All of it")
    for query, shown in (
        ("?person=supervisor", second), (f"?reference={first.reference.lower()}", first),
        (f"?person=caseworker&since={today}&until={today}", first),
    ):  # fmt: skip
        other = first if shown is second else second
        body = pages(governor, url + query, f"<td>{shown.reference}</td>")
        assert f"<td>{other.reference}</td>" not in body
        assert shown.reference in client.get(f"/case-records/looks.csv{query}").content.decode()
    assert "Nobody has looked" in pages(governor, f"{url}?reference=never")
    assert "Nobody has looked" in pages(governor, f"{url}?since=2099-01-01")


def test_is08_an_emergency_opens_a_case_for_hours_to_look_at_only(
    client, pages, ours, worker, supervisor, governor, settings, tmp_path
):
    of = scheme(ours, settings, tmp_path, change=("elsewhere: nothing", "elsewhere: name_only"))
    case = casework.open_case(of=of, texts=HEDGE, by=worker)
    case = casework.lead_case(case=case, person=worker, by=worker)
    stranger = UserFactory(roles=["case_supervisor"], partnership=ours, name="Example Stranger")
    client.force_login(stranger)
    sealed = sight(case, by=stranger)
    assert not sealed.whole, "supervisors see its name only"
    answer = client.post("/cases/emergency/", {"reference": case.reference, "reason": WHY})
    assert "If there is such a case" in answer.content.decode()
    body = pages(stranger, case.get_absolute_url(), "Invented Sender", "Timeline")
    assert "Add a note" not in body
    assert "Who is on it" not in body
    for name in ("note/", "people/", "restrict/", "reads/", "step/begin/"):
        assert client.post(f"{case.get_absolute_url()}{name}").status_code == 404
    assert CaseRead.objects.of(ours).get(person=stranger).level == "case"
    told = {one.to for one in Note.objects.of(ours)}
    assert {worker, supervisor, governor} <= told
    assert stranger not in told
    note = Note.objects.of(ours).first()
    assert case.reference not in f"{note.subject} {note.text} {note.page}"
    later = timezone.now() - timedelta(hours=5)
    case.accesses.filter(person=stranger).update(since=later, until=later + timedelta(hours=4))
    assert not sight(case, by=stranger).whole


def test_is11_the_door_answers_alike_for_every_reference(
    client, ours, worker, supervisor, governor, settings, tmp_path
):
    there = casework.open_case(of=scheme(ours, settings, tmp_path), texts=HEDGE, by=worker)
    shut = restricted(opened(ours, worker), supervisor)
    client.force_login(worker)
    bodies = []
    for reference in (there.reference, shut.reference, "BCD-BCD-BCD"):
        answer = client.post("/cases/emergency/", {"reference": reference, "reason": WHY})
        body = answer.content.decode().replace(reference, "REFERENCE")
        bodies.append(body.partition("<main")[2].partition('name="csrf')[0])
    assert len(set(bodies)) == 1
    assert "If there is such a case" in bodies[0]
    assert EmergencyLook.objects.of(ours).filter(case=None).count() == 3
    assert client.get(shut.get_absolute_url()).status_code == 404
    answer = client.post("/cases/emergency/", {"reference": "BCD-BCD-BCD", "reason": WHY})
    assert "3 times since yesterday" in answer.content.decode()


def test_an_emergency_is_looked_at_afterwards_by_somebody_else(
    client, pages, ours, worker, supervisor, governor
):
    case = opened(ours, worker)
    made = changes.break_glass(
        partnership=ours, reference=case.reference, reason=WHY, by=supervisor
    )
    pages(governor, "/case-records/", "1 to be looked at")
    pages(governor, "/case-records/emergencies/", WHY, "Look at it")
    url = f"/case-records/emergencies/{made.pk}/"
    pages(governor, url, WHY)
    given = {"justified": "no", "finding": "She could have called."}
    assert "Say what you found" in client.post(url, {**given, "finding": "No"}).content.decode()
    client.post(url, given)
    pages(governor, "/case-records/emergencies/", "Not justified", "She could have called.")
    assert client.get(url).status_code == 404
    with pytest.raises(RuleBroken, match="already"):
        changes.review_emergency(
            emergency=made, justified=True, finding="She was quite right.", by=governor
        )
    both = UserFactory(roles=["information_governance", "caseworker"], partnership=ours)
    own = changes.break_glass(partnership=ours, reference="BCD-BCD-BCD", reason=WHY, by=both)
    with pytest.raises(RuleBroken, match="This was you"):
        changes.review_emergency(emergency=own, justified=True, finding="I was right.", by=both)


def test_is08_nobody_to_tell_or_no_reason_opens_nothing(ours):
    worker = UserFactory(roles=["caseworker"], partnership=ours)
    for reason, what in ((WHY, "Nobody would be told"), ("Quick", "Say why")):
        if reason == "Quick":
            UserFactory(roles=["information_governance"], partnership=ours)
        with pytest.raises(RuleBroken, match=what):
            changes.break_glass(partnership=ours, reference="BCD-BCD-BCD", reason=reason, by=worker)
    assert not EmergencyLook.objects.of(ours).exists()
    assert queries.due_cases(ours, timezone.localdate()).count() == 0
