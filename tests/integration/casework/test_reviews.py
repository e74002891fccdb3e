"""An ASB case review from the first word to the last letter (rule book section 4)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.changes import review
from goldenthread.casework.models import (
    Case,
    CaseAccess,
    CaseEvent,
    CaseLetter,
    Complaint,
    InformationRequest,
    Recommendation,
)
from goldenthread.casework.queries.answers import texts_of
from goldenthread.casework.queries.review.reckoning import count_of
from goldenthread.casework.queries.review.statistics import effectiveness, year_of, years
from goldenthread.casework.rules import complaint_rows
from goldenthread.casework.rules.complaint_rows import Row
from goldenthread.casework.values import limits
from goldenthread.letters.models import Note
from tests.factories import cases, reviews
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now() - timedelta(hours=1)


@pytest.fixture
def other(ours):
    return UserFactory(roles=["case_supervisor"], partnership=ours, name="Example appeal officer")


def letters(case):
    return list(CaseLetter.objects.of(case.partnership).filter(case=case).order_by("number"))


def complaints(case):
    return list(Complaint.objects.of(case.partnership).filter(case=case).order_by("number"))


def recommended(case, worker, at, due=30):
    return review.recommend(
        case=case, to="Example Council", text="Name one contact.", by=worker, at=at,
        due=timezone.localdate(at) + timedelta(days=due),
    )  # fmt: skip


def test_cr20_a_review_is_walked_from_application_to_closure(ours, worker, now):
    case = reviews.held(ours, worker, at=now)
    recommended(case, worker, now)
    found = {"findings": "Nobody led.", "outcome_reasons": "No one looked at the whole."}
    review.record_outcome(case=case, texts=found, by=worker, at=now)
    case = changes.move(case=case, step="issue", by=worker, at=now)
    told = letters(case)
    assert [one.key for one in told] == ["acknowledged", "decision_met", "outcome"]
    assert "Your contact is Example caseworker" in told[0].text
    assert "This is why." in told[1].text
    for said in ("Nobody led.", "1. To Example Council", "You may appeal by", case.reference):
        assert said in told[2].text
    case = changes.move(case=case, step="follow_up", by=worker, at=now)
    row = Recommendation.objects.of(ours).get(case=case)
    review.answer_recommendation(
        recommendation=row, accepted=True, reason="", on=timezone.localdate(now), by=worker, at=now
    )
    row = review.follow_up(
        recommendation=row, found="It is named.", done_on=timezone.localdate(now), by=worker, at=now
    )
    assert row.done_on
    for task in case.tasks.filter(done_at=None, dropped_at=None, mandatory=True):
        changes.complete_task(task=task, by=worker, how="Done.", at=now)
    closing = {"step": "close", "reason": "All is done.", "outcome": "recommendations_done"}
    with pytest.raises(RuleBroken, match="may still appeal"):
        changes.move(case=case, by=worker, at=now, **closing)
    case = changes.move(case=case, by=worker, at=now + timedelta(days=60), **closing)
    assert case.closed_at
    this = years(ours, today=timezone.localdate(now), by=worker)[0]
    assert [number for _, number in this.rows] == [1, 0, 1, 1]


def test_cr04_what_the_count_says_cannot_be_decided_away(ours, worker, now):
    case = reviews.assessing(ours, worker, at=now)
    with pytest.raises(RuleBroken, match="cannot be decided that it is not met"):
        review.decide(case=case, texts=reviews.NOT_MET, by=worker, at=now)
    case.refresh_from_db()
    assert case.stage == "assessing"
    assert "threshold_route" not in texts_of(case), "nothing is saved"
    by_discretion = {**reviews.MET, "threshold_route": "discretionary", "met_on": "harm"}
    with pytest.raises(RuleBroken, match="Choose the number of complaints"):
        review.decide(case=case, texts=by_discretion, by=worker, at=now)
    assert review.decide(case=case, texts=reviews.MET, by=worker, at=now).stage == "threshold_met"


def test_cr04_no_other_door_leads_round_the_count(ours, worker, now):
    """Answers typed into the plain form, and the plain step, meet the same rule."""
    case = reviews.assessing(ours, worker, at=now)
    texts = {**reviews.NOT_MET, "qualifying": "0"}
    changes.record_answers(case=case, form="threshold", texts=texts, by=worker, at=now)
    with pytest.raises(RuleBroken, match="cannot be decided"):
        changes.move(case=case, step="decide_not_met", by=worker, at=now)
    texts = {**reviews.MET, "qualifying": "2"}
    changes.record_answers(case=case, form="threshold", texts=texts, by=worker, at=now)
    with pytest.raises(RuleBroken, match="says another number"):
        changes.move(case=case, step="decide_met", by=worker, at=now)


def test_cr05a_what_is_open_is_asked_before_it_is_decided_against(ours, worker, now):
    case = reviews.assessing(ours, worker, found=None, at=now)
    assert count_of(case).reckoning.may_yet_be_met
    with pytest.raises(RuleBroken, match="Ask the applicant and the bodies"):
        review.decide(case=case, texts=reviews.NOT_MET, by=worker, at=now)
    for one in complaints(case):
        review.record_finding(
            complaint=one, body="council", found=False, note="Its log", by=worker, at=now
        )
    case = review.decide(case=case, texts=reviews.NOT_MET, by=worker, at=now)
    assert case.stage == "threshold_not_met"
    told = letters(case)[-1]
    for said in ("This is why.", "An officer calls on you.", "You may appeal by", "ombudsman"):
        assert said in told.text
    this = years(ours, today=timezone.localdate(now), by=worker)[0]
    assert [number for _, number in this.rows] == [1, 1, 0, 0]


def test_cr06_another_relevant_body_can_confirm_what_one_did_not_find(ours, worker, now):
    case = reviews.assessing(ours, worker, found=False, at=now)
    assert count_of(case).reckoning.incidents == 0
    for one in complaints(case):
        review.record_finding(
            complaint=one, body="police", found=True, reference="P1", by=worker, at=now
        )
    assert count_of(case).reckoning.is_met


def test_cr07_discretion_needs_its_ground(ours, worker, now):
    case = reviews.assessing(ours, worker, 1, at=now)
    texts = {**reviews.MET, "threshold_route": "discretionary"}
    for wrong in (texts, {**reviews.MET}, {**reviews.MET, "threshold_route": "local_alternative"}):
        with pytest.raises(RuleBroken):
            review.decide(case=case, texts=wrong, by=worker, at=now)
    case = review.decide(case=case, texts={**texts, "met_on": "harm"}, by=worker, at=now)
    assert case.stage == "threshold_met"


def test_cr02_every_relevant_body_decides(ours, worker, now):
    case = reviews.assessing(ours, worker, at=now)
    only = {**reviews.MET, "deciders": "The chief officer of police: Invented Officer"}
    with pytest.raises(RuleBroken, match="Say who decided for this body: The district"):
        review.decide(case=case, texts=only, by=worker, at=now)


def test_cr02_a_landlord_takes_part_where_one_was_told(ours, worker, now):
    day = timezone.localdate(now)
    case = reviews.applied(ours, worker, reviews.rows(3, applied=day, body="landlord"), at=now)
    assert [one.id for one in count_of(case).bodies][-1] == "landlord"


def test_rpt05_two_complaints_of_one_event_count_once(ours, worker, now):
    case = reviews.assessing(ours, worker, at=now)
    second = complaints(case)[1]
    change = {"complaint": second, "behaviour": second.behaviour, "hate": False,
              "nuisance_only": False, "by": worker, "at": now}  # fmt: skip
    with pytest.raises(RuleBroken, match="Say why"):
        review.correct_complaint(incident=1, reason="So.", **change)
    with pytest.raises(RuleBroken, match="one of these complaints"):
        review.correct_complaint(incident=9, reason="One and the same.", **change)
    review.correct_complaint(incident=1, reason="One and the same.", **change)
    count = count_of(case)
    assert count.reckoning.incidents == 2
    assert len(count.lines) == 3


def test_complaints_of_one_day_are_asked_about_and_never_merged_unasked(ours, worker, now):
    day = timezone.localdate(now)
    row = reviews.rows(1, applied=day)[0]
    case = reviews.applied(ours, worker, [row, row], at=now)
    assert count_of(case).same_day == [(1, 2)]
    assert [one.incident for one in complaints(case)] == [1, 2]


def test_cr21_a_body_that_has_none_says_where_it_looked(ours, worker, now):
    case = reviews.assessing(ours, worker, found=None, at=now)
    first = complaints(case)[0]
    with pytest.raises(RuleBroken, match="where that body looked"):
        review.record_finding(complaint=first, body="council", found=False, by=worker, at=now)
    with pytest.raises(RuleBroken, match="Choose the body"):
        review.record_finding(complaint=first, body="other", found=True, by=worker, at=now)


def test_a_complaint_is_added_until_the_threshold_is_decided(ours, worker, now):
    case = reviews.assessing(ours, worker, 2, at=now)
    day = timezone.localdate(now)
    row = Row("police", day - timedelta(days=2), day - timedelta(days=3))
    with pytest.raises(RuleBroken, match="later than today"):
        review.add_complaint(case=case, row=Row("police", day + timedelta(days=2)), by=worker)
    added = review.add_complaint(case=case, row=row, person="A neighbour", by=worker, at=now)
    assert added.number == 3
    review.record_finding(complaint=added, body="police", found=True, by=worker, at=now)
    review.decide(case=case, texts=reviews.MET, by=worker, at=now)
    with pytest.raises(RuleBroken, match="threshold is decided"):
        review.add_complaint(case=case, row=row, by=worker, at=now)
    with pytest.raises(RuleBroken, match="threshold is decided"):
        review.record_finding(complaint=added, body="police", found=True, by=worker, at=now)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"applicant_name": ""}, "Answer this first: What is your name"),
        ({"applicant_is": "family", "victim_name": "A", "consent_given": "no"}, "consent"),
        ({"complaints": "council|2026-13-01|||"}, "could not be read"),
        ({"complaints": "parish|2026-11-01|||"}, "who was told"),
    ],
)
def test_cr09_an_application_needs_a_name_consent_and_a_complaint(ours, change, said, now):
    of = reviews.adopted(ours)
    told = complaint_rows.write(reviews.rows(1, applied=timezone.localdate(now)))
    texts = {**reviews.APPLICATION, "complaints": told, **change}
    with pytest.raises(RuleBroken, match=said):
        review.apply(of=of, texts=texts, link="a-link", by=AnonymousUser())
    assert not Case.objects.of(ours).exists()


def test_cr01_an_application_starts_its_time_limits_at_once_and_only_once(ours, now):
    of = reviews.adopted(ours)
    told = complaint_rows.write(reviews.rows(3, applied=timezone.localdate(now)))
    texts = {**reviews.APPLICATION, "complaints": told}
    case = review.apply(of=of, texts=texts, link="a-link", by=AnonymousUser())
    assert review.apply(of=of, texts=texts, link="a-link", by=AnonymousUser()) == case
    assert case.stage == "submitted"
    assert {one.key for one in case.clocks.all()} == {"acknowledge", "count", "tell_decision"}
    assert len(complaints(case)) == 3
    assert review.withdraw(case=case, by=AnonymousUser()).closed_at
    assert not Note.objects.of(ours).exists(), "nobody leads it, so nobody is told"


def test_cr01_an_application_of_which_no_complaint_is_left_is_not_sent(ours, worker, now):
    of = reviews.adopted(ours)
    told = complaint_rows.write(reviews.rows(1, applied=timezone.localdate(now)))
    texts = {**reviews.APPLICATION, "complaints": told}
    case = changes.open_case(of=of, texts=texts, by=worker, at=now)
    Complaint.objects.of(ours).filter(case=case).delete()
    with pytest.raises(RuleBroken, match="at least one time"):
        changes.move(case=case, step="submit", by=worker, at=now)


def test_cr16_nobody_with_a_part_in_it_or_a_linked_case_chairs(ours, worker, other, now):
    case = reviews.met(ours, worker, at=now)
    linked = cases.opened(ours, other)
    review.link_case(case=case, reference=linked.reference, by=worker, at=now)
    for name in ("Example  CASEWORKER", "Example appeal officer", "Invented Applicant"):
        with pytest.raises(RuleBroken, match="has been involved"):
            review.prepare(
                case=case, texts={**reviews.PREPARED, "chair_named": name}, by=worker, at=now
            )
    with pytest.raises(RuleBroken, match="from which body"):
        review.prepare(case=case, texts={**reviews.PREPARED, "chair_from": ""}, by=worker, at=now)
    review.prepare(case=case, texts=reviews.PREPARED, by=worker, at=now)
    assert texts_of(case)["chair_uninvolved"] == "yes"
    linked_too = cases.opened(ours, UserFactory(
        roles=["caseworker"], partnership=ours, name="Invented Chair"
    ))  # fmt: skip
    review.link_case(case=case, reference=linked_too.reference, by=worker, at=now)
    with pytest.raises(RuleBroken, match="has been involved"):
        changes.move(case=case, step="arrange", by=worker, at=now)


def test_cr16_being_put_on_the_case_to_chair_it_is_no_earlier_part(ours, worker, supervisor, now):
    case = reviews.met(ours, worker, at=now)
    chair = UserFactory(roles=["caseworker"], partnership=ours, name="Invented Chair")
    CaseAccess.objects.create(
        partnership=ours, case=case, person=chair, worker="chair", since=now, reason="Chairs it"
    )
    review.prepare(case=case, texts=reviews.PREPARED, by=worker, at=now)
    assert changes.move(case=case, step="arrange", by=worker, at=now).stage == "meeting_scheduled"


@pytest.mark.parametrize("reference", ["", "BBB-BBB-BBB", "own"])
def test_only_another_case_that_one_sees_is_linked(ours, worker, now, reference):
    case = reviews.met(ours, worker, at=now)
    typed = case.reference if reference == "own" else reference
    with pytest.raises(RuleBroken, match="no other case"):
        review.link_case(case=case, reference=typed, by=worker, at=now)


def test_cr15_the_victim_is_asked_before_the_meeting_is_arranged(ours, worker, now):
    case = reviews.met(ours, worker, at=now)
    texts = {key: said for key, said in reviews.PREPARED.items() if key.startswith("chair")}
    review.prepare(case=case, texts=texts, by=worker, at=now)
    with pytest.raises(RuleBroken):
        changes.move(case=case, step="arrange", by=worker, at=now)
    review.prepare(case=case, texts={"victim_attends": "both"}, by=worker, at=now)
    with pytest.raises(RuleBroken):
        changes.move(case=case, step="arrange", by=worker, at=now)


def test_cr22_each_body_has_five_working_days_and_answers_before_the_meeting(ours, worker, now):
    case = reviews.met(ours, worker, at=now)
    asked = list(InformationRequest.objects.of(ours).filter(case=case))
    assert {one.body for one in asked} == {"council", "police", "integrated_care_board"}
    assert all(one.due > now + timedelta(days=5) for one in asked)
    with pytest.raises(RuleBroken, match="what the body did"):
        review.answer_request(request=asked[0], answer=" ", gaps="", by=worker, at=now)
    with pytest.raises(RuleBroken, match="at most"):
        review.answer_request(request=asked[0], answer="x" * 9000, gaps="", by=worker, at=now)
    review.prepare(case=case, texts=reviews.PREPARED, by=worker, at=now)
    case = changes.move(case=case, step="arrange", by=worker, at=now)
    with pytest.raises(RuleBroken, match="has not answered yet"):
        changes.move(case=case, step="hold", by=worker, at=now)
    for one in asked:
        review.answer_request(request=one, answer="We went.", gaps="No log.", by=worker, at=now)
    with pytest.raises(RuleBroken, match="who attended"):
        changes.move(case=case, step="hold", by=worker, at=now)


def test_cr12_no_outcome_without_findings_and_what_is_recommended_after_it(ours, worker, now):
    case = reviews.held(ours, worker, at=now)
    with pytest.raises(RuleBroken):
        changes.move(case=case, step="issue", by=worker, at=now)
    found = {"findings": "All was done.", "outcome_reasons": "We read the logs."}
    review.record_outcome(case=case, texts=found, by=worker, at=now)
    assert texts_of(case)["recommended"] == "no"
    recommended(case, worker, now)
    assert texts_of(case)["recommended"] == "yes", "the row speaks, whenever it came"
    issued = changes.move(case=case, step="issue", by=worker, at=now)
    assert "Name one contact." in letters(issued)[-1].text


def test_cr14_an_outcome_names_the_contact_of_the_victim(ours, worker, now):
    case = reviews.held(ours, worker, at=now)
    found = {"findings": "All was done.", "outcome_reasons": "We read the logs."}
    review.record_outcome(case=case, texts=found, by=worker, at=now)
    Case.objects.of(ours).filter(pk=case.pk).update(lead=None)
    with pytest.raises(RuleBroken, match="single point of contact"):
        changes.move(case=case, step="issue", by=worker, at=now)


def test_an_answer_typed_by_hand_cannot_hide_a_recommendation(ours, worker, now):
    case = reviews.held(ours, worker, at=now)
    recommended(case, worker, now)
    texts = {"findings": "x", "outcome_reasons": "y", "recommended": "no"}
    changes.record_answers(case=case, form="outcome", texts=texts, by=worker, at=now)
    with pytest.raises(RuleBroken, match="Record the outcome again"):
        changes.move(case=case, step="issue", by=worker, at=now)


def test_cr13_recommendations_are_answered_with_reasons_before_a_review_closes(ours, worker, now):
    case = reviews.held(ours, worker, at=now)
    row, day = recommended(case, worker, now), timezone.localdate(now)
    answer = {"recommendation": row, "by": worker, "at": now}
    for wrong, said in (({"to": ""}, "to whom"), ({"due": day - timedelta(days=1)}, "in the past")):
        given = {"to": "Council", "text": "Do it.", "due": day, **wrong}
        with pytest.raises(RuleBroken, match=said):
            review.recommend(case=case, by=worker, at=now, **given)
    with pytest.raises(RuleBroken, match="Issue the outcome first"):
        review.answer_recommendation(accepted=True, reason="", on=day, **answer)
    review.record_outcome(
        case=case, texts={"findings": "x", "outcome_reasons": "y"}, by=worker, at=now
    )
    case = changes.move(case=case, step="issue", by=worker, at=now)
    with pytest.raises(RuleBroken, match="when the bodies have met"):
        recommended(case, worker, now)
    case = changes.move(case=case, step="follow_up", by=worker, at=now)
    for task in case.tasks.filter(done_at=None, dropped_at=None, mandatory=True):
        changes.complete_task(task=task, by=worker, how="Done.", at=now)
    later = now + timedelta(days=60)
    closing = {"case": case, "step": "close", "by": worker, "reason": "All done.", "at": later}
    with pytest.raises(RuleBroken, match="has no answer yet"):
        changes.move(outcome="recommendations_done", **closing)
    for wrong, said in (
        ({"accepted": None, "reason": "", "on": day}, "is accepted"),
        ({"accepted": False, "reason": "", "on": day}, "says why"),
        ({"accepted": True, "reason": "", "on": day + timedelta(days=3)}, "still to come"),
    ):
        with pytest.raises(RuleBroken, match=said):
            review.answer_recommendation(**wrong, **answer)
    review.answer_recommendation(accepted=False, reason="No money.", on=day, **answer)
    with pytest.raises(RuleBroken, match="what was found"):
        review.follow_up(found=" ", done_on=None, **answer)
    review.follow_up(found="Still asked for.", done_on=None, **answer)
    changes.move(outcome="recommendations_done", **closing)
    with pytest.raises(RuleBroken, match="closed"):
        review.follow_up(found="Late.", done_on=None, **answer)
    request = InformationRequest.objects.of(ours).filter(case=case)[0]
    with pytest.raises(RuleBroken, match="closed"):
        review.answer_request(request=request, answer="Late.", gaps="", by=worker, at=now)


def not_met(ours, worker, now):
    case = reviews.assessing(ours, worker, 1, at=now)
    return review.decide(case=case, texts=reviews.NOT_MET, by=worker, at=now)


def test_cr20_an_appeal_is_decided_by_somebody_without_part_in_the_decision(
    ours, worker, other, now
):
    case = not_met(ours, worker, now)
    with pytest.raises(RuleBroken, match="Say what you think"):
        review.appeal(case=case, why=" ", step="appeal", by=AnonymousUser())
    with pytest.raises(RuleBroken, match="at most"):
        review.appeal(case=case, why="x" * 5000, step="appeal", by=AnonymousUser())
    case = review.appeal(case=case, why="You missed two.", step="appeal", by=AnonymousUser())
    assert case.stage == "appeal_received"
    note = Note.objects.of(ours).get()
    assert note.to == worker
    for told in ("You missed two", case.reference, "Invented"):  # GSC-04
        assert told not in f"{note.subject} {note.text} {note.page}"
    for person in (worker, other):
        CaseAccess.objects.create(
            partnership=ours, case=case, person=person, worker="appeal_officer", since=now,
            reason="Decides it",
        )  # fmt: skip
    with pytest.raises(RuleBroken, match="took no part"):
        changes.move(case=case, step="uphold", by=worker, reason="I was wrong.")
    case = changes.move(case=case, step="uphold", by=other, reason="Two were missed.")
    assert "Two were missed." in letters(case)[-1].text
    assert changes.move(case=case, step="decide_again", by=worker).stage == "assessing"


def test_cr20_a_decision_that_stands_is_appealed_against_once(ours, worker, other, now):
    case = not_met(ours, worker, now)
    appeal = {"case": case, "why": "You missed two.", "step": "appeal", "by": AnonymousUser()}
    review.appeal(**appeal)
    CaseAccess.objects.create(
        partnership=ours, case=case, person=other, worker="appeal_officer", since=now, reason="So."
    )
    changes.move(case=case, step="dismiss", by=other, reason="None was missed.")
    with pytest.raises(RuleBroken, match="does not begin there"):
        review.appeal(**appeal)
    Case.objects.of(ours).filter(pk=case.pk).update(stage="monitoring")
    with pytest.raises(RuleBroken, match="complain to the ombudsman"):
        review.appeal(**appeal)


def test_cr03_a_review_is_not_closed_while_the_applicant_may_appeal(ours, worker, now):
    case = not_met(ours, worker, now)
    with pytest.raises(RuleBroken, match="may still appeal"):
        changes.move(case=case, step="close_unappealed", by=worker, outcome="not_met")
    later = timezone.now() + timedelta(days=60)
    case = changes.move(case=case, step="close_unappealed", by=worker, outcome="not_met", at=later)
    assert case.closed_at


def test_cr23_the_local_policing_body_is_asked_only_once_the_law_is_in_force(
    ours, worker, other, now, monkeypatch
):
    case = not_met(ours, worker, now)
    asks = {"case": case, "why": "Look again.", "step": "ask_policing_body"}
    with pytest.raises(RuleBroken, match="not declared as in force"):
        review.appeal(**asks, by=AnonymousUser())
    monkeypatch.setattr(limits, "is_on", lambda id, day: id == "lpb_review")
    case = review.appeal(**asks, by=AnonymousUser())
    for person in (worker, other):
        CaseAccess.objects.create(
            partnership=ours, case=case, person=person, worker="appeal_officer", since=now,
            reason="Decides it",
        )  # fmt: skip
    decides = {"case": case, "step": "policing_body_decides", "reason": "It was right."}
    with pytest.raises(RuleBroken, match="took no part"):
        changes.move(**decides, by=worker)
    with pytest.raises(RuleBroken, match="Conflict of interest"):
        changes.move(**decides, by=other)
    changes.record_answers(
        case=case, form="policing_body", texts={"conflict_noted": "yes"}, by=other
    )
    case = changes.move(**decides, by=other)
    assert case.stage == "policing_body_decided"
    assert "It was right." in letters(case)[-1].text


def test_an_applicant_withdraws_whatever_staff_still_owe(ours, worker, now):
    case = reviews.assessing(ours, worker, at=now)
    case = review.decide(case=case, texts=reviews.MET, by=worker, at=now)
    case = review.withdraw(case=case, by=AnonymousUser())
    assert (case.stage, case.outcome) == ("withdrawn", "application_withdrawn")
    this = years(ours, today=timezone.localdate(now), by=worker)[0]
    assert this.counted.applications == 1, "it was made, whatever became of it"


def test_a_letter_never_changes_and_is_never_sent_twice(ours, worker, now):
    case = not_met(ours, worker, now)
    letter = letters(case)[-1]
    letter.text = "Another."
    with pytest.raises(TypeError, match="stays as it is"):
        letter.save()
    with pytest.raises(TypeError, match="stays as it is"):
        letter.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseLetter.objects.create(
            partnership=ours, case=case, event=letter.event, number=99, key=letter.key, name="x",
            to="applicant", way="own_page", text="x", made_at=now,
        )  # fmt: skip


def test_the_record_holds_no_word_of_a_review(ours, worker, now):
    from goldenthread.audit.models import Event

    case = reviews.held(ours, worker, at=now)
    recommended(case, worker, now)
    told = str(list(Event.objects.values_list("details", "about_name", "verb")))
    for word in ("Loud music", "Invented Applicant", "It wears me out", "We went", "Name one"):
        assert word not in told
    assert CaseEvent.objects.of(ours).filter(case=case, verb="information_given").count() == 3


def test_cr17_zeros_are_numbers_and_small_ones_are_shown(ours, worker, now):
    today = timezone.localdate(now)
    found = years(ours, today=today, by=worker)
    assert len(found) == 2
    assert [number for _, number in found[0].rows] == [0, 0, 0, 0]
    assert (found[0].year, found[1].year) == (year_of(today), year_of(today) - 1)
    assert found[1].is_over


def test_cr18_the_yearly_look_is_a_draft_until_it_is_published(ours, people, supervisor, now):
    day = timezone.localdate(now)
    told = {"looked_at": "All reviews.", "found": "Well.", "changes": "None.", "consulted": "Two."}
    writes = {"partnership": ours, "year": 2026, "reviewed_on": day, "by": supervisor}
    with pytest.raises(PermissionDenied):
        review.write_effectiveness(**{**writes, "by": people["caseworker"]}, **told)
    with pytest.raises(RuleBroken, match="each question"):
        review.write_effectiveness(**writes, **{**told, "found": ""})
    with pytest.raises(RuleBroken, match="still to come"):
        review.write_effectiveness(**{**writes, "reviewed_on": day + timedelta(days=9)}, **told)
    made = review.write_effectiveness(**writes, **told)
    assert effectiveness(ours, by=AnonymousUser()) == {}
    assert list(effectiveness(ours, by=supervisor)) == [2026]
    assert review.write_effectiveness(**writes, **{**told, "found": "Slow."}).pk == made.pk
    made = review.publish_effectiveness(review=made, by=supervisor)
    assert effectiveness(ours, by=AnonymousUser())[2026].found == "Slow."
    with pytest.raises(RuleBroken, match="already"):
        review.publish_effectiveness(review=made, by=supervisor)
    with pytest.raises(RuleBroken, match="is published"):
        review.write_effectiveness(**writes, **told)


def test_only_whoever_works_on_it_changes_a_review(ours, people, worker, now):
    case = reviews.assessing(ours, worker, at=now)
    first = complaints(case)[0]
    for role in ("partner", "analyst"):
        with pytest.raises(PermissionDenied):
            review.record_finding(complaint=first, body="council", found=True, by=people[role])
