"""Who belongs and what is vacant. Rules CSP-01 to CSP-14, and IS-05 for reviews."""

from datetime import date

import pytest

from goldenthread.partnership import rules
from goldenthread.partnership.rules import RuleBroken, Span

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def test_a_span_holds_its_first_and_last_day_and_no_other() -> None:
    span = Span(MAY, JUNE)
    assert span.holds_on(MAY)
    assert span.holds_on(JUNE)
    assert not span.holds_on(date(2026, 4, 30))
    assert not span.holds_on(JULY)
    assert Span().holds_on(MAY)


def test_spans_overlap_when_they_share_a_day() -> None:
    assert rules.overlap(Span(MAY, JUNE), Span(JUNE, JULY))
    assert not rules.overlap(Span(MAY, date(2026, 5, 31)), Span(JUNE))
    assert rules.overlap(Span(), Span(JUNE, JULY))


def test_nothing_ends_before_it_starts() -> None:
    rules.check_span(MAY, MAY)
    rules.check_span(None, MAY)
    rules.check_span(MAY, None)
    with pytest.raises(RuleBroken, match="before it starts"):
        rules.check_span(JUNE, MAY)


def test_the_local_policing_body_is_no_responsible_authority() -> None:  # CSP-03
    rules.check_class("council", "responsible")
    rules.check_class("local_policing_body", "participating")
    with pytest.raises(RuleBroken, match="CSP-03"):
        rules.check_class("local_policing_body", "responsible")
    with pytest.raises(RuleBroken, match="Choose a class"):
        rules.check_class("council", "friendly")


def test_a_group_never_stands_under_itself() -> None:
    rules.check_parent(3, 1, {1: None, 2: 1, 3: None})
    rules.check_parent(3, None, {})
    with pytest.raises(RuleBroken, match="under itself"):
        rules.check_parent(1, 2, {1: None, 2: 1})
    with pytest.raises(RuleBroken, match="under itself"):
        rules.check_parent(1, 1, {1: None})


def test_of_two_chairs_named_without_dates_the_later_counts() -> None:
    since = [date(2021, 1, 1), None, date(2024, 1, 1)]
    assert [rules.holds_seat("chair", since, n) for n in range(3)] == [False, False, True]
    assert rules.holds_seat("member", since, 0)
    assert rules.holds_seat("vice_chair", [None], 0)


def test_each_authority_without_a_liaison_officer_is_told() -> None:  # CSP-14
    told = rules.liaison_alerts(["Council", "Police"], {"Police"})
    assert [alert.sentence for alert in told] == [
        "No designated liaison officer is recorded for Council."
    ]
    assert told[0].rule == "CSP-14"


def test_a_missing_chair_is_told() -> None:
    told = rules.chair_alert("Hate Crime Action Group", 0, about="group:hate")
    assert told is not None
    assert told.sentence == "No chair is recorded for the Hate Crime Action Group."
    assert told.about == "group:hate"
    assert rules.chair_alert("Any", 1) is None


def test_a_strategy_group_needs_two_people() -> None:  # CSP-10, CSP-11
    missing = rules.strategy_group_alert(None, 0)
    empty = rules.strategy_group_alert("The Board", 0)
    alone = rules.strategy_group_alert("Board", 1)
    assert missing is not None
    assert missing.rule == "CSP-10"
    assert empty is not None
    assert empty.sentence == "Nobody is recorded in The Board; it needs 2 or more."
    assert alone is not None
    assert alone.sentence == "Only one person is recorded in the Board; it needs 2 or more."
    assert rules.strategy_group_alert("Board", 2) is None


def test_an_agreement_is_signed_by_all_and_reviewed_in_time() -> None:  # CSP-14, IS-05
    def told(signed: set[str], review_on: date) -> list[str]:
        alerts = rules.agreement_alerts(
            "The protocol",
            responsible=["Council", "Police", "Fire"],
            signed=signed,
            review_on=review_on,
            on=JUNE,
        )
        return [alert.sentence for alert in alerts]

    assert told({"Council", "Police", "Fire"}, JUNE) == []
    assert told({"Council"}, JUNE) == ["The protocol is not signed by Police and Fire."]
    assert told({"Council", "Police", "Fire"}, MAY) == [
        "The protocol was due for review on 1 May 2026."
    ]
    assert rules.no_agreement_alert().rule == "CSP-14"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last(
    day: date, months: int, later: date
) -> None:
    assert rules.months_after(day, months) == later


def test_names_are_listed_as_people_say_them() -> None:
    assert rules.listed([]) == ""
    assert rules.listed(["A"]) == "A"
    assert rules.listed(["A", "B", "C"]) == "A, B and C"
    assert rules.the("Board") == "the Board"
    assert rules.the("The Board") == "The Board"
    assert rules.day_before(MAY) == date(2026, 4, 30)


def test_a_vacancy_begins_on_the_day_after_the_last_holder():
    jan, feb, march = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
    spans = [rules.Span(date(2025, 1, 1), jan), rules.Span(jan, feb), rules.Span(march, None)]
    assert rules.vacant_since(spans, date(2026, 3, 15)) == date(2026, 3, 1)
    assert rules.vacant_since(spans, feb) == date(2026, 2, 1)
    assert rules.vacant_since([], feb) is None


def test_an_alert_says_since_when_an_authority_has_no_liaison_officer():
    told = rules.liaison_alerts(["Council"], set(), {"Council": date(2026, 3, 1)})
    assert told[0].sentence == "Council has no designated liaison officer since 1 March 2026."
