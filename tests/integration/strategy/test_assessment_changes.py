"""Writing the strategic assessment: who may, what is refused, what is kept (rule CSP-15)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.indicators.models import Observation
from goldenthread.places.models import Area
from goldenthread.strategy.assessment import changes, queries, rules
from goldenthread.strategy.assessment.changes.whole import years_later
from goldenthread.strategy.models import Assessment, AssessmentStatement, StatementVersion
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.assessments import ON, SIX, begun, chosen, complete, manager, provisional, said
from tests.factories.reports import small_partnership
from tests.factories.strategy import PriorityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def durham(django_db_setup, django_db_blocker):
    """The shipped evidence with a small adopted plan, loaded once for all tests of a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        sid = transaction.savepoint()
        yield small_partnership()
        transaction.savepoint_rollback(sid)
        transaction.set_rollback(True)


@pytest.fixture
def by(durham):
    return manager(durham)


@pytest.fixture
def draft(durham, by):
    return begun(durham, by)


def texts(one):
    return [told.text for told in queries.restricted_told(one, by=None)]


# Beginning


def test_a_year_begins_once_and_knows_its_tier(durham, by, draft):
    assert (draft.status, draft.two_tier, draft.said_year) == (rules.DRAFT, False, "2025/26")
    with pytest.raises(RuleBroken, match="already"):
        begun(durham, by)
    assert Event.objects.filter(verb="strategy.assessment_begun").count() == 1


def test_what_is_taken_over_moves_on_a_year_and_must_be_read_again(durham, by):
    with pytest.raises(RuleBroken, match="no earlier"):
        begun(durham, by, take_over=True)
    priority = PriorityFactory(partnership=durham, strategy__partnership=durham)
    old = begun(durham, by, year=2024)
    gone = said(old, by, text="To be gone: {{ figure: 1 }}.")
    changes.withdraw_statement(statement=gone, why="Wrong.", by=by)
    first = said(old, by, figure=chosen(period="January 2024"), priorities=[priority],
                 layer=rules.RESTRICTED)  # fmt: skip
    new = begun(durham, by, take_over=True)
    (row,) = new.statements.all()
    (figure,) = row.figures.all()
    assert (row.taken_from, row.layer, row.looked_at) == (first, rules.RESTRICTED, False)
    assert figure.period == Period.parse("January 2025")
    assert figure.statement == row
    assert [*row.priorities.all()] == [priority]
    assert first.figures.get().period == Period.parse("January 2024")
    assert any("taken over" in lack.sentence for lack in queries.missing(new))
    changes.confirm_statement(statement=row, by=by)
    assert not any("taken over" in lack.sentence for lack in queries.missing(new))
    with pytest.raises(RuleBroken, match="already"):
        changes.confirm_statement(statement=row, by=by)


@pytest.mark.parametrize(
    ("period", "later"),
    [("Q1 2025/26", "Q1 2026/27"), ("February 2024", "February 2025"), ("2024/25", "2025/26"),
     ("February 2023", "February 2024"), ("29 February 2024", "28 February 2025")],
)  # fmt: skip
def test_a_period_a_year_later_is_of_the_same_kind(period, later):
    if period.startswith("29"):
        assert years_later(Period.day(datetime.date(2024, 2, 29)), 1).start.day == 28
    else:
        assert years_later(Period.parse(period), 1) == Period.parse(later)


# Who may


@pytest.mark.parametrize("role", ["partner", "board_member", "action_owner", "administrator"])
def test_who_may_not_write_changes_nothing(durham, by, draft, role):
    row, other = said(draft, by), UserFactory(roles=[role], partnership=durham)
    before = StatementVersion.objects.of(durham).count()
    for attempt in (
        lambda: begun(durham, other, year=2030),
        lambda: said(draft, other),
        lambda: changes.edit_statement(
            statement=row, layer="public", text="No.", why="x", by=other
        ),
        lambda: changes.move_statement(statement=row, heading="plan", place=1, by=other),
        lambda: changes.withdraw_statement(statement=row, why="x", by=other),
        lambda: changes.confirm_statement(statement=row, by=other),
        lambda: changes.bind_figure(statement=row, chosen=chosen(), by=other),
        lambda: changes.take_out_figure(statement=row, number=1, by=other),
        lambda: changes.complete_assessment(assessment=draft, name="A", on=ON, by=other),
        lambda: changes.reopen_assessment(assessment=draft, why="x", by=other),
        lambda: changes.mark_published(assessment=draft, address="a", by=other),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert StatementVersion.objects.of(durham).count() == before


def test_an_analyst_writes_and_does_not_complete(durham, by, draft):
    analyst = UserFactory(roles=["analyst"], partnership=durham)
    said(draft, analyst)
    with pytest.raises(PermissionDenied):
        changes.complete_assessment(assessment=draft, name="A", on=ON, by=analyst)


# Statements


def test_a_statement_is_read_with_its_values(draft, by):
    said(draft, by, text="In {{ period: 1 }} {{ area: 1 }} had {{ figure: 1 }}, which "
         "{{ change: 1 }} since {{ before: 1 }}, {{ chance: 1 }} ({{ limits: 1 }}).",
         figure=chosen(against="before"))  # fmt: skip
    assert texts(draft) == [
        "In Q1 2025/26 County Durham had 12,016 crimes, which rose by 7.0%, from 11,233 to 12,016 "
        "since Q4 2024/25, more than chance would give (11,802 to 12,233)."
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("There were 12,016 crimes.", '"12,016" is typed'),
        (" ", "Write the statement"),
        ("# A heading", "one paragraph"),
        ("One.\n\nTwo.", "one paragraph"),
        ("x" * 4001, "at most 4,000"),
        ("{{ figure: 2 }}", "by its number: 1"),
        ("{{ figure: one }}", "by its number: 1"),
        ("{{ figures: 1 }}", "no such reference"),
        ("{{ figure: 1 | as: words }}", "takes no option"),
        ("{{ change: 1 }}", "set against nothing"),
        ("{{ figure: 1", "same line"),
        ('{{ quote: "5 of 6" }}', "names its source"),
        ('{{ quote: "5 of 6" | source: nowhere }}', "nowhere"),
        ('{{ quote: "5 of 6" | source: 999:1 }}', "no document"),
        ("{{ name: 12,016 }}", "Only a proper name"),
    ],
)
def test_a_wording_that_cannot_be_bound_is_refused_and_nothing_is_kept(draft, by, text, why):
    with pytest.raises(RuleBroken, match=why):
        said(draft, by, text=text)
    assert not draft.statements.exists()


def test_names_and_quotations_hold_their_digits(draft, by):
    said(draft, by, text='The {{ name: Crime and Disorder Act 1998 }} asks {{ quote: "1 thing" | '
         "source: rules:CSP-15 }}, and there were {{ figure: 1 | bare }}.")  # fmt: skip
    assert texts(draft) == [
        "The Crime and Disorder Act 1998 asks “1 thing” (rule CSP-15), and there were 12,016."
    ]


def test_a_figure_that_cannot_be_told_says_so_in_the_sentence(draft, by):
    said(draft, by, text="{{ figure: 1 }}; {{ change: 1 }}; {{ chance: 1 }}; {{ limits: 1 }}",
         figure=chosen(period="May 2030", against="before"))  # fmt: skip
    (text,) = texts(draft)
    assert "no figure (" in text
    assert "cannot be compared" in text
    assert "cannot be told" in text
    assert "no limits" in text
    assert any("no value for" in lack.sentence for lack in queries.missing(draft))


def test_a_priority_of_another_partnership_is_refused(draft, by):
    with pytest.raises(RuleBroken, match="own priorities"):
        said(draft, by, priorities=[PriorityFactory()])
    assert not draft.statements.exists()


def test_a_public_statement_cannot_rest_on_a_restricted_figure(draft, by):
    with pytest.raises(RuleBroken, match="restricted"):
        said(draft, by, figure=chosen(restricted=True))
    row = said(draft, by, layer=rules.RESTRICTED, figure=chosen(restricted=True))
    with pytest.raises(RuleBroken, match="restricted"):
        changes.edit_statement(statement=row, layer=rules.PUBLIC, text=row.text, why="x", by=by)
    row.refresh_from_db()
    assert row.layer == rules.RESTRICTED
    public = said(draft, by)
    with pytest.raises(RuleBroken, match="Figure 2 is restricted"):
        changes.bind_figure(statement=public, chosen=chosen(restricted=True), by=by)
    assert public.figures.count() == 1


def test_every_version_of_a_statement_is_kept_and_the_record_holds_no_word_of_it(draft, by):
    row = said(draft, by, text="Unheard-of wording: {{ figure: 1 }}.", layer=rules.RESTRICTED)
    with pytest.raises(RuleBroken, match="Say why"):
        changes.edit_statement(statement=row, layer="public", text=row.text, why=" ", by=by)
    changes.edit_statement(
        statement=row, layer="public", text="Now {{ figure: 1 }}.", why="Agreed.", by=by
    )
    newest, oldest = queries.versions(row)
    assert (oldest.text, oldest.layer) == ("Unheard-of wording: {{ figure: 1 }}.", "restricted")
    assert (newest.text, newest.why, newest.number) == ("Now {{ figure: 1 }}.", "Agreed.", 2)
    told = [f"{one.about_name} {one.details}" for one in Event.objects.all()]
    assert not any("Unheard-of" in one or "Agreed" in one for one in told)


def test_statements_move_between_and_within_headings(draft, by):
    first, second, third = (said(draft, by) for _ in range(3))
    changes.move_statement(statement=third, heading="levels", place=1, by=by)
    changes.move_statement(statement=first, heading="plan", place=9, by=by)
    order = [(one.number, one.heading) for one in draft.statements.order_by("heading", "order")]
    assert order == [(third.number, "levels"), (second.number, "levels"), (first.number, "plan")]
    with pytest.raises(RuleBroken, match="headings"):
        changes.move_statement(statement=first, heading="county", place=1, by=by)


def test_a_withdrawn_statement_is_gone_from_what_is_read_and_its_history_stays(draft, by):
    row = said(draft, by)
    with pytest.raises(RuleBroken, match="Say why"):
        changes.withdraw_statement(statement=row, why="", by=by)
    changes.withdraw_statement(statement=row, why="Not so.", by=by)
    assert texts(draft) == []
    assert queries.versions(row)[0].why == "Not so."
    with pytest.raises(RuleBroken, match="was withdrawn"):
        changes.edit_statement(statement=row, layer="public", text="Back.", why="x", by=by)


def test_figures_are_added_and_taken_out(draft, by):
    row = said(draft, by)
    with pytest.raises(RuleBroken, match="uses figure 1"):
        changes.take_out_figure(statement=row, number=1, by=by)
    changes.bind_figure(statement=row, chosen=chosen("crime_rate_1000"), by=by)
    changes.take_out_figure(statement=row, number=2, by=by)
    assert [one.number for one in row.figures.all()] == [1]
    assert [one.what for one in queries.versions(row)] == [
        "Figure 2 taken out", "Figure 2 added", "Written",
    ]  # fmt: skip


# Completing


def test_it_cannot_be_completed_while_a_heading_is_empty(durham, by, draft):
    for heading in SIX[:-1]:
        said(draft, by, heading=heading)
    with pytest.raises(RuleBroken, match="How far the last plan was carried out"):
        changes.complete_assessment(assessment=draft, name="A", on=ON, by=by)
    draft.refresh_from_db()
    assert draft.status == rules.DRAFT
    said(draft, by, heading=SIX[-1])
    tomorrow = datetime.date.today() + datetime.timedelta(days=2)  # noqa: DTZ011
    with pytest.raises(RuleBroken, match="still to come"):
        changes.complete_assessment(assessment=draft, name="A", on=tomorrow, by=by)
    done = changes.complete_assessment(assessment=draft, name=" Invented Officer ", on=ON, by=by)
    assert (done.status, done.completed_by_name) == (rules.COMPLETE, "Invented Officer")
    with pytest.raises(RuleBroken, match="Open it again"):
        said(draft, by)


def test_a_public_statement_on_a_provisional_figure_stops_completion(durham, by, draft):
    provisional(durham)
    for heading in SIX:
        said(draft, by, heading=heading)
    row = said(draft, by, figure=chosen("domestic_abuse_incidents", "June 2025"))
    with pytest.raises(RuleBroken, match="not everybody may see"):
        changes.complete_assessment(assessment=draft, name="A", on=ON, by=by)
    changes.edit_statement(statement=row, layer="restricted", text=row.text, why="So.", by=by)
    assert changes.complete_assessment(assessment=draft, name="A", on=ON, by=by)


def test_a_complete_one_is_opened_again_with_a_reason(durham, by):
    one = complete(durham, by)
    with pytest.raises(RuleBroken, match="Say why"):
        changes.reopen_assessment(assessment=one, why="", by=by)
    changes.reopen_assessment(assessment=one, why="A figure was put right.", by=by)
    one.refresh_from_db()
    assert (one.status, one.completed_by_name, one.completed_at) == (rules.DRAFT, "", None)
    with pytest.raises(RuleBroken, match="Complete it first"):
        changes.mark_published(assessment=one, address="x", by=by)


def test_the_database_keeps_one_a_year_and_who_signed_it_off(durham, by, draft):
    every = Assessment.objects.of(durham).filter(pk=draft.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        every.update(status=rules.COMPLETE)
    row = said(draft, by)
    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentStatement.objects.of(durham).filter(pk=row.pk).update(layer="secret")


# The two layers


def test_the_public_layer_is_what_everybody_may_see(durham, by, draft):
    provisional(durham)
    said(draft, by, text="Public {{ figure: 1 }}.")
    said(draft, by, text="Held {{ figure: 1 }}.", layer=rules.RESTRICTED)
    said(draft, by, text="Early {{ figure: 1 }}.",
         figure=chosen("domestic_abuse_incidents", "June 2025"))  # fmt: skip
    assert [one.text for one in queries.public_told(draft)] == ["Public 12,016 crimes."]
    assert len(texts(draft)) == 3
    assert "Early 7,654" in texts(draft)[2]


def test_the_public_layer_prints_the_final_figure_where_a_provisional_one_is_newer(
    durham, by, draft
):
    old = Observation.objects.of(durham).get(
        series__definition="crime_count", area__code="E06000047", period_start="2025-06-01",
        breakdown="",
    )  # fmt: skip
    old.pk, old.version, old.count, old.status = None, 2, 99_999, "provisional"
    old.save(force_insert=True)
    said(draft, by, figure=chosen(period="June 2025"))
    (public,), (inside,) = queries.public_told(draft), queries.restricted_told(draft, by=None)
    assert "99,999" in inside.text
    assert "99,999" not in public.text


def test_a_statement_whose_second_figure_is_held_back_is_left_out_whole(durham, by, draft):
    row = said(draft, by)
    held = row.figures.get()
    held.pk, held.number, held.restricted = None, 2, True
    held.save(force_insert=True)  # past the rule, as a mistake in a later change would be
    assert queries.public_told(draft) == []


def test_both_layers_are_read_by_cleared_people_only(durham, draft):
    for role, sees in (("partner", False), ("board_member", True), ("administrator", False)):
        person = UserFactory(roles=[role], partnership=durham)
        assert queries.sees_restricted(person, durham) is sees
        if not sees:
            with pytest.raises(PermissionDenied):
                queries.restricted_told(draft, by=person)


def test_a_draft_is_not_there_for_everybody(durham, by, draft):
    partner = UserFactory(roles=["partner"], partnership=durham)
    assert queries.assessment(durham, 2025, by=partner) is None
    assert queries.assessment(durham, 2025, by=by) == draft
    other = PartnershipFactory(slug="elsewhere")
    assert queries.assessment(other, 2025, by=manager(other)) is None


def test_the_seventh_heading_is_asked_of_a_two_tier_area(durham, by):
    district = PartnershipFactory(slug="district", area_code="E07000026")
    boss = manager(district)
    one = begun(district, boss)
    assert one.two_tier
    area = Area.objects.filter(code="E07000026").first()
    assert area is None or said(one, boss, heading="county").heading == "county"
