"""A chart in words: its text alternative, its title and the key to what it shows."""

from csp_analytics.period import Kind, Period
from goldenthread.indicators.charts.series import Chart, Point

_EVERY = {
    Kind.DAY: "each day",
    Kind.MONTH: "each month",
    Kind.QUARTER: "each quarter",
    Kind.CALENDAR_QUARTER: "each quarter",
    Kind.CALENDAR_YEAR: "each year",
    Kind.FINANCIAL_YEAR: "each year from April to March",
    Kind.YEAR_TO_MONTH: "in 12 months to the end of each month",
}
_MOST_NAMED = 4


def titled(chart: Chart) -> str:
    """What the chart shows: "Crimes per 1,000 people each month, County Durham"."""
    every = _EVERY.get(chart.points[0].period.kind, "") if chart.points else ""
    return ", ".join(filter(None, [f"{chart.name} {every}".strip(), chart.area]))


def described(chart: Chart) -> str:
    """The chart for whoever does not see it: span, first, last, highest, lowest, gaps, target."""
    if not chart.known:
        return f"{titled(chart)}: no data."
    said = [f"{titled(chart)}, {_span(chart)}: {_course(chart)}"]
    if gaps := _gaps(chart):
        said.append(gaps)
    if signals := [point for point in chart.known if point.signal]:
        named = [f"{point.period} ({point.signal})" for point in signals[:_MOST_NAMED]]
        more = len(signals) - _MOST_NAMED
        said.append(f"signals: {_listed(named + ([f'{more} more'] if more > 0 else []))}")
    if chart.target:
        said.append(f"target: {chart.target.printed}")
    for one in chart.breaks:
        what = one.what.rstrip(".")
        said.append(f"figures are made differently from {one.at} ({what})")
    return "; ".join(said) + "."


def key(chart: Chart) -> str:
    """What the marks mean, for a note under the chart; empty when they speak for themselves."""
    said = []
    if chart.has_limits:
        said.append(
            f"The shade around the line and the bars at single dots show the {chart.limits_name}."
        )
    if any(point.is_known and point.status == "provisional" for point in chart.points):
        said.append("Hollow dots are provisional.")
    if any(point.status == "missing" for point in chart.points):
        said.append("“No data” marks what the source lacks; it is not zero.")
    if any(point.status == "suppressed" for point in chart.points):
        said.append("Numbers below 5 are not shown.")
    if chart.levels:
        said.append("The level line is the mean and the dashes are the control limits.")
    if any(point.signal for point in chart.known):
        said.append("Triangles are signals: they point the way the figure moved.")
    if chart.breaks:
        said.append("The upright dashed line marks a change in how figures are made.")
    return " ".join(said)


def _span(chart: Chart) -> str:
    first, final = chart.points[0].period, chart.points[-1].period
    return _from_to(first, final)


def _course(chart: Chart) -> str:
    known, year = chart.known, _one_year(chart)
    first, final = known[0], known[-1]
    if len(known) == 1:
        return _value(first)
    extremes = {"highest": max(known, key=_number), "lowest": min(known, key=_number)}
    if _number(extremes["highest"]) == _number(extremes["lowest"]):
        return f"from {_value(first, year)} to {_value(final)}, the same throughout"
    ends = {
        point.period: [word for word, extreme in extremes.items() if extreme == point]
        for point in (first, final)
    }
    said = [f"from {_value(first, year, *ends[first.period])} to"]
    said[0] += f" {_value(final, '', *ends[final.period])}"
    said += [
        f"{word} {_value(point, year)}"
        for word, point in extremes.items()
        if point not in (first, final)
    ]
    return "; ".join(said)


def _one_year(chart: Chart) -> str:
    """The year that every month of the chart is in, so that it need not be said each time."""
    months = all(point.period.kind == Kind.MONTH for point in chart.points)
    years = {point.period.end.year for point in chart.points}
    return f" {years.pop()}" if months and len(years) == 1 else ""


def _number(point: Point) -> float:
    return float(point.value or 0)


def _value(point: Point, year: str = "", *extremes: str) -> str:
    when = str(point.period).removesuffix(year)
    if point.period.kind == Kind.YEAR_TO_MONTH:
        when = f"the {when}"
    notes = [f"the {word}" for word in extremes]
    if point.status not in {"final", "break"}:
        notes.append(point.status)
    said = f" ({', '.join(notes)})" if notes else ""
    return f"{point.printed or point.value} in {when}{said}"


def _gaps(chart: Chart) -> str:
    said = []
    for status, words in (("missing", "no data for"), ("suppressed", "not shown for")):
        runs = [
            _run([point for point in gap if point.status == status])
            for gap in chart.gaps
            if any(point.status == status for point in gap)
        ]
        if runs:
            more = len(runs) - _MOST_NAMED
            named = runs[:_MOST_NAMED] + ([f"{more} other spells"] if more > 0 else [])
            said.append(f"{words} {_listed(named)}")
    return "; ".join(said)


def _run(points: list[Point]) -> str:
    return _from_to(points[0].period, points[-1].period)


def _from_to(first: Period, final: Period) -> str:
    if first == final:
        return str(first)
    in_one_year = first.kind == Kind.MONTH and first.end.year == final.end.year
    return f"{str(first).removesuffix(f' {final.end.year}') if in_one_year else first} to {final}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
