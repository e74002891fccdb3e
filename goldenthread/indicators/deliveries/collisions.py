"""Road collisions by month and district: all with injuries, and those that killed or did worst."""

from csp_analytics.period import Period
from goldenthread.indicators.changes import Observed
from goldenthread.indicators.deliveries import districts
from goldenthread.indicators.deliveries.parts import Part
from goldenthread.sources.reading import lakes
from goldenthread.sources.reading.whole import Read

ALL, WORST = "road_collisions_injury", "road_collisions_killed_serious"
_BY_MONTH = """
SELECT year("date"), month("date"), local_authority_ons_district, count(*),
       count(*) FILTER (accident_severity IN ('1', '2'))
FROM found WHERE "date" BETWEEN ? AND ? AND local_authority_ons_district IS NOT NULL
GROUP BY ALL
"""
_FORCES = "SELECT DISTINCT local_authority_ons_district FROM found"


def by_month(one: Read) -> Part:
    """Count collisions by month and today's district, for months the file holds wholly.

    A district without any in a month had none where the file tells of it in another month.
    """
    span = one.facts.span
    if span is None:  # pragma: no cover - a checked file has days
        return Part()
    whole = [month for month in _months(Period.from_dates(*span)) if _is_within(month, span)]
    if not whole:
        return Part(flags=(_none_whole(one, Period.from_dates(*span)),))
    with lakes.asking(found=one.table.parquet) as con:
        rows = con.execute(_BY_MONTH, [whole[0].start, whole[-1].end]).fetchall()
        codes = [code for (code,) in con.execute(_FORCES).fetchall() if code]
    counts = {(year, month, code): (every, worst) for year, month, code, every, worst in rows}
    observed = []
    for month in whole:
        at = month.start.year, month.start.month
        found = districts.today({code: counts.get((*at, code), (0, 0)) for code in codes})
        for area, numbers in sorted(found.values.items()):
            for indicator, number in zip((ALL, WORST), numbers, strict=True):
                observed.append(
                    Observed(
                        indicator=indicator, area=area, period=month, count=int(number),
                        file=one.table.number,
                    )
                )  # fmt: skip
    return Part(tuple(observed))


def _months(span: Period) -> list[Period]:
    first = Period.month(span.start.year, span.start.month)
    last = Period.month(span.end.year, span.end.month)
    return list(Period.from_dates(first.start, last.end).months())


def _is_within(month: Period, span: tuple) -> bool:
    return bool(span[0] <= month.start and month.end <= span[1])


def _none_whole(one: Read, span: Period) -> str:
    return (
        f"{one.table.file.name}: tells of {span}, and of no month "
        "from its first to its last day. Nothing is counted from it."
    )
