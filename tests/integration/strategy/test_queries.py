"""Reads of plans: drafts hidden, checks said, the matrix and generations, within few queries."""

import datetime
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from config import example
from goldenthread.accounts.models import Partnership
from goldenthread.strategy import changes, queries
from goldenthread.strategy.models import Amendment, EvidenceValue
from goldenthread.strategy.queries import under
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.strategy import (
    AimFactory,
    AreaFactory,
    CaseStudyFactory,
    PriorityFactory,
    StrategyFactory,
)

pytestmark = pytest.mark.django_db
ANYONE = AnonymousUser()
POLICE = "police-and-crime-plan-2021"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The example, loaded once for this file and taken out again."""
    with django_db_blocker.unblock(), transaction.atomic():
        example.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def durham(loaded: None) -> Partnership:
    return Partnership.objects.get(slug=example.MAIN)


def test_the_current_plan_is_the_adopted_one_of_our_own(durham):
    current = queries.current_plan(durham, by=ANYONE)
    assert current is not None
    assert current.key == "strategy-2024"
    assert queries.current_plan(PartnershipFactory(), by=ANYONE) is None


def test_a_plan_without_dates_is_never_the_current_one():
    """SQLite and PostgreSQL sort what is empty to opposite ends."""
    dated = StrategyFactory()
    undated = StrategyFactory(partnership=dated.partnership, period_start=None, period_end=None)
    assert queries.current_plan(dated.partnership, by=ANYONE) == dated
    assert list(queries.plans(dated.partnership, by=ANYONE)) == [dated, undated]


def test_a_draft_is_hidden_from_those_who_may_not_read_it():
    draft = StrategyFactory(status="draft")
    ours = draft.partnership
    area = AreaFactory(priority=PriorityFactory(strategy=draft))
    aim = AimFactory(priority=area.priority)
    member = UserFactory(roles=["board_member"], partnership=ours)
    for by, seen in ((ANYONE, False), (member, True)):
        assert bool(queries.plan(ours, draft.key, by=by)) is seen
        assert bool(queries.priority(ours, draft.key, area.priority.key, by=by)) is seen
        assert bool(queries.area(ours, draft.key, area.priority.key, area.key, by=by)) is seen
        assert bool(queries.aim(ours, draft.key, aim.priority.key, aim.key, by=by)) is seen
    assert not [found for found in queries.search_documents(ours) if found.public]


def test_the_plan_on_a_page_costs_a_fixed_number_of_queries(durham, django_assert_max_num_queries):
    strategy = queries.current_plan(durham, by=ANYONE)
    assert strategy is not None
    with django_assert_max_num_queries(9):
        page = queries.plan_on_a_page(strategy)
        shown = [
            (str(one), one.lead_group, [a.duties for a in one.areas.all()], list(one.aims.all()))
            for one in page.priorities
        ]
    assert [name for name, *_ in shown] == [
        "Anti-social behaviour",
        "Hate crime and cohesion",
        "Sexual and other violence",
    ]
    assert all(check.holds for check in page.checks)
    assert len(page.ways_of_working) == 6
    assert len(page.notes["assurance_function"]) == 4


def test_a_plan_of_2011_is_not_judged_by_a_duty_of_2023(durham):  # CSP-05, G-01
    plan = queries.plan(durham, "plan-2011", by=ANYONE)
    assert plan is not None
    section_6 = next(check for check in queries.checks(plan) if check.rule == "CSP-05")
    assert section_6.holds
    assert queries.duties_on(datetime.date(2011, 4, 1)) == ["a", "b", "c"]
    assert queries.duties_on(None) == ["a", "b", "c", "d"]
    serious = queries.section_6_table(plan)[3]
    assert (serious[0], serious[2]) == ("d", [])


def test_the_police_plan_is_not_checked_as_ours(durham):
    plan = queries.plan(durham, "police-and-crime-plan-2021", by=ANYONE)
    assert plan is not None
    assert queries.checks(plan) == []


def test_a_priority_says_what_stands_under_it(durham, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.priority(durham, "plan-2021", "feeling-safe", by=ANYONE)
    assert found is not None
    assert found.has_work_areas
    assert found.has_evidence
    assert not found.has_aims
    with django_assert_num_queries(3):
        short = under.lines(found)
        work = [
            (area.title, len(area.deliverables.all()), [str(one) for one in area.carried_by])
            for area in under.with_carriers(found, short[under.CARRIES])
        ]
    assert work[0] == ("Anti-Social behaviour (ASB)", 17, ["Anti-Social Behaviour Strategy"])
    assert sum(count for _, count, _ in work) == 36 + 6
    with django_assert_num_queries(3):
        bullets = [
            (item.text, [v.observation.area for v in item.values.all() if v.observation])
            for item in queries.evidence(found)
        ]
    assert len(bullets) == 14
    assert queries.priority(durham, "plan-2021", "no-such", by=ANYONE) is None


def test_an_aim_keeps_the_wording_of_its_draft(durham):
    aim = queries.aim(durham, "strategy-2024", "hate", "hate-not-tolerated-and-reported", by=ANYONE)
    assert aim is not None
    assert aim.drafted
    assert aim.drafted != aim.title
    assert aim.draft_places == ["001:46", "001:104"]


def test_an_area_of_assurance_owes_what_no_document_gives(durham, django_assert_num_queries):
    area = queries.area(durham, "strategy-2024", "asb", "road-safety", by=ANYONE)
    assert area is not None
    assert [duty.met for duty in area.duties] == [False, False, False]
    priority = queries.priority(durham, "strategy-2024", "asb", by=ANYONE)
    assert priority is not None
    assert [one.kind for one in queries.areas(priority)] == ["focus", "assurance", "assurance"]
    with django_assert_num_queries(1):
        short = under.lines(priority)
    assert {what: len(some) for what, some in short.items()} == {"aim": 3, "regard": 3}
    assert under.is_current_plan(priority)


def test_indicators_of_the_plan_have_no_target_where_none_is_printed(durham):
    plan = queries.current_plan(durham, by=ANYONE)
    assert plan is not None
    uses = list(queries.indicator_uses(plan))
    assert [use.role for use in uses] == ["focus"] * 7 + ["assurance"] * 10
    assert all(use.target is None and use.owner is None for use in uses)
    assert len(queries.indicator_uses(plan, role="focus")) == 7
    assert len(queries.uses_of(durham, "asb_rate_10000", by=ANYONE)) == 1


def test_the_targets_of_2013_stand_with_their_words(durham):
    plan = queries.plan(durham, "plan-2011", by=ANYONE)
    assert plan is not None
    targets = {use.definition_id: use for use in queries.indicator_uses(plan, role="context")}
    repeat = targets["repeat_domestic_abuse_victims_percent"]
    assert (repeat.target, repeat.target_printed) == (25, "25% or less")
    assert len(targets) == 3


def test_commitments_are_filtered_and_searched(durham):
    def keys(**wanted) -> int:
        return len(queries.commitments(durham, by=ANYONE, **wanted))

    assert keys() == 116  # 115 listed, and one that only the report tells of
    assert keys(reported=True) == 59
    assert keys(theme=f"{POLICE}:safer-roads") == 15
    assert keys(sub_theme=f"{POLICE}:safer-people:hate-crime") == 2
    assert keys(status="none") == 116
    assert keys(status="delivered") == 0
    assert keys(words="fingerprints of nobody") == 0
    found = queries.commitments(durham, by=ANYONE, words="faraday")
    assert [one.key for one in found] == ["road-analysis", "safer-driving-media"]
    assert found[0].achievements_count == 6
    one = queries.commitment(durham, POLICE, "road-analysis", by=ANYONE)
    assert one is not None
    assert len(one.achievements.all()) == 6
    assert [theme.commitments_count for theme in queries.themes(durham, by=ANYONE)][4] == 15


def test_the_alignment_matrix_is_the_documents(durham, django_assert_max_num_queries):
    plan = queries.plan(durham, "plan-2021", by=ANYONE)
    assert plan is not None
    with django_assert_max_num_queries(4):
        matrix = queries.alignment_matrix(plan)
        assert [row.filled for row in matrix.rows] == [5, 9, 4, 5, 3, 2]
    assert matrix.filled == 28
    assert len(matrix.plans) == 9
    entries = [cell.entries for row in matrix.rows for cell in row.cells if cell]
    assert sum(len(each) for each in entries) == 28 - 6 + 11
    other = queries.current_plan(durham, by=ANYONE)
    assert other is not None
    assert queries.alignment_matrix(other).rows == []


def test_generations_stand_side_by_side_oldest_first(durham, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        found = queries.generations(durham, by=ANYONE)
        led = {p.key: len(p.lives_on_to) for one in found for p in one.priorities}
    assert [one.strategy.key for one in found] == ["plan-2011", "plan-2021", "strategy-2024"]
    assert led["vulnerable"] == 2
    relations = {link.relation for link in queries.crosswalk(durham)}
    assert {"ended", "new", "moved to assurance"} <= relations
    assert len(queries.mutual_regard(durham)) == 7


def test_schemes_are_found_with_what_points_to_them(durham):
    hub = queries.scheme(durham, "durham-city-night-hub")
    assert hub is not None
    assert {paid.get("printed") for paid in hub.funding} == {None, "£50,000"}
    assert len(queries.schemes(durham)) == 133


def test_case_studies_that_are_not_published_are_for_editors():
    study = CaseStudyFactory()
    ours = study.partnership
    manager = UserFactory(roles=["partnership_manager"], partnership=ours)
    assert not queries.case_studies(study.priority, by=ANYONE)
    assert len(queries.case_studies(study.priority, by=manager)) == 1


def test_amendments_are_told_of_a_plan_and_of_one_statement():
    aim, other = AimFactory(), AimFactory()
    manager = UserFactory(roles=["partnership_manager"], partnership=aim.partnership)
    changes.edit_statement(item=aim, title="After", reason="R", by=manager)
    assert len(queries.amendments(aim.strategy)) == 1
    assert len(queries.amendments(aim.strategy, about=aim)) == 1
    assert not queries.amendments(aim.strategy, about=aim.priority)
    assert not queries.amendments(other.strategy)
    assert Amendment.objects.of(aim.partnership).get().about_name


def test_search_finds_every_kind_of_statement(durham):
    found = list(queries.search_documents(durham))
    assert {one.kind for one in found} == {
        "Plan",
        "Priority",
        "Theme",
        "Area of focus",
        "Area of assurance",
        "Aim",
        "Deliverable",
        "Case study",
        "Commitment",
        "Scheme",
        "Sub-theme",
        "Work area",
        "Delivery plan",
        "Measure",
        "Way of working",
        "Driver",
        "Enabling factor",
        "Statement",
        "Achievement",
    }
    profile = next(one for one in found if one.title == "Counter Terrorism Local Profile")
    assert not profile.public


def test_values_of_evidence_became_observations_with_their_period(durham):
    value = EvidenceValue.objects.of(durham).get(
        item__key="e357", item__strategy__key="plan-2021", order=1
    )
    assert value.observation is not None
    assert value.observation.period is not None
    assert value.observation.document == "002"
    without = EvidenceValue.objects.of(durham).filter(value__isnull=False, observation=None)
    assert not without.exists()
