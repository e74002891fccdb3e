"""Every write of casework: what it does, what it refuses, and what the record learns of it."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.casework import changes
from goldenthread.casework.models import Answer, Case, CaseClock, CaseEvent, Party, Task
from goldenthread.casework.queries.answers import texts_of
from goldenthread.casework.rules.lengths import LONDON
from goldenthread.commands import CannotDo
from goldenthread.places.models import Area
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.cases import HEDGE, TOLD, adopted, opened, scheme, triaged

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=LONDON)


def rows(model, case):
    return model.objects.of(case.partnership).filter(case=case)


def verbs(case):
    return list(rows(CaseEvent, case).order_by("number").values_list("verb", flat=True))


def clock(case, key):
    return rows(CaseClock, case).get(key=key)


def test_a_case_is_opened_with_answers_parties_place_clock_and_one_event(ours, worker):
    district = Area.objects.create(code="E06000047", name="County Durham", kind="district")
    case = opened(ours, worker, at=FRIDAY)
    assert (case.stage, case.place, case.area) == ("received", TOLD["where"], district)
    assert case.marking == "OFFICIAL-SENSITIVE (PERSONAL)"
    assert texts_of(case) == TOLD
    assert [(p.role, p.name, p.contact) for p in rows(Party, case)] == [
        ("reporter", "Invented Resident", "01632 960999")
    ]
    running = clock(case, "look_at")  # one working day from Friday: Monday at its close
    assert running.due == case.next_due == datetime(2026, 11, 24, tzinfo=LONDON)
    assert verbs(case) == ["opened"]
    assert not rows(Task, case).exists()


def test_the_record_learns_the_reference_and_the_verb_and_nothing_else(ours, worker):
    case = triaged(ours, worker)
    changes.add_note(case=case, text="A secret.", kind="fact", by=worker)
    written = Event.objects.filter(verb__startswith="casework.case") | Event.objects.filter(
        verb__in=["casework.answers_recorded", "casework.note_added"]
    )
    assert written.count() == 5
    for event in written:
        assert (event.about_name, event.details) == (case.reference, {})


def test_personal_answers_are_classed_so_and_all_others_are_not(ours, worker):
    case = opened(ours, worker)
    personal = set(rows(Answer, case).filter(personal=True).values_list("question", flat=True))
    assert personal == {"what_happened", "where", "name", "contact"}


def test_an_answer_missing_or_danger_opens_nothing(ours, worker):
    for texts, said in (({"sub_type": ""}, "nearest"), ({"danger_now": "yes"}, "999")):
        with pytest.raises(RuleBroken, match=said):
            opened(ours, worker, texts)
    assert not Case.objects.of(ours).exists()
    assert not Event.objects.filter(verb="casework.case_opened").exists()


@pytest.mark.parametrize("role", ["partner", "analyst", "partnership_manager"])
def test_who_may_not_open_a_case_opens_none(ours, people, role):
    with pytest.raises(PermissionDenied):
        opened(ours, people[role])


def test_a_role_that_the_type_does_not_name_opens_none_of_it(ours, supervisor, settings, tmp_path):
    of = scheme(ours, settings, tmp_path)
    with pytest.raises(RuleBroken, match="does not open cases of the kind"):
        changes.open_case(of=of, texts=HEDGE, by=supervisor)


def test_a_role_elsewhere_opens_nothing_here(ours):
    stranger = UserFactory(roles=["caseworker"], partnership=PartnershipFactory(slug="theirs"))
    with pytest.raises(PermissionDenied):
        opened(ours, stranger)


def test_no_two_cases_share_a_reference(ours, worker, monkeypatch):
    drawn = iter(["BCD-BCD-BCD", "BCD-BCD-BCD", "BCD-BCD-BCF"])
    monkeypatch.setattr("goldenthread.casework.changes.opening.new_reference", lambda: next(drawn))
    first, second = opened(ours, worker), opened(ours, worker)
    assert (first.reference, second.reference) == ("BCD-BCD-BCD", "BCD-BCD-BCF")


def test_a_place_without_a_known_postcode_has_no_area(ours, worker):
    for place in ("The lane behind the shops", "Somewhere in ZZ99 9ZZ"):
        assert opened(ours, worker, {"where": place}).area is None


def test_a_step_moves_the_case_along_and_meets_the_clock_that_waited(ours, worker):  # RPT-07
    case = triaged(ours, worker)
    assert case.stage == "triaged"
    assert clock(case, "look_at").met is not None
    contact = clock(case, "contact_medium")
    assert contact.started == case.opened_at, "it runs from the report, not from the answer"
    assert verbs(case) == ["opened", "moved", "answered", "moved"]


def test_a_step_whose_condition_does_not_hold_is_refused_and_leaves_no_trace(ours, worker):
    case = changes.move(case=opened(ours, worker), step="screen", by=worker)
    before = verbs(case)
    with pytest.raises(RuleBroken, match="how urgent"):
        changes.move(case=case, step="triage", by=worker)
    case.refresh_from_db()
    assert (case.stage, verbs(case)) == ("screened", before)


def test_an_answer_that_changes_leaves_the_earlier_one_in_the_history(ours, worker):
    case = triaged(ours, worker)
    changes.record_answers(
        case=case, form="triage", by=worker,
        texts={"channel": "phone", "police_category": "personal", "alarm": "yes",
               "priority": "high"},
    )  # fmt: skip
    kept = rows(Answer, case).filter(question="priority").order_by("pk")
    assert [(one.text, one.current) for one in kept] == [("medium", False), ("high", True)]
    assert clock(case, "contact_medium").dropped_at is not None
    assert clock(case, "contact_high").is_running
    changes.record_answers(
        case=case, form="triage", by=worker,
        texts={"channel": "phone", "police_category": "personal", "alarm": "yes",
               "priority": "medium"},
    )  # fmt: skip
    assert clock(case, "contact_medium").is_running
    assert rows(Answer, case).filter(question="channel").count() == 1


def test_a_corrected_answer_corrects_the_party_and_the_place(ours, worker):
    case = changes.move(case=opened(ours, worker), step="screen", by=worker)
    changes.record_answers(
        case=case, form="about_you", by=worker, texts={"relation": "witness", "anonymous": "yes"}
    )
    assert not rows(Party, case).exists()
    assert "name" not in texts_of(case)


def test_a_form_is_refused_where_it_is_not_filled_in(ours, worker):
    case = opened(ours, worker)
    with pytest.raises(RuleBroken, match="not filled in while"):
        changes.record_answers(case=case, form="triage", texts={}, by=worker)


def test_a_case_closes_with_an_outcome_once_what_must_be_done_is_done(ours, worker):  # RPT-03
    case = opened(ours, worker, {"reported_before": "yes"})
    task = rows(Task, case).get(key="explain_case_review")
    assert task.mandatory
    case = changes.move(case=case, step="withdraw", by=worker)
    with pytest.raises(RuleBroken, match="must be done: Explain the right to a case review"):
        changes.move(
            case=case, step="close", by=worker, reason="So.", outcome="withdrawn_by_reporter"
        )
    with pytest.raises(RuleBroken, match="when and how"):
        changes.complete_task(task=task, by=worker)
    changes.complete_task(task=task, by=worker, how="By phone today.")
    with pytest.raises(RuleBroken, match="done already"):
        changes.complete_task(task=task, by=worker, how="Again.")
    case = changes.move(
        case=case, step="close", by=worker, reason="So.", outcome="withdrawn_by_reporter"
    )
    assert case.closed_at is not None
    assert (case.outcome, case.next_due) == ("withdrawn_by_reporter", None)
    with pytest.raises(RuleBroken, match="closed"):
        changes.add_task(case=case, name="More", due=timezone.localdate(), given_to=None, by=worker)


def test_a_closed_case_can_be_opened_again_where_its_type_says_so(ours, worker, settings, tmp_path):
    of = scheme(ours, settings, tmp_path)
    case = changes.open_case(of=of, texts=HEDGE, by=worker)
    case = changes.move(case=case, step="begin", by=worker)
    changes.complete_task(task=rows(Task, case).get(key="measure"), by=worker, how="9 feet.")
    assert rows(Task, case).get(key="photograph").is_open
    case = changes.move(case=case, step="finish", by=worker, reason="Done.", outcome="cut")
    assert rows(Task, case).get(key="photograph").dropped_at is not None
    case = changes.move(case=case, step="again", by=worker)
    assert (case.closed_at, case.outcome, case.stage) == (None, "", "worked")
    assert rows(CaseClock, case).filter(key="end").count() == 2
    assert case.next_due is not None


def test_nothing_runs_any_more_once_a_case_is_closed(ours, worker, settings, tmp_path):
    of = scheme(ours, settings, tmp_path)
    case = changes.open_case(of=of, texts={**HEDGE, "kind": "low"}, by=worker)
    case = changes.move(case=case, step="take_back", by=worker, outcome="left")
    assert clock(case, "reply").dropped_at == case.closed_at
    assert clock(case, "law").met == case.closed_at
    assert case.next_due is None


def test_what_hangs_on_an_answer_is_dropped_when_the_answer_changes(
    ours, worker, settings, tmp_path
):
    case = changes.open_case(of=scheme(ours, settings, tmp_path), texts=HEDGE, by=worker)
    assert clock(case, "high").due - clock(case, "high").started == timedelta(hours=48)
    for kind, runs in (("low", False), ("tall", True)):
        changes.record_answers(case=case, form="hedge", texts={**HEDGE, "kind": kind}, by=worker)
        assert clock(case, "high").is_running is runs
        assert rows(Task, case).get(key="measure").is_open is runs


def test_a_local_clock_pauses_with_a_reason_and_one_of_law_never(  # G-05
    ours, worker, settings, tmp_path
):
    case = changes.open_case(of=scheme(ours, settings, tmp_path), texts=HEDGE, by=worker, at=FRIDAY)
    high, law = clock(case, "high"), clock(case, "law")
    at = FRIDAY + timedelta(hours=1)
    with pytest.raises(RuleBroken, match="limit in law"):
        changes.pause_clock(clock=law, reason="Away.", by=worker, at=at)
    with pytest.raises(RuleBroken, match="Say why"):
        changes.pause_clock(clock=high, reason=" ", by=worker, at=at)
    changes.pause_clock(clock=high, reason="The sender is away.", by=worker, at=at)
    case.refresh_from_db()
    assert case.next_due == rows(Task, case).get(key="measure").due
    changes.resume_clock(clock=high, by=worker, at=at + timedelta(hours=24))
    assert clock(case, "high").due - high.due == timedelta(hours=24)
    assert verbs(case)[-2:] == ["clock_paused", "clock_resumed"]
    changes.move(case=case, step="begin", by=worker, at=at + timedelta(hours=30))
    with pytest.raises(RuleBroken, match="not paused"):
        changes.resume_clock(clock=high, by=worker)


def test_a_clock_that_no_longer_applies_cannot_be_paused(ours, worker, settings, tmp_path):
    case = changes.open_case(of=scheme(ours, settings, tmp_path), texts=HEDGE, by=worker)
    changes.record_answers(case=case, form="hedge", texts={**HEDGE, "kind": "low"}, by=worker)
    with pytest.raises(RuleBroken, match="no longer applies"):
        changes.pause_clock(clock=clock(case, "high"), reason="Away.", by=worker)


def test_a_note_is_marked_as_fact_opinion_or_allegation(ours, worker):  # G-07
    case = opened(ours, worker)
    for wrong in ({"kind": "gossip"}, {"about": "neighbour"}, {"text": " "}, {"text": "x" * 8001}):
        with pytest.raises(RuleBroken):
            changes.add_note(
                **{"case": case, "text": "Seen.", "kind": "fact", "by": worker, **wrong}
            )
    changes.add_note(case=case, text="Seen.", kind="allegation", about="subject", by=worker)
    event = rows(CaseEvent, case).get(verb="noted")
    assert (event.text, event.kind_of_note, event.about) == ("Seen.", "allegation", "subject")


def test_a_task_is_added_by_hand_for_somebody_who_can_do_it(ours, people, worker):
    case, today = opened(ours, worker), timezone.localdate()
    for wrong in (
        {"name": " "},
        {"name": "x" * 301},
        {"due": today - timedelta(days=1)},
        {"given_to": people["partner"]},
        {"given_to": people["analyst"]},
    ):
        good = {"case": case, "name": "Call", "due": today, "given_to": worker, "by": worker}
        with pytest.raises(RuleBroken):
            changes.add_task(**{**good, **wrong})
    task = changes.add_task(case=case, name="Call", due=today, given_to=None, by=worker)
    case.refresh_from_db()
    assert case.next_due == task.due
    changes.complete_task(task=task, by=worker)
    case.refresh_from_db()
    assert case.next_due > task.due


def test_what_happened_in_a_case_is_never_rewritten(ours, worker):
    event = rows(CaseEvent, opened(ours, worker)).get()
    with pytest.raises(TypeError, match="stays written"):
        event.save()
    with pytest.raises(TypeError, match="stays written"):
        event.delete()


def test_who_sees_some_fields_only_cannot_work_on_a_case(ours, people, worker):
    case = opened(ours, worker)
    for person in (people["analyst"], people["partner"], AnonymousUser()):
        with pytest.raises(PermissionDenied):
            changes.add_note(case=case, text="Mine.", kind="fact", by=person)
        with pytest.raises(PermissionDenied):
            changes.move(case=case, step="screen", by=person)


# Adopting


def test_a_case_type_is_adopted_once_and_open_cases_keep_their_version(
    ours, worker, settings, tmp_path
):
    first = scheme(ours, settings, tmp_path)
    assert scheme(ours, settings, tmp_path) == first
    case = changes.open_case(of=first, texts=HEDGE, by=worker)
    second = scheme(ours, settings, tmp_path, version=2, change=("name: New,", "name: Fresh,"))
    case.refresh_from_db()
    assert case.type == first != second
    assert case.type.declared.stage("new").name == "New"
    assert second.declared.stage("new").name == "Fresh"
    assert str(second) == "A scheme of a test, version 2"


def test_a_comment_may_change_but_not_the_meaning_of_an_adopted_version(ours, settings, tmp_path):
    first = scheme(ours, settings, tmp_path)
    assert scheme(ours, settings, tmp_path, change=("parties:", "parties:  # whom")) == first
    with pytest.raises(CannotDo, match="Raise its version"):
        scheme(ours, settings, tmp_path, change=("name: New,", "name: Fresh,"))


# People


def test_a_case_that_nobody_leads_is_taken_and_only_a_supervisor_names_another(
    ours, people, worker, supervisor
):  # CASE-01
    case = opened(ours, worker)
    case = changes.lead_case(case=case, person=worker, by=worker)
    assert changes.lead_case(case=case, person=worker, by=supervisor) == case
    assert verbs(case) == ["opened", "lead_named"], "naming the same again changes nothing"
    with pytest.raises(PermissionDenied):
        changes.lead_case(case=case, person=supervisor, by=worker)
    with pytest.raises(RuleBroken, match="does not work on this case"):
        changes.lead_case(case=case, person=people["partner"], by=supervisor)
    assert changes.lead_case(case=case, person=supervisor, by=supervisor).lead == supervisor


def test_access_is_given_for_one_case_with_a_reason_and_ends(ours, people, worker, supervisor):
    case = opened(ours, worker)
    give = {
        "case": case, "person": people["analyst"], "worker": "receiving_officer",
        "reason": "Works on it with us", "by": supervisor,
    }  # fmt: skip
    for wrong, said in (
        ({"worker": "search_contact"}, "one of the roles"),
        ({"reason": "Because"}, "why they must"),
        ({"person": people["partner"]}, "may not see cases"),
    ):
        with pytest.raises(RuleBroken, match=said):
            changes.give_access(**{**give, **wrong})
    with pytest.raises(PermissionDenied):
        changes.give_access(**{**give, "by": worker})
    given = changes.give_access(**give)
    with pytest.raises(RuleBroken, match="already"):
        changes.give_access(**give)
    changes.end_access(access=given, by=supervisor)
    with pytest.raises(RuleBroken, match="no longer on this case"):
        changes.end_access(access=given, by=supervisor)


def test_a_restricted_case_is_closed_to_whoever_is_not_named_on_it(ours, worker, supervisor):
    case = opened(ours, worker)
    with pytest.raises(RuleBroken, match="Put yourself on this case first"):
        changes.restrict(case=case, reason="An officer is party", by=supervisor)
    changes.give_access(
        case=case, person=supervisor, worker="supervisor", reason="Supervises it", by=supervisor
    )
    with pytest.raises(RuleBroken, match="why it is restricted"):
        changes.restrict(case=case, reason="So", by=supervisor)
    changes.restrict(case=case, reason="An officer is party", by=supervisor)
    with pytest.raises(RuleBroken, match="restricted already"):
        changes.restrict(case=case, reason="An officer is party", by=supervisor)
    with pytest.raises(PermissionDenied, match="do not work on this case"):
        changes.add_note(case=case, text="Mine.", kind="fact", by=worker)
    with pytest.raises(PermissionDenied, match="do not work on this case"):
        changes.lead_case(case=case, person=worker, by=worker)
    with pytest.raises(RuleBroken, match="why it is no longer"):
        changes.lift_restriction(case=case, reason="", by=supervisor)
    changes.lift_restriction(case=case, reason="It was another person", by=supervisor)
    changes.add_note(case=case, text="Mine.", kind="fact", by=worker)


# The front door


def test_a_report_is_a_case_of_which_only_a_hash_of_the_link_is_kept(ours):  # RPT-02
    of, nobody = adopted(ours), AnonymousUser()
    case = changes.report(of=of, texts=TOLD, link="a secret", by=nobody)
    assert changes.report(of=of, texts=TOLD, link="a secret", by=nobody) == case
    assert Case.objects.of(ours).count() == 1
    assert "a secret" not in str(Case.objects.of(ours).values().get())
    assert rows(CaseEvent, case).get().by_name == "The person who reported"
    told = Event.objects.get(verb="casework.case_reported")
    assert (told.by_name, told.about_name, told.details) == (
        "somebody not signed in", case.reference, {},
    )  # fmt: skip


def test_a_kind_that_is_not_reported_here_is_refused(ours, settings, tmp_path):
    of = scheme(ours, settings, tmp_path, change=("front_door: Tell us about your hedge.\n", ""))
    with pytest.raises(RuleBroken, match="cannot be reported here"):
        changes.report(of=of, texts=HEDGE, link="a secret", by=AnonymousUser())


def test_a_form_that_is_for_staff_alone_is_not_reported(ours, settings, tmp_path):
    of = scheme(
        ours, settings, tmp_path, change=("by: [sender, officer]\n  q", "by: [officer]\n  q")
    )
    with pytest.raises(RuleBroken, match="cannot be reported here"):
        changes.report(of=of, texts=HEDGE, link="a secret", by=AnonymousUser())


def test_the_person_who_reported_may_add_and_withdraw_and_nothing_else(ours, worker):
    nobody = AnonymousUser()
    case = changes.report(of=adopted(ours), texts=TOLD, link="a secret", by=nobody)
    for text in ("", "x" * 4001):
        with pytest.raises(RuleBroken):
            changes.add_word(case=case, text=text, by=nobody)
    changes.add_word(case=case, text="Louder today.", by=nobody)
    with pytest.raises(RuleBroken, match="for others"):
        changes.step_by_reporter(case=case, step="screen", by=nobody)
    case = changes.step_by_reporter(case=case, step="withdraw", by=nobody)
    assert case.stage == "withdrawn"
    changes.move(case=case, step="close", by=worker, reason="So.", outcome="withdrawn_by_reporter")
    with pytest.raises(RuleBroken, match="closed"):
        changes.add_word(case=case, text="Louder today.", by=nobody)
