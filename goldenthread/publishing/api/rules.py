"""How much may be asked at once and how often; cursors; moments. Plain Python."""

import base64
import binascii
import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from goldenthread.accounts.rules import RuleBroken

ON_A_PAGE, MOST_ON_A_PAGE = 100, 500
FIRST, LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
LONGEST = 400  # characters of a cursor or a name
DAY = r"\d{4}-\d\d-\d\d"
MOMENT = rf"{DAY}T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+ -]\d\d:\d\d)"


def check_rate(asked: int, *, most: int, now: datetime) -> None:
    """Refuse a question too many within a minute.

    asked: by one address since the minute began, this one among them. most: what the
    installation allows. Raises RuleBroken with when to go on.
    """
    if asked > most:
        raise RuleBroken(
            f"More than {most} questions came from your address within a minute. Go on in "
            f"{seconds_left(now)} seconds, and ask for longer pages rather than more of them."
        )


def seconds_left(now: datetime) -> int:
    """Say how many seconds are left of the minute: 1 to 60."""
    return 60 - now.second


def cursor_of(*parts: str) -> str:
    """Make the text that leads to what follows a row, from what names the row."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def parts_of(cursor: str, count: int) -> tuple[str, ...]:
    """Give what a cursor was made from. Raises ValueError where we never made it."""
    try:
        text = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        parts = json.loads(text)
    except (UnicodeError, binascii.Error, json.JSONDecodeError) as why:
        raise ValueError(cursor) from why
    if not isinstance(parts, list) or len(parts) != count:
        raise ValueError(cursor)
    if not all(isinstance(one, str) for one in parts) or cursor_of(*parts) != cursor:
        raise ValueError(cursor)
    return tuple(parts)


def page_of(names: Sequence[str], *, after: str | None, limit: int) -> tuple[list[str], bool]:
    """Give the names on a page, and whether more follow.

    after: the last name of the page before. Raises ValueError where it is none of the names.
    """
    start = 0 if after is None else list(names).index(after) + 1
    return list(names[start : start + limit]), len(names) > start + limit


def read_day(text: str) -> date:
    """Read "2026-03-31". Raises RuleBroken with a form that works."""
    try:
        if re.fullmatch(DAY, text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise RuleBroken(f'"{text[:40]}" is no day. Write it like 2026-03-31.')


def read_moment(text: str) -> date | datetime:
    """Read a day, or a moment with its distance from UTC. Raises RuleBroken otherwise.

    A plus sign that was sent as it is arrives as a space, and is read as what it was.
    """
    try:
        if re.fullmatch(MOMENT, text, re.ASCII):
            return _in_utc(datetime.fromisoformat(text.replace(" ", "+")))
        return read_day(text)
    except (ValueError, RuleBroken):
        raise RuleBroken(
            f'"{text[:40]}" is no day and no moment. Write 2026-03-31 for the end of that day, '
            "or 2026-03-31T12:00:00Z."
        ) from None


def _in_utc(moment: datetime) -> datetime:
    """Give a moment in UTC; at the ends of time, where it cannot be turned, the end itself."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return FIRST if moment.year == FIRST.year else LAST


def read_limit(text: str) -> int:
    """Read how many a page should hold. Raises RuleBroken outside the bounds."""
    if re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII) and int(text) <= MOST_ON_A_PAGE:
        return int(text)
    raise RuleBroken(f'"{text[:40]}" is no length of a page. Give 1 to {MOST_ON_A_PAGE}.')
