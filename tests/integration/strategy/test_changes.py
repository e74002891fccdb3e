"""Writes: who may, what is refused, what is recorded, and that a refusal saves nothing."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.strategy import changes
from goldenthread.strategy.models import (
    Aim,
    Amendment,
    CaseStudy,
    Commitment,
    CommitmentUpdate,
    Deliverable,
    IndicatorUse,
    Priority,
    StatusChange,
    Strategy,
    WayOfWorking,
    WorkArea,
)
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.partnership import GroupFactory
from tests.factories.strategy import (
    AimFactory,
    AreaFactory,
    CaseStudyFactory,
    CommitmentFactory,
    PriorityFactory,
    StrategyFactory,
)

pytestmark = pytest.mark.django_db
JAN, MAY = datetime.date(2026, 1, 1), datetime.date(2026, 5, 1)
WHY = "The council asked for plainer words."


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours")


@pytest.fixture
def manager(ours):
    return UserFactory(roles=["partnership_manager"], partnership=ours, name="Mina Manager")


@pytest.fixture
def plan(ours):
    return StrategyFactory(partnership=ours)


@pytest.fixture
def priority(plan):
    return PriorityFactory(strategy=plan)


@pytest.fixture
def use(plan):
    definition = IndicatorDefinition.objects.create(
        id="fires", name="Fires", measure="count", better="lower"
    )
    return IndicatorUse.objects.create(
        partnership=plan.partnership,
        strategy=plan,
        key="fires",
        definition=definition,
        role="focus",
        better="lower",
    )


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_plan_is_drafted_adopted_and_superseded_with_who_and_when(ours, manager):
    period = Period.parse("2026-2029")
    old, new = (
        changes.make_plan(partnership=ours, title=title, period=period, by=manager)
        for title in ("Plan", "Plan")
    )
    assert (old.key, new.key, old.status) == ("plan", "plan-2", "draft")
    assert old.period == period
    for each in (old, new):
        changes.adopt_plan(strategy=each, on=JAN, decided_by="Full Council", by=manager)
    new.refresh_from_db()
    ended = changes.supersede_plan(
        strategy=old, on=MAY, by_plan=new, decided_by="Board", by=manager
    )
    assert (ended.status, ended.superseded_by, ended.superseded_on) == ("superseded", new, MAY)
    steps = StatusChange.objects.of(ours).filter(strategy=old)
    assert [(s.before, s.after, s.on, s.decided_by, s.by_name) for s in steps] == [
        ("draft", "adopted", JAN, "Full Council", "Mina Manager"),
        ("adopted", "superseded", MAY, "Board", "Mina Manager"),
    ]
    assert verbs()[-1] == "strategy.plan_superseded"


def test_a_plan_needs_a_title_and_a_kind(ours, manager):
    period = Period.parse("2026-2029")
    with pytest.raises(RuleBroken, match="a title"):
        changes.make_plan(partnership=ours, title=" ", period=period, by=manager)
    with pytest.raises(RuleBroken, match="what kind"):
        changes.make_plan(partnership=ours, title="A", period=period, kind="list", by=manager)
    assert not Strategy.objects.of(ours).exists()


def test_a_plan_is_not_adopted_twice_nor_by_nobody(ours, plan, manager):
    with pytest.raises(RuleBroken, match="cannot become adopted"):
        changes.adopt_plan(strategy=plan, on=JAN, decided_by="Board", by=manager)
    draft = StrategyFactory(partnership=ours, status="draft")
    with pytest.raises(RuleBroken, match="which body"):
        changes.adopt_plan(strategy=draft, on=JAN, decided_by=" ", by=manager)
    assert not StatusChange.objects.of(ours).exists()
    assert verbs() == []


def test_only_another_adopted_plan_of_the_same_kind_takes_its_place(ours, plan, manager):
    def supersede(by_plan: Strategy, on: datetime.date = MAY) -> None:
        changes.supersede_plan(
            strategy=plan, on=on, by_plan=by_plan, decided_by="Board", by=manager
        )

    for other in (plan, StrategyFactory()):
        with pytest.raises(RuleBroken, match="another plan of this"):
            supersede(other)
    for fields in ({"status": "draft"}, {"kind": "police_and_crime_plan"}):
        with pytest.raises(RuleBroken, match="Only an adopted plan"):
            supersede(StrategyFactory(partnership=ours, **fields))
    Strategy.objects.of(ours).filter(pk=plan.pk).update(adopted_on=MAY)
    with pytest.raises(RuleBroken, match="cannot end before"):
        supersede(StrategyFactory(partnership=ours), on=JAN)


def test_an_edit_of_a_published_plan_can_be_read_by_everyone(plan, priority, manager):
    aim = AimFactory(priority=priority, title="Before")
    changes.edit_statement(item=aim, title="After", reason=WHY, by=manager)
    aim.refresh_from_db()
    plan.refresh_from_db()
    amendment = Amendment.objects.of(plan.partnership).get()
    assert (amendment.field, amendment.before, amendment.after, amendment.reason) == (
        "title",
        "Before",
        "After",
        WHY,
    )
    assert (amendment.by, amendment.by_name, amendment.strategy) == (manager, "Mina Manager", plan)
    assert plan.version == 2
    assert aim.edited_at is not None
    event = Event.objects.get()
    assert (event.verb, event.details["before"]) == ("strategy.aim_edited", {"title": "Before"})


@pytest.mark.parametrize("status", ["adopted", "superseded"])
def test_nothing_published_changes_in_silence(ours, manager, status):
    plan = StrategyFactory(partnership=ours, status=status, title="Before")
    for item, fields in (
        (plan, {"title": "After"}),
        (PriorityFactory(strategy=plan), {"why": "After"}),
        (AreaFactory(priority__strategy=plan), {"champion": "After"}),
    ):
        with pytest.raises(RuleBroken, match="Say why it changes"):
            changes.edit_statement(item=item, by=manager, **fields)
    with pytest.raises(RuleBroken, match="Say why it changes"):
        changes.add_statement(WayOfWorking, under=plan, title="New", by=manager)
    assert verbs() == []
    assert not Amendment.objects.of(ours).exists()


def test_a_draft_changes_without_a_reason_but_not_without_a_trace(ours, manager):
    draft = StrategyFactory(partnership=ours, status="draft", title="Before")
    changes.edit_statement(item=draft, title="After", by=manager)
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("After", 1)
    assert Amendment.objects.of(ours).get().reason == ""


def test_a_published_plan_counts_its_versions_when_its_own_words_change(plan, manager):
    changed = changes.edit_statement(item=plan, title="After", reason=WHY, by=manager)
    plan.refresh_from_db()
    assert isinstance(changed, Strategy)
    assert (changed.version, plan.version, plan.title) == (2, 2, "After")


def test_an_edit_that_changes_nothing_leaves_nothing(priority, manager):
    changes.edit_statement(item=priority, title=priority.title, by=manager)
    assert verbs() == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"key": "new"}, "key is not edited"),
        ({"title": ""}, "Title: This field cannot be blank"),
        ({"title": "x" * 400}, "Title: Ensure this value has at most"),
    ],
)
def test_a_wrong_edit_is_refused_with_a_sentence(priority, manager, fields, told):
    with pytest.raises(RuleBroken, match=told):
        changes.edit_statement(item=priority, reason=WHY, by=manager, **fields)
    assert verbs() == []


def test_what_an_area_owes_is_written_down_and_then_met(priority, ours, manager):
    area = AreaFactory(priority=priority, kind="assurance")
    group = GroupFactory(partnership=ours)
    changes.edit_statement(
        item=area, reporting_group=group, cycle_months=12, reason=WHY, by=manager
    )
    area.refresh_from_db()
    assert [(duty.key, duty.met) for duty in area.duties] == [
        ("reporting_group", True),
        ("cycle", True),
        ("escalation_route", False),
    ]
    after = {a.field: a.after for a in Amendment.objects.of(ours)}
    assert after == {"reporting_group": group.name, "cycle_months": "12"}


def test_statements_of_every_level_are_added(plan, priority, manager):
    def add(model: Any, under: Any, **fields: Any) -> Any:
        return changes.add_statement(model, under=under, reason=WHY, by=manager, **fields)

    added = add(Priority, plan, title="Third", number=3)
    area = add(WorkArea, added, title="Homes")
    assert add(Deliverable, area, title="Repair").strategy == plan
    assert add(Commitment, added, title="Help").strategy == plan
    assert add(Aim, added, title="Help").key == add(Aim, added, title="Help").key.removesuffix("-2")
    plan.refresh_from_db()
    assert plan.version == 7
    assert Amendment.objects.of(plan.partnership).count() == 6
    assert verbs()[0] == "strategy.priority_added"
    with pytest.raises(RuleBroken, match="Title"):
        add(Aim, added, title="")


def test_what_belongs_to_no_plan_is_not_edited_as_one(ours, manager):
    group = GroupFactory(partnership=ours)
    group.EDITABLE = ("name",)
    with pytest.raises(RuleBroken, match="does not belong to a plan"):
        changes.edit_statement(item=group, name="B", by=manager)


def test_duties_are_tagged_by_letter(priority, manager):  # CSP-05
    changes.tag_duties(priority=priority, duties=["d", "a", "a"], reason=WHY, by=manager)
    priority.refresh_from_db()
    assert priority.duties == ["a", "d"]
    with pytest.raises(RuleBroken, match="section 6"):
        changes.tag_duties(priority=priority, duties=["e"], reason=WHY, by=manager)
    assert verbs() == ["strategy.priority_edited"]


def test_a_commitment_stands_as_it_was_last_said(priority, manager):
    commitment = CommitmentFactory(priority=priority)

    def say(status: str, on: datetime.date) -> str:
        changes.set_commitment_status(
            commitment=commitment, status=status, evidence="Seen.", on=on, by=manager
        )
        commitment.refresh_from_db()
        return commitment.status

    assert say("in_progress", MAY) == "in_progress"
    assert say("not_started", JAN) == "in_progress"
    assert say("delivered", MAY) == "delivered"
    assert CommitmentUpdate.objects.of(priority.partnership).count() == 3
    with pytest.raises(RuleBroken, match="what shows"):
        changes.set_commitment_status(
            commitment=commitment, status="stopped", evidence="", on=MAY, by=manager
        )
    assert verbs() == ["strategy.commitment_status_set"] * 3


def test_a_target_is_set_with_who_and_why_and_taken_away(use, ours, manager):
    with pytest.raises(RuleBroken, match="who set the target"):
        changes.set_target(use=use, target=Decimal(5), set_by="", why="", by=manager)
    owner = GroupFactory(partnership=ours)
    kept = changes.set_target(
        use=use,
        target=Decimal(0),
        set_by="Board",
        why="No fire is fine.",
        comparison="or less",
        owner=owner,
        due_day=10,
        by=manager,
    )
    assert (kept.target, kept.owner, kept.due_day) == (0, owner, 10)
    assert Event.objects.get().details["after"] == "0"
    gone = changes.set_target(use=use, target=None, set_by="", why="", by=manager)
    assert gone.target is None
    assert Event.objects.last().details["before"] == "0.000000"


def test_a_case_study_that_may_name_someone_waits_for_a_named_person(priority, manager):
    study = changes.add_statement(
        CaseStudy,
        under=priority,
        title="Help",
        summary="Mrs D, aged 70, was helped.",
        reason=WHY,
        by=manager,
    )
    assert isinstance(study, CaseStudy)
    assert {finding["kind"] for finding in study.findings} == {"initial", "age"}
    with pytest.raises(RuleBroken, match="anonymity check"):
        changes.publish_case_study(study=study, by=manager)
    with pytest.raises(RuleBroken, match="Say why nobody"):
        changes.accept_case_study(study=study, reason=" ", by=manager)
    accepted = changes.accept_case_study(study=study, reason="She agreed.", by=manager)
    assert accepted.accepted_by == manager
    assert changes.publish_case_study(study=study, by=manager).published
    assert verbs()[1:] == ["strategy.case_study_accepted", "strategy.case_study_published"]


def test_a_case_study_is_checked_anew_when_edited(priority, manager):
    study = CaseStudyFactory(priority=priority, checked_at=timezone.now(), published=True)
    changes.edit_statement(item=study, summary="A boy aged 13 was helped.", reason=WHY, by=manager)
    study.refresh_from_db()
    assert not study.published
    assert study.findings == [{"kind": "age", "words": "aged 13"}]
    changes.edit_statement(item=study, summary="A boy was helped.", reason=WHY, by=manager)
    study.refresh_from_db()
    assert study.findings == []
    assert changes.publish_case_study(study=study, by=manager).published
    with pytest.raises(RuleBroken, match="nothing to accept"):
        changes.accept_case_study(study=study, reason="Fine.", by=manager)
    with pytest.raises(RuleBroken, match="why it is withdrawn"):
        changes.withdraw_case_study(study=study, reason="", by=manager)
    assert not changes.withdraw_case_study(study=study, reason="Asked.", by=manager).published


def every_change(plan: Any, priority: Any, use: Any) -> list[Callable[[Any], object]]:
    draft = StrategyFactory(partnership=plan.partnership, status="draft")
    study, commitment = CaseStudyFactory(priority=priority), CommitmentFactory(priority=priority)
    period = Period.parse("2026-2029")
    return [
        lambda by: changes.make_plan(partnership=plan.partnership, title="A", period=period, by=by),
        lambda by: changes.adopt_plan(strategy=draft, on=JAN, decided_by="Board", by=by),
        lambda by: changes.supersede_plan(
            strategy=plan, on=JAN, by_plan=draft, decided_by="Board", by=by
        ),
        lambda by: changes.add_statement(Aim, under=priority, title="A", reason=WHY, by=by),
        lambda by: changes.edit_statement(item=priority, title="A", reason=WHY, by=by),
        lambda by: changes.tag_duties(priority=priority, duties=["a"], reason=WHY, by=by),
        lambda by: changes.set_commitment_status(
            commitment=commitment, status="delivered", evidence="E", on=JAN, by=by
        ),
        lambda by: changes.set_target(use=use, target=None, set_by="", why="", by=by),
        lambda by: changes.accept_case_study(study=study, reason="R", by=by),
        lambda by: changes.publish_case_study(study=study, by=by),
        lambda by: changes.withdraw_case_study(study=study, reason="R", by=by),
    ]


def test_nobody_without_permission_changes_anything(ours, plan, priority, use):
    partner = UserFactory(roles=["board_member"], partnership=ours)
    stranger = UserFactory(
        roles=["partnership_manager"], partnership=PartnershipFactory(slug="theirs")
    )
    for change in every_change(plan, priority, use):
        for person in (partner, stranger):
            with pytest.raises(PermissionDenied):
                change(person)
    assert verbs() == []
