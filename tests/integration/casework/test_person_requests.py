"""What a person asks for: all that is held is found, looked at, issued; wrong entries put right."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes as casework
from goldenthread.casework.keeping import finding, queries
from goldenthread.casework.keeping.changes import requests as changes
from goldenthread.casework.models import CaseEvent, PersonRequest, RequestItem
from tests.factories.accounts import UserFactory
from tests.factories.cases import opened
from tests.integration.casework.test_keeping import old
from tests.integration.casework.test_seeing import restricted

pytestmark = pytest.mark.django_db
WHO = "Quillon Ashgrove-Example"
THIRD = "It tells of another person"


@pytest.fixture
def governor(ours):
    return UserFactory(roles=["information_governance"], partnership=ours, name="Example Governor")


def asks(ours, governor, kind="access", **more):
    given = {"name": WHO, "terms": f"{WHO}\n01632 960111", "received": timezone.localdate(), **more}
    return changes.make_request(partnership=ours, kind=kind, by=governor, **given)


@pytest.fixture
def held(ours, worker, supervisor):
    """Three cases that name the person, one restricted and one in a note only; and another."""
    own = opened(ours, worker, {"name": WHO, "contact": "01632 960111"})
    shut = restricted(opened(ours, worker, {"those_involved": f"It was {WHO}"}), supervisor)
    noted = opened(ours, worker, {"name": "Invented Neighbour"})
    casework.add_note(case=noted, text=f"Spoke to {WHO} today.", kind="fact", by=worker)
    opened(ours, worker)
    return [own, shut, noted]


def test_is10_all_that_is_held_is_found_and_issued_once_each_thing_is_decided(
    client, ours, governor, held
):
    client.force_login(governor)
    made = asks(ours, governor)
    url = f"/case-records/requests/{made.number}/"
    assert list(finding.cases_on(ours, made.terms, by=governor)) == held
    body = client.get(f"{url}find/").content.decode()
    assert all(one.reference in body for one in held)
    assert "Tick those" in client.post(f"{url}find/", {}).content.decode()
    client.post(f"{url}find/", {"of_them": [one.pk for one in held]})
    items = RequestItem.objects.of(ours).filter(request=made)
    assert any("Spoke to" in one.text for one in items)
    client.post(f"{url}find/", {"of_them": [held[0].pk]})
    assert items.count() == len({(one.source, one.source_id) for one in items})
    client.post(f"{url}issue/")
    assert "First be sure" in client.get(url).content.decode()
    client.post(f"{url}identify/")
    client.post(f"{url}issue/")
    assert "are not decided yet" in client.get(url).content.decode()
    assert client.get(f"{url}bundle/").status_code == 404
    page = {}
    for one in list(items)[:20]:
        page |= {f"i{one.pk}-decision": "give"}
    first, second = list(items)[:2]
    page |= {f"i{first.pk}-decision": "withhold"}
    said = client.post(f"{url}items/", page).content.decode()
    assert "exemption" in said
    page |= {f"i{first.pk}-reason": THIRD, f"i{second.pk}-decision": "part",
             f"i{second.pk}-reason": THIRD, f"i{second.pk}-words": "Only these words."}  # fmt: skip
    assert client.post(f"{url}items/", page).status_code == 302
    for one in items.filter(decision=""):
        changes.decide_item(item=one, decision="give", by=governor)
    client.post(f"{url}issue/")
    bundle = client.get(f"{url}bundle/").content.decode()
    assert "Only these words." in bundle
    assert THIRD in bundle
    assert f"Spoke to {WHO} today." in bundle
    assert first.text not in bundle.partition("What we hold back")[0] or first.text == "No"
    assert client.get(f"{url}bundle/").content.decode() == bundle
    made.refresh_from_db()
    assert made.hash in client.get(url).content.decode()
    assert "Answered on" in client.get("/case-records/requests/").content.decode()
    assert WHO not in client.get("/case-records/requests.csv").content.decode()
    with pytest.raises(RuleBroken, match="is answered"):
        changes.identify(request=made, by=governor)


def test_is10_the_month_stands_still_is_extended_once_and_shows_when_late(client, ours, governor):
    client.force_login(governor)
    today = timezone.localdate()
    given = {"kind": "access", "name": WHO, "terms": WHO, "received": today}
    wrong = client.post(
        "/case-records/requests/take-in/", {**given, "received": today + timedelta(days=1)}
    )
    assert "day to come" in wrong.content.decode()
    assert "at least one name" in client.post(
        "/case-records/requests/take-in/", {**given, "terms": "x"}
    ).content.decode()  # fmt: skip
    url = client.post("/case-records/requests/take-in/", given).url
    client.post(f"{url}wait/")
    assert "month stands still" in client.get(url).content.decode()
    made = PersonRequest.objects.of(ours).get()
    assert made.due_on(today + timedelta(days=4)) == made.due_on(today) + timedelta(days=4)
    client.post(f"{url}wait/")
    assert "month stands still" not in client.get(url).content.decode()
    assert client.get(f"{url}extend/").status_code == 200
    client.post(f"{url}extend/", {"months": 2, "reason": "Many cases over years"})
    assert "2 months later" in client.get(url).content.decode()
    assert "once" in client.post(
        f"{url}extend/", {"months": 2, "reason": "Many cases over years"}
    ).content.decode()  # fmt: skip
    PersonRequest.objects.of(ours).update(received=today - timedelta(days=200), more_months=0)
    assert "Overdue" in client.get("/case-records/requests/").content.decode()
    assert "Nothing is found" in client.get(f"{url}find/").content.decode()
    assert "Nothing is laid out" in client.get(f"{url}items/").content.decode()


def test_ret03_a_case_that_is_asked_for_stays(ours, worker, governor):
    case = old(ours, worker)
    made = asks(ours, governor)
    changes.gather(request=made, cases=[case], by=governor)
    assert not queries.due_cases(ours, timezone.localdate()).exists()
    changes.identify(request=made, by=governor)
    for one in made.items.all():
        changes.decide_item(item=one, decision="give", by=governor)
    changes.issue(request=made, by=governor)
    assert queries.due_cases(ours, timezone.localdate()).count() == 1
    assert changes.end_requests(ours, timezone.localdate()) == 0
    assert changes.end_requests(ours, timezone.localdate() + timedelta(days=1200)) == 1


def test_is10_a_wrong_entry_is_put_right_and_its_words_stay_marked(client, ours, worker, governor):
    case = opened(ours, worker)
    note = casework.add_note(case=case, text="He threw a stone.", kind="allegation", by=worker)
    made = asks(ours, governor, kind="rectify", asked="It was not me.")
    client.force_login(governor)
    url = f"/case-records/requests/{made.number}/"
    assert "It was not me." in client.get(url).content.decode()
    given = {"reference": case.reference, "number": note.number, "text": "It was another."}
    for change, said in (({"reference": "BCD-BCD-BCD"}, "no case of this"),
                         ({"number": 99}, "no words that could"),):  # fmt: skip
        answer = client.post(f"{url}correct/", {**given, **change})
        assert said in answer.content.decode()
    client.post(f"{url}correct/", given)
    note.refresh_from_db()
    assert note.text == "He threw a stone."
    client.force_login(worker)
    page = client.get(case.get_absolute_url()).content.decode()
    assert f"(entry {note.number}, put right later)" in page
    assert f"Entry {note.number} is put right" in page
    assert "It was another." in page
    client.force_login(governor)
    assert "Say why" in client.post(
        f"{url}decide/", {"outcome": "corrected", "why": "Wrong"}
    ).content.decode()  # fmt: skip
    client.post(f"{url}decide/", {"outcome": "corrected", "why": "It was somebody else."})
    assert "What was wrong is corrected" in client.get(url).content.decode()


def test_each_request_takes_its_own_way_and_others_may_not(ours, worker, governor):
    seeing, righting = asks(ours, governor), asks(ours, governor, kind="rectify")
    case = opened(ours, worker)
    with pytest.raises(RuleBroken, match="not to see it"):
        changes.issue(request=righting, by=governor)
    with pytest.raises(RuleBroken, match="not to have it put right"):
        changes.correct(request=seeing, case=case, number=1, text="So", by=governor)
    with pytest.raises(RuleBroken, match="what becomes"):
        changes.decide_rectification(
            request=seeing, outcome="refused", why="It is right so", by=governor
        )
    note = casework.add_note(case=case, text="A note.", kind="fact", by=worker)
    with pytest.raises(RuleBroken, match="Write what is right"):
        changes.correct(request=righting, case=case, number=note.number, text=" ", by=governor)
    for refused in (
        lambda: asks(ours, worker),
        lambda: changes.issue(request=seeing, by=worker),
        lambda: finding.cases_on(ours, WHO, by=worker),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    assert not CaseEvent.objects.of(ours).filter(verb="corrected").exists()
