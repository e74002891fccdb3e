"""Cases go by a list that two people agree to; nothing personal stays, what is counted does."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from config.cli import main
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.audit.queries import broken_links
from goldenthread.casework import changes as casework
from goldenthread.casework.keeping import changes, gone, held, queries
from goldenthread.casework.keeping.changes.disposing import end_looks, hash_of
from goldenthread.casework.models import (
    Answer,
    Case,
    CaseAccess,
    CaseClock,
    CaseEvent,
    CaseRead,
    Certificate,
    Disposal,
    Party,
    Task,
)
from goldenthread.casework.queries.seeing import sight
from goldenthread.commands import CannotDo
from tests.factories.accounts import UserFactory
from tests.factories.cases import HEDGE, TOLD, opened, scheme, triaged

pytestmark = pytest.mark.django_db

CANARY = "Xylophagous"
PERSONAL = {**TOLD, "what_happened": f"{CANARY} happened.", "name": f"{CANARY} Person",
            "where": f"{CANARY} Street", "contact": f"{CANARY}@example.org"}  # fmt: skip


@pytest.fixture
def governor(ours):
    return UserFactory(roles=["information_governance"], partnership=ours, name="Example Governor")


def long_ago():
    return timezone.now() - timedelta(days=1200)


def old(ours, worker, texts=PERSONAL):
    """A case that was closed years ago, with words that stand nowhere else."""
    case = opened(ours, worker, texts, at=long_ago())
    when = {"by": worker, "at": long_ago() + timedelta(days=1)}
    casework.move(case=case, step="screen", **when)
    casework.add_note(case=case, text=f"{CANARY} noted.", kind="fact", **when)
    case = casework.move(case=case, step="withdraw", reason=f"{CANARY} why", **when)
    casework.note_read(sight(case, by=worker), by=worker)
    when["at"] += timedelta(days=40)
    return casework.move(
        case=case, step="close", reason="It is over.", outcome="withdrawn_by_reporter", **when
    )


def approved(ours, governor, supervisor):
    made = changes.propose_disposal(partnership=ours, by=governor)
    changes.check_disposal(disposal=made, by=governor)
    return changes.approve_disposal(disposal=made, by=supervisor)


def words_left() -> str:
    """Everything that is stored of casework, as one text."""
    return str([
        list(model._base_manager.values_list())
        for model in apps.get_app_config("casework").get_models(include_auto_created=True)
        if model.__name__ != "CaseTypeVersion"
    ])  # fmt: skip


def test_ret01_what_goes_leaves_nothing_personal_and_all_that_is_counted(
    ours, worker, supervisor, governor
):
    case = old(ours, worker)
    waiting = opened(ours, worker, {"name": "Invented Other"})
    told = CaseEvent.objects.of(ours).filter(case=case).exclude(stage="")
    reference, stages = case.reference, set(told.values_list("stage", flat=True))
    assert CANARY in words_left()
    certificate = changes.carry_out(disposal=approved(ours, governor, supervisor))
    left = words_left()
    assert CANARY not in left
    assert reference not in left
    assert "Invented Other" in left
    assert waiting.reference in left
    case.refresh_from_db()
    assert (case.stage, case.outcome) == ("closed", "withdrawn_by_reporter")
    assert case.opened_at.astimezone(timezone.get_current_timezone()).day == 1
    events = CaseEvent.objects.of(ours).filter(case=case)
    assert set(events.exclude(stage="").values_list("stage", flat=True)) == stages
    assert not events.exclude(by=None, by_name="", text="", about="").exists()
    answers = dict(Answer.objects.of(ours).filter(case=case).values_list("question", "text"))
    assert answers["sub_type"] == "noise"
    assert not set(answers) & set(case.type.declared.personal)
    assert not Party.objects.of(ours).filter(case=case).exists()
    assert not Task.objects.of(ours).filter(case=case).exists()
    assert CaseRead.objects.of(ours).filter(case=case).count() == 1
    assert certificate.hash == hash_of(certificate)
    assert certificate.contents["classes"][0]["cases"] == 1
    assert certificate.contents["rows"]["parties"] == 1
    assert reference not in str(certificate.contents)
    assert broken_links() == {}
    said = Event.objects.get(verb="casework.cases_disposed")
    assert said.details == {"cases": 1, "hash": certificate.hash}
    assert sight(case, by=worker) is None


def test_whether_a_time_limit_was_met_is_still_known(ours, worker, supervisor, governor):
    case = old(ours, worker)
    before = {one.key: one.met < one.due for one in CaseClock.objects.of(ours).filter(case=case)
              if one.met}  # fmt: skip
    assert before
    changes.carry_out(disposal=approved(ours, governor, supervisor))
    after = {one.key: one.met < one.due for one in CaseClock.objects.of(ours).filter(case=case)
             if one.met}  # fmt: skip
    assert after == before


def test_what_is_deleted_keeps_only_what_its_counts_need(
    ours, worker, supervisor, governor, settings, tmp_path
):
    counts = "counts:\n- {id: worked, name: Worked on, reached: worked, by: [kind]}\n" \
             "- {id: cut, name: Taken back, took: take_back, when: fire = no}\nkept:"  # fmt: skip
    of = scheme(ours, settings, tmp_path, change=("then: anonymise", "then: delete"))
    of.text = of.text.replace("kept:", counts)
    of.hash = "another"
    of.save()
    when = {"by": worker, "at": long_ago()}
    case = casework.open_case(of=of, texts={**HEDGE, "since": "2020-01-01"}, **when)
    casework.complete_task(task=Task.objects.of(ours).get(key="measure"), how="Done.", **when)
    casework.move(case=case, step="begin", **when)
    casework.move(case=case, step="take_back", outcome="left", **when)
    changes.carry_out(disposal=approved(ours, governor, supervisor))
    answers = set(Answer.objects.of(ours).values_list("question", flat=True))
    assert answers == {"kind", "fire"}
    assert list(
        CaseEvent.objects.of(ours).order_by("number").values_list("verb", "stage")
    ) == [("opened", "new"), ("moved", "worked"), ("moved", "done")]  # fmt: skip


def test_ret03_a_hold_keeps_a_case_until_it_is_lifted(ours, worker, supervisor, governor):
    case = old(ours, worker)
    ahead = timezone.localdate() + timedelta(days=30)
    hold = changes.place_hold(
        case=case, why="litigation", holder="Legal team", reason="A claim", review_by=ahead,
        by=governor,
    )  # fmt: skip
    assert not hold.is_due
    assert changes.propose_disposal(partnership=ours, by=governor) is None
    [shown] = queries.with_reasons(queries.going_next(ours, by=governor), timezone.localdate())
    assert shown.held == "On legal hold"
    with pytest.raises(RuleBroken, match="Say why"):
        changes.lift_hold(hold=hold, reason="Over", by=governor)
    changes.lift_hold(hold=hold, reason="The claim is settled", by=governor)
    with pytest.raises(RuleBroken, match="lifted already"):
        changes.lift_hold(hold=hold, reason="The claim is settled", by=governor)
    disposal = approved(ours, governor, supervisor)
    changes.place_hold(
        case=case, why="complaint", holder="Legal team", reason="Came late", review_by=ahead,
        by=governor,
    )  # fmt: skip
    certificate = changes.carry_out(disposal=disposal)
    assert certificate.contents["left_out"] == 1
    case.refresh_from_db()
    assert case.disposed_at is None
    assert disposal.cases.get().left_out


def test_ret01_a_case_is_kept_longer_by_decision_and_for_a_reason(ours, worker, governor):
    case = old(ours, worker)
    today = timezone.localdate()
    with pytest.raises(RuleBroken, match="Only a closed case"):
        changes.keep_longer(case=opened(ours, worker), until=today + timedelta(days=9),
                            reason="A claim is expected", by=governor)  # fmt: skip
    changes.keep_longer(
        case=case, until=today + timedelta(days=9), reason="A claim is expected", by=governor
    )
    assert changes.propose_disposal(partnership=ours, by=governor) is None
    assert queries.due_cases(ours, today + timedelta(days=10)).count() == 1


def test_the_one_who_checked_cannot_approve_and_a_list_given_up_goes_nowhere(
    ours, worker, governor, supervisor
):
    old(ours, worker)
    made = changes.propose_disposal(partnership=ours, by=None)
    with pytest.raises(RuleBroken, match="Only an approved list"):
        changes.carry_out(disposal=made)
    changes.check_disposal(disposal=made, by=governor)
    with pytest.raises(RuleBroken, match="Somebody else"):
        changes.approve_disposal(disposal=made, by=governor)
    assert changes.propose_disposal(partnership=ours, by=governor) is None  # it is on a list
    changes.drop_disposal(disposal=made, by=supervisor)
    with pytest.raises(RuleBroken, match="over"):
        changes.drop_disposal(disposal=made, by=supervisor)
    with pytest.raises(RuleBroken, match="Only a list that somebody has checked"):
        changes.approve_disposal(disposal=made, by=supervisor)
    assert changes.propose_disposal(partnership=ours, by=governor).number == 2


def test_who_may_what(ours, worker, supervisor, governor):
    case = old(ours, worker)
    made = changes.propose_disposal(partnership=ours, by=None)
    today = timezone.localdate() + timedelta(days=1)
    for refused in (
        lambda: changes.propose_disposal(partnership=ours, by=supervisor),
        lambda: changes.check_disposal(disposal=made, by=supervisor),
        lambda: changes.approve_disposal(disposal=made, by=worker),
        lambda: changes.drop_disposal(disposal=made, by=worker),
        lambda: changes.keep_longer(case=case, until=today, reason="I want it so", by=worker),
        lambda: changes.place_hold(case=case, why="inquiry", holder="I", reason="So",
                                   review_by=today, by=supervisor),
        lambda: queries.looks(ours, queries.Looked(), by=supervisor),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            refused()


def test_a_model_that_is_not_known_stops_the_job(ours, worker, governor, supervisor, monkeypatch):
    old(ours, worker)
    disposal = approved(ours, governor, supervisor)
    monkeypatch.setattr(held, "OF_NO_CASE", {})
    with pytest.raises(CannotDo, match="not known what becomes"):
        changes.carry_out(disposal=disposal)
    assert CANARY in words_left()


def test_a_model_may_keep_its_countable_fields(ours, worker, governor, supervisor, monkeypatch):
    old(ours, worker)
    disposal = approved(ours, governor, supervisor)
    monkeypatch.setattr(Party.Privacy, "stays_countable", True, raising=False)
    held.deleted.cache_clear()
    try:
        certificate = changes.carry_out(disposal=disposal)
    finally:
        held.deleted.cache_clear()
    party = Party.objects.of(ours).get()
    assert (party.role, party.name, party.contact) == ("reporter", "", "")
    assert certificate.contents["rows"]["parties emptied"] == 1


def test_nothing_that_has_gone_can_be_held(ours, worker, governor, supervisor):
    case = old(ours, worker)
    changes.carry_out(disposal=approved(ours, governor, supervisor))
    case.refresh_from_db()
    with pytest.raises(RuleBroken, match="nothing left"):
        changes.place_hold(
            case=case, why="inquiry", holder="Legal team", reason="Late",
            review_by=timezone.localdate() + timedelta(days=1), by=governor,
        )  # fmt: skip
    assert end_looks(ours, timezone.localdate()) == 0
    assert end_looks(ours, timezone.localdate() + timedelta(days=7 * 366)) == 1
    assert not CaseAccess.objects.of(ours).exists()


def test_the_nightly_job_is_dry_until_it_is_told_otherwise(
    ours, worker, governor, supervisor, capsys
):
    case = old(ours, worker)
    Case.objects.of(ours).update(kept_until=None)
    assert main(["casework", "retention"]) == 0
    assert "0 cases are due" in capsys.readouterr().out
    assert not Disposal.objects.of(ours).exists()
    assert main(["casework", "retention", "--propose"]) == 0
    assert "1 are put on a new one" in capsys.readouterr().out
    made = Disposal.objects.of(ours).get()
    assert main(["casework", "retention", "--carry-out", "--json"]) == 0
    assert not Certificate.objects.of(ours).exists(), "nobody has agreed to it"
    changes.check_disposal(disposal=made, by=governor)
    changes.approve_disposal(disposal=made, by=supervisor)
    assert main(["casework", "retention"]) == 0
    assert "1 approved lists wait. Nothing goes without --carry-out." in capsys.readouterr().out
    case.refresh_from_db()
    assert case.disposed_at is None
    assert main(["casework", "retention", "--carry-out"]) == 0
    assert "1 cases have gone" in capsys.readouterr().out
    case.refresh_from_db()
    assert case.disposed_at is not None


def test_a_reopened_case_has_no_last_day(ours, worker, settings, tmp_path):
    of = scheme(ours, settings, tmp_path)
    case = casework.open_case(of=of, texts=HEDGE, by=worker)
    assert case.kept_until is None
    casework.complete_task(task=Task.objects.of(ours).get(key="measure"), how="Done.", by=worker)
    case = casework.move(case=case, step="take_back", outcome="left", by=worker)
    assert case.kept_until is not None
    assert casework.move(case=case, step="again", by=worker).kept_until is None


def test_files_of_what_goes_are_deleted_once_that_is_certain():
    gone._unlink(storage := Kept(), ["one", "two"])
    assert storage.deleted == ["one", "two"]


class Kept:
    def __init__(self):
        self.deleted = []

    def delete(self, name):
        self.deleted.append(name)


def test_triaged_is_not_touched(ours, worker, governor):
    triaged(ours, worker)
    assert changes.propose_disposal(partnership=ours, by=governor) is None
