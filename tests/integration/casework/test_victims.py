"""People harmed: their risk, their point of contact, and what is due for them."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.casework import changes
from goldenthread.casework.models import Case, CaseRead, RiskAssessment, Task, Victim
from goldenthread.casework.queries import risk
from goldenthread.casework.queries.work import work_of
from goldenthread.casework.rules.lengths import LONDON
from tests.factories.cases import opened, queries_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=LONDON)
FIRST = {one.id: next(iter(one.options)) for one in risk.matrix_on(date(2026, 11, 2)).questions}
WORST = {one.id: list(one.options)[-1] for one in risk.matrix_on(date(2026, 11, 2)).questions}


@pytest.fixture
def case(ours, worker, supervisor):
    case = opened(ours, worker, at=MONDAY)
    case = changes.lead_case(case=case, person=worker, by=worker, at=MONDAY)
    return changes.name_supervisor(case=case, person=supervisor, by=supervisor, at=MONDAY)


@pytest.fixture
def harmed(case, worker):
    return changes.keep_victim(
        case=case, name="Invented Victim", contact_person=worker, by=worker, at=MONDAY
    )


def waiting(case):
    rows = Task.objects.of(case.partnership).filter(case=case, done_at=None, dropped_at=None)
    return {one.key: (one.due - timedelta(seconds=1)).date() for one in rows}


def assess(harmed, by, answers=FIRST, **more):
    more = {"occasion": "first_contact", "at": MONDAY, **more}
    return changes.assess(victim=harmed, answers=answers, by=by, **more)


def test_a_victim_has_one_point_of_contact_and_a_contact_due(case, harmed, worker, people):
    assert waiting(case) == {f"contact:{harmed.pk}": date(2026, 12, 2)}
    assert Task.objects.of(case.partnership).get().given_to == worker
    changed = changes.keep_victim(
        case=case, victim=harmed, name="Invented Victim", contact_every=5, by=worker,
        at=MONDAY + timedelta(hours=1),
    )  # fmt: skip
    assert changed.pk == harmed.pk
    assert waiting(case) == {f"contact:{harmed.pk}": date(2026, 11, 7)}
    with pytest.raises(RuleBroken, match="stands on this case already"):
        changes.keep_victim(case=case, name="Invented Victim", by=worker)
    with pytest.raises(RuleBroken, match="Give a name"):
        changes.keep_victim(case=case, name=" ", by=worker)
    with pytest.raises(RuleBroken, match="does not work on this case"):
        changes.keep_victim(case=case, name="B", contact_person=people["partner"], by=worker)
    with pytest.raises(PermissionDenied):
        changes.keep_victim(case=case, name="B", by=people["partner"])


def test_a_contact_moves_the_next_one_and_an_attempt_does_not(case, harmed, worker):
    later = MONDAY + timedelta(days=2)
    told = {"victim": harmed, "how": "phone", "by": worker}
    changes.log_contact(on=later.date(), reached=False, text="No answer.", at=later, **told)
    assert waiting(case)[f"contact:{harmed.pk}"] == date(2026, 12, 2)
    changes.log_contact(on=later.date(), reached=True, text="All quiet.", at=later, **told)
    assert waiting(case)[f"contact:{harmed.pk}"] == date(2026, 12, 4)
    again = date(2026, 11, 20)
    changes.log_contact(on=later.date(), reached=True, text="Once more.", agreed=again, at=later,
                        **told)  # fmt: skip
    assert waiting(case)[f"contact:{harmed.pk}"] == again
    harmed.refresh_from_db()
    assert harmed.next_contact == again
    changes.keep_victim(case=case, victim=harmed, name="Invented Victim", contact_every=7,
                        by=worker, at=later)  # fmt: skip
    assert waiting(case)[f"contact:{harmed.pk}"] == date(2026, 11, 11), "from the last contact"


def test_an_assessment_sets_band_reviews_contact_and_the_first_plan(case, harmed, worker):
    made = assess(harmed, worker, answers=WORST, facts=["suicidal"])
    assert (made.number, made.band, made.score, made.version) == (1, "high", 39, 1)
    assert waiting(case) == {
        f"contact:{harmed.pk}": date(2026, 11, 9),
        f"review:{harmed.pk}:supervisor": date(2026, 11, 16),
        f"review:{harmed.pk}:manager": date(2026, 11, 30),
        f"review:{harmed.pk}:senior_manager": date(2026, 12, 28),
        "first_plan:": date(2026, 11, 9),
    }
    lower = assess(harmed, worker, occasion="review", at=MONDAY + timedelta(days=1))
    assert (lower.number, lower.band) == (2, "standard")
    assert RiskAssessment.objects.of(case.partnership).filter(victim=harmed).count() == 2
    assert f"review:{harmed.pk}:manager" not in waiting(case)
    harmed.refresh_from_db()
    page = risk.victim_page(risk.victim_of(_seen(case, worker), harmed.pk))
    assert (harmed.band, page.trend, page.levels) == ("standard", "lowered", ["supervisor"])
    assert [points for *_, points in risk.told(made)][:3] == [5, 2, 2]


def _seen(case, by):
    from goldenthread.casework.queries.seeing import sight

    return sight(case, by=by)


def test_a_lower_band_waits_for_a_supervisor_who_is_somebody_else(case, harmed, supervisor, worker):
    with pytest.raises(RuleBroken, match="Say why it is medium"):
        assess(harmed, worker, facts=["assault"], wished="medium")
    made = assess(harmed, worker, facts=["assault"], wished="medium", reasons="It was a push.")
    assert (made.band, made.wished, made.waits) == ("high", "medium", True)
    assert waiting(case)[f"band:{harmed.pk}"] == date(2026, 11, 2)
    task = Task.objects.of(case.partnership).get(key=f"band:{harmed.pk}")
    assert task.given_to == supervisor
    with pytest.raises(PermissionDenied):
        changes.decide_band(assessment=made, agrees=True, reasons="Yes.", by=worker)
    with pytest.raises(RuleBroken, match="Say why"):
        changes.decide_band(assessment=made, agrees=True, reasons=" ", by=supervisor)
    done = changes.decide_band(
        assessment=made, agrees=True, reasons="I spoke to her.", by=supervisor, at=MONDAY
    )
    assert (done.band, done.agreed) == ("medium", True)
    assert f"band:{harmed.pk}" not in waiting(case)
    assert f"review:{harmed.pk}:senior_manager" not in waiting(case)
    with pytest.raises(RuleBroken, match="Nothing waits"):
        changes.decide_band(assessment=made, agrees=True, reasons="Again.", by=supervisor)


def test_a_band_not_agreed_to_stays_as_scored(case, harmed, supervisor, worker):
    made = assess(harmed, worker, answers={}, reasons="They would not answer.")
    assert (made.band, made.unanswered, made.wished) == ("medium", 13, "standard")
    done = changes.decide_band(assessment=made, agrees=False, reasons="Ask again.", by=supervisor)
    assert (done.band, done.agreed) == ("medium", False)
    own = assess(harmed, supervisor, facts=["assault"], wished="medium", reasons="Judged.",
                 occasion="review")  # fmt: skip
    with pytest.raises(PermissionDenied, match="Somebody else"):
        changes.decide_band(assessment=own, agrees=True, reasons="Mine.", by=supervisor)


def test_what_cannot_be_assessed_is_refused(case, harmed, worker):
    for wrong, said in (
        ({"occasion": "whim"}, "on what occasion"),
        ({"answers": {"frequency": "never"}}, "is no answer"),
        ({"facts": ["ghost"]}, "is no override"),
    ):
        with pytest.raises(RuleBroken, match=said):
            assess(harmed, worker, **wrong)
    assert not RiskAssessment.objects.of(case.partnership).exists()


def test_a_review_is_recorded_and_the_next_is_due(case, harmed, worker):
    told = {"victim": harmed, "reviewer": "Example Manager", "text": "Right so.", "by": worker}
    with pytest.raises(RuleBroken, match="Assess the risk first"):
        changes.review_risk(level="supervisor", **told)
    assess(harmed, worker)
    later = MONDAY + timedelta(days=7)
    changes.review_risk(level="supervisor", at=later, **told)
    assert waiting(case)[f"review:{harmed.pk}:supervisor"] == date(2027, 1, 4)
    with pytest.raises(RuleBroken, match="looked at by: supervisor"):
        changes.review_risk(level="manager", **told)
    with pytest.raises(RuleBroken, match="who looked at it"):
        changes.review_risk(level="supervisor", **{**told, "text": ""})


def test_a_late_contact_is_seen_by_whoever_supervises(case, harmed, supervisor, worker, ours):
    now = timezone.now()
    Task.objects.of(ours).filter(key=f"contact:{harmed.pk}").update(due=now - timedelta(days=1))
    found = work_of(ours, supervisor)
    assert [one.what for one in found.waiting] == ["Contact Invented Victim"]


def test_a_supervisor_does_not_lead_and_only_a_supervisor_names_one(case, supervisor, worker):
    with pytest.raises(PermissionDenied):
        changes.name_supervisor(case=case, person=supervisor, by=worker)
    with pytest.raises(PermissionDenied):
        changes.name_supervisor(case=case, person=worker, by=supervisor)
    led = changes.lead_case(case=case, person=supervisor, by=supervisor)
    with pytest.raises(RuleBroken, match="not the lead"):
        changes.name_supervisor(case=led, person=supervisor, by=supervisor)


def test_the_record_learns_no_name(case, harmed, worker):
    assess(harmed, worker)
    for event in Event.objects.filter(verb__startswith="casework."):
        assert "Victim" not in str(event.details)


def test_a_closed_case_takes_nothing_more(case, harmed, worker):
    Case.objects.of(case.partnership).filter(pk=case.pk).update(
        closed_at=timezone.now(), outcome="x"
    )
    with pytest.raises(RuleBroken, match="The case is closed"):
        assess(harmed, worker)


def test_people_harmed_are_worked_for_on_their_pages(client, ours, worker, supervisor):
    client.force_login(worker)
    case = changes.lead_case(case=opened(ours, worker), person=worker, by=worker)
    at = case.get_absolute_url()
    assert "Nobody is named as harmed" in client.get(f"{at}harmed/").content.decode()
    form = client.get(f"{at}harmed/new/").content.decode()
    assert 'value="Invented Resident"' in form, "as the report said"
    client.post(f"{at}harmed/new/", {"name": "Invented Victim", "contact_person": worker.pk})
    one = Victim.objects.of(ours).get()
    page = f"{at}harmed/{one.pk}/"
    sent = {f"q_{id}": answer for id, answer in WORST.items()} | {"reports": "2"}
    said = client.post(f"{page}risk/", {**sent, "occasion": "first_contact", "wished": "medium"})
    assert "Say why it is medium" in said.content.decode()
    client.post(f"{page}risk/", {**sent, "occasion": "first_contact", "wished": "medium",
                                 "reasons": "Judged so."})  # fmt: skip
    client.post(f"{page}contact/", {"how": "phone", "reached": "no", "on": timezone.localdate(),
                                    "text": "Tried."})  # fmt: skip
    client.post(f"{page}change/", {"name": "Invented Victim", "contact_every": "4"})
    assert client.get(f"{page}band/").status_code == 403
    client.force_login(supervisor)
    assert "Judged so." in client.get(f"{page}band/").content.decode()
    client.post(f"{page}band/", {"agrees": "no", "reasons": "Stays high."})
    assert client.get(f"{page}band/").status_code == 404
    client.post(f"{page}review/manager/", {"reviewer": "A Manager", "text": "Seen."})
    assert client.get(f"{page}review/nobody/").status_code == 404
    assert client.get(f"{at}supervisor/").status_code == 200
    client.post(f"{at}supervisor/", {"person": supervisor.pk})
    assert queries_of(client, page) <= 12
    shown = client.get(page).content.decode()
    for words in ("High risk", "Every 4 days", "did not agree to", "Seen.", "nobody was reached",
                  "Record a review by the senior manager", "What is due next"):  # fmt: skip
        assert words in shown, words
    assert CaseRead.objects.of(ours).filter(person=supervisor).exists()
    assert queries_of(client, at) <= 12
    whole = client.get(at).content.decode()
    assert "High risk" in whole
    assert "Supervised by" in whole
    task = Task.objects.of(ours).get(key=f"contact:{one.pk}", done_at=None)
    assert client.get(f"{at}task/{task.pk}/").url == f"{page}contact/"
    with pytest.raises(RuleBroken, match="page of its own"):
        changes.complete_task(task=task, by=supervisor, how="x")
    client.force_login(worker)
    mine = client.get("/cases/my-work/").content.decode()
    assert "high risk" in mine
    assert client.get(f"{at}harmed/999/").status_code == 404
