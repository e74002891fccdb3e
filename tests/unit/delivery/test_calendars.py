"""iCalendar as RFC 5545 has it: folding, escaping, whole days."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.accounts.models import Partnership
from goldenthread.delivery import calendars
from goldenthread.delivery.calendars import DueDate

NOW = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
OURS = Partnership(slug="ours", is_default=True)
THEIRS = Partnership(slug="theirs", is_default=False)
DAY = DueDate("action-7", date(2026, 10, 25), "Due: Train, all; now", "/delivery/plan/1/", moved=2)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def made(*dates, partnership=OURS) -> str:
    return calendars.as_icalendar(dates, name="Ours", now=NOW, partnership=partnership)


def unfolded(text: str) -> list[str]:
    """Read it back as a calendar program does (section 3.1)."""
    return text.replace("\r\n ", "").split("\r\n")


def read(value: str) -> str:
    """Undo the escaping of a value (section 3.3.11)."""
    out, signs = "", iter(value)
    for sign in signs:
        if sign == "\\":
            following = next(signs)
            out += "\n" if following in "nN" else following
        else:
            out += sign
    return out


def test_a_due_date_is_a_whole_day_with_its_page_and_how_often_it_was_moved():
    lines = unfolded(made(DAY))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261025" in lines, "the day on which the clocks go back"
    assert "DTEND;VALUE=DATE:20261026" in lines
    assert "DTSTAMP:20260601T083000Z" in lines
    assert "SEQUENCE:2" in lines
    assert "X-WR-TIMEZONE:Europe/London" in lines
    assert r"SUMMARY:Due: Train\, all\; now" in lines
    assert "UID:action-7@127.0.0.1" in lines
    assert "URL:http://127.0.0.1:8000/delivery/plan/1/" in lines


def test_an_empty_calendar_is_one_all_the_same():
    assert made().count("BEGIN:VEVENT") == 0
    assert made().endswith("END:VCALENDAR\r\n")


def test_a_partnership_stands_in_its_addresses_once():
    at = calendars.address_of
    assert at("/delivery/", OURS).endswith(":8000/delivery/")
    assert at("/delivery/", THEIRS).endswith("/theirs/delivery/")
    assert at("/theirs/delivery/", THEIRS).endswith(":8000/theirs/delivery/")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a;b,c\\d", r"a\;b\,c\\d"),
        ("two\r\nlines\rthree\n", r"two\nlines\nthree\n"),
        ("bell\x07 and\u2028more", "bell  and more"),
        ("BEGIN:VEVENT", "BEGIN:VEVENT"),
    ],
)
def test_values_are_escaped(text, written):
    assert calendars.escaped(text) == written


def test_no_title_can_begin_a_line_of_its_own():
    hostile = DueDate("a", DAY.day, "x\r\nEND:VCALENDAR\r\nX-EVIL:1", "/")
    lines = unfolded(made(hostile))
    assert lines.count("END:VCALENDAR") == 1
    assert not [line for line in lines if line.startswith("X-EVIL")]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
@patient
def test_folded_lines_are_short_and_read_back_the_same(text):
    folded = calendars.folded(text)
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300))
@patient
def test_escaped_titles_read_back_the_same(text):
    day = DueDate("a", DAY.day, text, "/")
    summary = next(x for x in unfolded(made(day)) if x.startswith("SUMMARY:"))
    assert read(summary.removeprefix("SUMMARY:")) == text
