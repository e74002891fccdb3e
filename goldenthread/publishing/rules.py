"""How a measure stands in a report, and how statuses are counted. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from csp_analytics.period import Kind, Period, PeriodError
from goldenthread.accounts.rules import RuleBroken

HTML, PDF, DOCX, XLSX, ODS, TXT = "html", "pdf", "docx", "xlsx", "ods", "txt"
LARGE_PRINT, EASY_PRINT = "large-print", "easy-print"
_OFFICE = "application/vnd.openxmlformats-officedocument"


PUBLIC, PARTNERS, RESTRICTED = "public", "partners", "restricted"
AUDIENCES = MappingProxyType(
    {PUBLIC: "Everybody", PARTNERS: "Partners", RESTRICTED: "People cleared for it"}
)
APPROVED, WANTED = "approved", "changes"
VERDICTS = MappingProxyType({APPROVED: "Approved", WANTED: "Changes wanted"})


@dataclass(frozen=True)
class Format:
    """A format that reports are written in. ending: of the file's name."""

    label: str
    what: str
    ending: str
    content_type: str


FORMATS = MappingProxyType(
    {
        HTML: Format("HTML", "a page that stands alone", "html", "text/html; charset=utf-8"),
        PDF: Format("PDF", "a tagged document for print", "pdf", "application/pdf"),
        DOCX: Format(
            "Word", "a document to edit or comment", "docx", f"{_OFFICE}.wordprocessingml.document"
        ),
        XLSX: Format(
            "Excel", "every number and table", "xlsx", f"{_OFFICE}.spreadsheetml.sheet"
        ),
        ODS: Format(
            "OpenDocument sheet", "every number and table", "ods",
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
        TXT: Format(
            "Plain text", "for screen readers and e-mail", "txt", "text/plain; charset=utf-8"
        ),
        LARGE_PRINT: Format("Large print", "PDF in 18 point", "pdf", "application/pdf"),
        EASY_PRINT: Format(
            "Easy print", "PDF in black and white, without a cover", "pdf", "application/pdf"
        ),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """How a measure stands. seriousness: the higher, the sooner it must be looked at."""

    key: str
    label: str
    tone: str
    meaning: str
    seriousness: int


STANDINGS = MappingProxyType(
    {
        one.key: one
        for one in (
            Standing(
                "worse", "Worse", "bad",
                "It changed by more than chance would give, in the direction that is worse.", 6,
            ),
            Standing(
                "changed", "Changed", "watch",
                "It changed by more than chance would give; neither direction is better.", 5,
            ),
            Standing(
                "incomplete", "Incomplete", "waiting",
                "Months of the period are missing, so no figure is given for it.", 4,
            ),
            Standing("no_data", "No data", "none", "No data has been loaded for this measure.", 3),
            Standing(
                "no_comparison", "Nothing to compare", "waiting",
                "There is a figure, but no earlier one of the same length to set beside it.", 2,
            ),
            Standing(
                "similar", "No real change", "none",
                "The change is within what chance alone would give.", 1,
            ),
            Standing(
                "better", "Improving", "good",
                "It changed by more than chance would give, in the direction that is better.", 0,
            ),
        )
    }
)  # fmt: skip


def standing(*, direction: str, better: str) -> Standing:
    """How a measure with a real answer stands.

    direction: "higher", "lower" or "similar", the last when the change is not real.
    better: "lower", "higher" or "neither". Raises ValueError for other words.
    """
    if direction not in {"higher", "lower", "similar"} or better not in {
        "higher", "lower", "neither",
    }:  # fmt: skip
        raise ValueError(f"{direction!r} and {better!r} do not say how a measure stands.")
    if direction == "similar":
        return STANDINGS["similar"]
    if better == "neither":
        return STANDINGS["changed"]
    return STANDINGS["better" if direction == better else "worse"]


def counted(standings: Iterable[Standing]) -> list[tuple[Standing, int]]:
    """How many measures stand how, the most serious first; every standing, also at 0.

    Never an average: one that got worse among ten that did not must show.
    """
    given = list(standings)
    return [(one, given.count(one)) for one in by_seriousness(STANDINGS.values())]


def by_seriousness(standings: Iterable[Standing]) -> list[Standing]:
    """Standings, the most serious first."""
    return sorted(standings, key=lambda one: -one.seriousness)


def worst(measures: Sequence[tuple[Standing, float]]) -> int | None:
    """Which measure most needs looking at: its place in the list, None if none really changed.

    measures: each with its standing and the size of its change (a ratio's distance from 1,
        0 or more). Worse goes before changed; the larger change goes first.
    """
    moved = [
        (one.seriousness, size, -place)
        for place, (one, size) in enumerate(measures)
        if one.key in {"worse", "changed"}
    ]
    return -max(moved)[2] if moved else None


def read_period(text: str, kinds: Sequence[str]) -> Period:
    """The period of a report, as typed. Raises RuleBroken with a form that works.

    kinds: which a report of this name may have.
    """
    try:
        period = Period.parse(text)
    except PeriodError as why:
        raise RuleBroken(f"{why} Write it like {_example(kinds)}.") from None
    if period.kind not in kinds:
        is_a = period.kind.replace("_", " ")
        wanted = " or ".join(kind.replace("_", " ") for kind in kinds)
        near = _near(period, kinds)
        raise RuleBroken(f"{period} is a {is_a}; this report is for a {wanted}. {near}")
    return period


def check_meeting(*, wanted: bool, day: date | None, title: str) -> None:
    """Refuse a report to a meeting without its day, or a day for any other. Raises RuleBroken."""
    if wanted and day is None:
        raise RuleBroken(f"{title} goes to a meeting. Say on which day that is.")
    if day is not None and not wanted:
        raise RuleBroken(f"{title} goes to no meeting: leave out the day of one.")


def read_formats(text: str) -> tuple[str, ...]:
    """The formats asked for, each once, in our order. Raises RuleBroken naming the valid ones."""
    asked = [part.strip().lower() for part in text.split(",") if part.strip()]
    valid = f"{', '.join([*FORMATS][:-1])} and {[*FORMATS][-1]}"
    if not asked:
        raise RuleBroken(f"Name a format: {valid}.")
    if unknown := [one for one in asked if one not in FORMATS]:
        raise RuleBroken(f'"{unknown[0][:40]}" is not a format we write. Valid: {valid}.')
    return tuple(one for one in FORMATS if one in asked)


def _example(kinds: Sequence[str]) -> str:
    return '"Q1 2025/26"' if Kind.QUARTER in kinds else '"2025/26"'


def _near(period: Period, kinds: Sequence[str]) -> str:
    """The quarters that a longer or shorter period holds or lies in, to be typed instead."""
    if Kind.QUARTER not in kinds:
        return f"Write it like {_example(kinds)}."
    try:
        inside = [str(one) for one in period.quarters()]
    except PeriodError:
        inside = []
    if not inside:
        after = (period.end.month - 4) % 12 // 3 + 1
        year = period.end.year - (period.end.month < 4)
        inside = [str(Period.quarter(year, after))]
    shown = inside if len(inside) <= 4 else [*inside[:3], "…"]
    return f"Nearest: {', '.join(shown)}."
