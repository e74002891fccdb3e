"""What may be asked of the API, read strictly; cursors; how often one address may ask."""

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.publishing.api import rules

NOON = datetime(2026, 11, 21, 12, 0, 18, tzinfo=UTC)


def test_as_many_questions_as_are_allowed_are_answered_and_not_one_more():
    rules.check_rate(600, most=600, now=NOON)
    with pytest.raises(RuleBroken, match=r"More than 600 .* Go on in 42 seconds"):
        rules.check_rate(601, most=600, now=NOON)


@pytest.mark.parametrize(("second", "left"), [(0, 60), (18, 42), (59, 1)])
def test_there_is_always_a_second_to_wait(second: int, left: int):
    assert rules.seconds_left(NOON.replace(second=second)) == left


@given(st.lists(st.text(max_size=40), min_size=1, max_size=3))
def test_a_cursor_gives_back_what_it_was_made_from(parts: list[str]):
    try:
        cursor = rules.cursor_of(*parts)
    except UnicodeEncodeError:  # half a character stands in no name of ours
        return
    assert rules.parts_of(cursor, len(parts)) == tuple(parts)
    with pytest.raises(ValueError):
        rules.parts_of(cursor, len(parts) + 1)


@given(st.text(max_size=60))
def test_a_cursor_of_somebody_else_is_refused_and_never_fails_otherwise(text: str):
    with contextlib.suppress(ValueError):
        assert rules.cursor_of(*rules.parts_of(text, 1)) == text


@pytest.mark.parametrize("text", ["", "x", "bnVsbA", "WzFd", "WyJhIl0=", "WyJhIl0 ", "WyAiYSIgXQ"])
def test_what_is_no_cursor_of_ours_is_refused(text: str):
    """In turn: nothing, too short, null, a number, padded, with a space, written otherwise."""
    with pytest.raises(ValueError):
        rules.parts_of(text, 1)


def test_a_page_begins_after_the_last_of_the_page_before():
    assert rules.page_of("abcde", after=None, limit=2) == (["a", "b"], True)
    assert rules.page_of("abcde", after="b", limit=2) == (["c", "d"], True)
    assert rules.page_of("abcde", after="c", limit=2) == (["d", "e"], False)
    assert rules.page_of("abcde", after="e", limit=2) == ([], False)
    assert rules.page_of("", after=None, limit=2) == ([], False)
    with pytest.raises(ValueError):
        rules.page_of("abcde", after="x", limit=2)


@given(st.dates())
def test_every_day_is_read(day: date):
    assert rules.read_day(f"{day.year:04}-{day.month:02}-{day.day:02}") == day


@pytest.mark.parametrize(
    "text",
    ["", "0", "2026-3-1", "2026-02-30", "20260301", "2026-03-01 ", "\u0662026-03-01", "today"],
)
def test_what_is_no_day_is_refused_in_words(text: str):
    with pytest.raises(RuleBroken, match=r"Write it like 2026-03-31\."):
        rules.read_day(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("2026-11-21T12:00:18Z", NOON),
        ("2026-11-21T13:00:18+01:00", NOON),
        ("2026-11-21T13:00:18 01:00", NOON),
        ("2026-11-21T11:00:18-01:00", NOON),
        ("2026-11-21T12:00Z", NOON.replace(second=0)),
        ("2026-11-21T12:00:18.000001Z", NOON + timedelta(microseconds=1)),
        ("0001-01-01T00:00:00+14:00", rules.FIRST),
        ("9999-12-31T23:59:59-14:00", rules.LAST),
    ],
)
def test_a_day_or_a_moment_is_read(text: str, meant: date | datetime):
    found = rules.read_moment(text)
    assert found == meant
    assert isinstance(found, datetime) == ("T" in text)


@pytest.mark.parametrize(
    "text",
    ["", "1767225600", "2026-11-21T12:00:18", "2026-11-21 12:00:18Z", "2026-11-21T25:00:00Z",
     "2026-11-21T12:00:18+99:00", "2026-02-30", "now"],
)  # fmt: skip
def test_what_is_no_moment_is_refused_in_words(text: str):
    with pytest.raises(RuleBroken, match="for the end of that day"):
        rules.read_moment(text)


def test_a_page_holds_from_one_to_the_most():
    assert rules.read_limit("1") == 1
    assert rules.read_limit("500") == rules.MOST_ON_A_PAGE
    for text in ("0", "501", "-1", "1.0", "007", "1_0", " 5", "9" * 50, "", "many"):
        with pytest.raises(RuleBroken, match=r"Give 1 to 500\."):
            rules.read_limit(text)
