"""Due dates as iCalendar (RFC 5545), written line by line.

A due date is a whole day where people are (Europe/London), so it is written as a date without an
hour: no clock change and no calendar program can move it to the day before.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from goldenthread.accounts.models import Partnership
from goldenthread.delivery.models import CalendarFeed

FOLD_AT = 75  # octets in a line (RFC 5545, section 3.1)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


@dataclass(frozen=True)
class DueDate:
    """A day in a calendar. key: tells it from every other; moved: how often it was moved."""

    key: str
    day: date
    title: str
    page: str
    moved: int = 0


def as_icalendar(
    dates: Iterable[DueDate], *, name: str, now: datetime, partnership: Partnership
) -> str:
    """Give a calendar of whole days. now: a moment with its zone, for the stamp."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Golden Thread//Delivery//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{settings.TIME_ZONE}",
    ]
    for one in dates:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.key}@{urlsplit(settings.PUBLIC_URL).hostname}",
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{one.moved}",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.day + timedelta(1):%Y%m%d}",
            f"SUMMARY:{escaped(one.title)}",
            f"URL:{address_of(one.page, partnership)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """Write text as a value: its own signs after a backslash, line ends as \\n (section 3.3.11)."""
    plain = UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", plain).replace("\n", "\\n")


def folded(line: str) -> str:
    """Break a line after at most 75 octets, never within a character (section 3.1)."""
    parts, part, size = [], "", 0
    for sign in line:
        length = len(sign.encode())
        if size + length > FOLD_AT:
            parts.append(part)
            part, size = "", 1  # the blank that begins what goes on
        part, size = part + sign, size + length
    return "\r\n ".join([*parts, part])


def address(feed: CalendarFeed) -> str:
    """Give the whole address under which a feed is read."""
    return address_of(reverse("calendar", args=[feed.token]), feed.partnership)


def address_of(page: str, partnership: Partnership) -> str:
    """Give the whole address of a page of a partnership, whether or not it names it already."""
    prefix = "" if partnership.is_default else f"/{partnership.slug}"
    here = page if not prefix or page.startswith(f"{prefix}/") else f"{prefix}{page}"
    return f"{settings.PUBLIC_URL}{here}"
