"""Counts that tables give ready made, or by row: offences, searches, children."""

from typing import Any

from csp_analytics.period import Period
from goldenthread.indicators.changes import Observed
from goldenthread.indicators.deliveries.parts import Part
from goldenthread.places import lookups
from goldenthread.places.models import Area
from goldenthread.sources.asides import SetAside
from goldenthread.sources.reading import lakes
from goldenthread.sources.reading.whole import Read

# Names as the Home Office writes them that are not the slug with capitals.
_SPELT = {"london-city-of": "city-of-london", "metropolitan-police": "metropolitan"}
_OFFENCES = """
SELECT financial_year, financial_quarter, force_name, offence_group, sum(number_of_offences)
FROM found GROUP BY ALL
"""
BELOW = "less than nothing in a quarter: kept in the lake, not counted"
NO_AREA = "no area of ours has this code: kept in the lake, counted nowhere"


def recorded_crime(one: Read) -> Part:
    """Give offences by force area and quarter: all of them, and by offence group."""
    forces = lookups.police_forces()
    with lakes.asking(found=one.table.parquet) as con:
        rows = con.execute(_OFFENCES).fetchall()
    totals: dict[tuple[str, int, str, str], int] = {}
    for year, quarter, name, group, number in rows:
        slug = name.lower().replace(",", "").replace(" ", "-")
        force = forces.get(_SPELT.get(slug, slug))
        if force is not None:
            totals[year, quarter, force["code"], group] = int(number)
            every = year, quarter, force["code"], ""
            totals[every] = totals.get(every, 0) + int(number)
    observed = [
        Observed(
            indicator="recorded_offences", area=area, breakdown=group, count=number,
            period=Period.parse(f"Q{quarter} {year}"), file=one.table.number,
        )
        for (year, quarter, area, group), number in sorted(totals.items())
        if number >= 0
    ]  # fmt: skip
    below = sum(number < 0 for number in totals.values())
    flags = (f"{one.table.file.name}: {below} sums are {BELOW}.",) if below else ()
    return Part(tuple(observed), (), flags)


def searches(one: Read) -> Part:
    """Give searches of the whole force in a month: a search has no LSOA."""
    force = lookups.police_forces().get(one.force)
    if force is None:
        return Part()
    counted = Observed(
        indicator="stop_searches",
        area=force["code"],
        period=one.facts.periods[0],
        count=one.table.kept,
        file=one.table.number,
    )
    return Part((counted,))


def children(one: Read) -> Part:
    """Give children cautioned or sentenced by area and financial year: counts, not rates."""
    with lakes.asking(found=one.table.parquet) as con:
        rows = con.execute(
            "SELECT area_code, period, value, line FROM found WHERE measure = 'Count' "
            "AND value IS NOT NULL ORDER BY line"
        ).fetchall()
    known = set(
        Area.objects.filter(code__in={row[0] for row in rows}).values_list("code", flat=True)
    )
    observed = [
        Observed(
            indicator="children_cautioned_sentenced", area=area, count=value,
            period=Period.parse(year), file=one.table.number,
        )
        for area, year, value, _ in rows if area in known
    ]  # fmt: skip
    without = [row for row in rows if row[0] not in known]
    return Part(tuple(observed), _without_area(one, without))


def _without_area(one: Read, rows: list[tuple[Any, ...]]) -> tuple[SetAside, ...]:
    if not rows:
        return ()
    code, _, _, line = rows[0]
    return (SetAside(one.table.number, NO_AREA, len(rows), line, code, "area_code"),)
