"""Residents and households by today's areas: the denominators of rates."""

from typing import Any

from goldenthread.indicators.changes import Observed
from goldenthread.indicators.deliveries import districts
from goldenthread.indicators.deliveries.parts import Part
from goldenthread.places import lookups
from goldenthread.sources.asides import SetAside
from goldenthread.sources.reading import lakes
from goldenthread.sources.reading.whole import Read

YOUNG = "aged 10 to 17"  # the ages of the youth justice system
BEFORE_CENSUS = (
    "Made before the Census of 2021 was known, so it does not compare with what follows."
)
ROUNDED = "Rounded to the nearest 100."
OUTSIDE = "no district of England or Wales that we know: kept in the lake, counted nowhere"


def by_age(one: Read) -> Part:
    """Give residents of all ages, and of those aged 10 to 17, by today's areas.

    Small areas have no series of their own: they stand in the lake.
    """
    if not one.table.layout.id.startswith("district"):
        return Part()
    young = " + ".join(f"age_{age}" for age in range(10, 18))
    return _by_district(one, f"total_population, {young}", "population", ("", YOUNG))


def households(one: Read) -> Part:
    """Give households by today's areas."""
    return _by_district(one, "households, 0", "households", ("",))


def _by_district(one: Read, values: str, indicator: str, breakdowns: tuple[str, ...]) -> Part:
    period = one.facts.periods[0]
    lines, numbers = _read(one, values)
    found = districts.today(numbers)
    noted = period.start.year < 2021 and indicator == "population"
    note = BEFORE_CENSUS if noted else ROUNDED if indicator == "households" else ""
    observed = [
        Observed(
            indicator=indicator,
            area=code,
            period=period,
            breakdown=breakdown,
            count=round(numbers[at]),
            flag=" ".join(filter(None, (note, _added(code, found)))),
            file=one.table.number,
        )
        for code, numbers in sorted(found.values.items())
        for at, breakdown in enumerate(breakdowns)
    ]
    return Part(tuple(observed), _aside(one, found, lines), _incomplete(one, found))


def _read(one: Read, values: str) -> tuple[dict[str, int], dict[str, tuple[float, ...]]]:
    """Give each district's line in the file, and its numbers."""
    with lakes.asking(found=one.table.parquet) as con:
        rows = con.execute(f"SELECT area_code, line, {values} FROM found").fetchall()  # noqa: S608
    lines = {code: line for code, line, *_ in rows}
    return lines, {code: tuple(map(float, numbers)) for code, _, *numbers in rows}


def _added(code: str, found: districts.Today) -> str:
    parts = found.added.get(code)
    return f"Added up from {', '.join(parts)}, which have been merged since." if parts else ""


def _aside(one: Read, found: districts.Today, lines: dict[str, int]) -> tuple[SetAside, ...]:
    if not found.unknown:
        return ()
    first = min(found.unknown, key=lambda code: lines[code])
    aside = SetAside(
        file=one.table.number,
        reason=OUTSIDE,
        count=len(found.unknown),
        first_line=lines[first],
        sample=first,
        column="area_code",
    )
    return (aside,)


def _incomplete(one: Read, found: districts.Today) -> tuple[str, ...]:
    names: dict[str, Any] = {each["code"]: each["name"] for each in lookups.districts()}
    return tuple(
        f"{one.table.file.name}: {names[code]} was several districts, and {', '.join(parts)} "
        f"{'is' if len(parts) == 1 else 'are'} not in the file. Nothing is counted for it."
        for code, parts in sorted(found.incomplete.items())
    )
