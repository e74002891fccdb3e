"""What is known of some indicators in some areas: read once, then asked for any figure.

Three queries, however many figures a page shows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from csp_analytics.period import Kind, Period, PeriodError
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.commands import CannotDo
from goldenthread.declared import nearest
from goldenthread.indicators import figures, queries, rules, wording
from goldenthread.indicators.changed import Changed, changed
from goldenthread.indicators.charts import Chart
from goldenthread.indicators.counted import POPULATION
from goldenthread.indicators.course import course
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition, Observation, Series
from goldenthread.indicators.needed import Rows, cautions_of, definitions_read, needs_of, parts_of
from goldenthread.places.models import Area


@dataclass(frozen=True)
class Lag:
    """How old the newest data is: its period, and the days since that ended."""

    period: Period
    days: int


class Readings:
    """Figures of one partnership, as somebody may see them, as known on a day."""

    def __init__(
        self,
        definitions: dict[str, IndicatorDefinition],
        areas: dict[str, Area],
        observations: Iterable[Observation],
        *,
        as_of: date | None = None,
    ) -> None:
        self.definitions, self.areas, self.as_of = definitions, areas, as_of
        self._rows: dict[tuple[str, str, str, str], Rows] = {}
        self._printed: dict[str, list[tuple[str, Rows]]] = {}  # area and rows by indicator
        for one in observations:
            at = (one.series.definition_id, one.area.code, one.breakdown, one.series.key)
            key = one.period.key if one.period else ""
            if at not in self._rows:
                self._rows[at] = {}
                if one.series.key != Series.DATA:
                    self._printed.setdefault(at[0], []).append((at[1], self._rows[at]))
            self._rows[at][key] = one

    @classmethod
    def load(
        cls,
        partnership: Partnership,
        *,
        by: Person | None,
        indicators: Iterable[str | IndicatorDefinition],
        areas: Iterable[Area | str],
        as_of: date | None = None,
        plain: bool = False,
        within: Period | None = None,
        printed_of: Iterable[str] = (),
    ) -> Self:
        """Read what is needed for the figures of some indicators in some areas.

        plain: only what figures without a breakdown rest on, which is far less to read.
        within: only what figures of that period rest on. printed_of: see `queries.latest`.
        """
        wanted = definitions_read(indicators)
        named = list(areas)
        codes = {one if isinstance(one, str) else one.code for one in named}
        known = {one.code: one for one in named if isinstance(one, Area)}
        if unread := list(codes - known.keys()):
            known |= Area.objects.in_bulk(unread, field_name="code")
        needed = {part for one in wanted.values() for part in needs_of(one)}
        rows = queries.latest(
            partnership,
            by=by,
            indicators=needed,
            areas=codes,
            breakdowns=queries.breakdowns_of(wanted.values()) if plain else None,
            as_of=as_of,
            within=within,
            printed_of=printed_of,
        )
        return cls(wanted, known, rows, as_of=as_of)

    # One figure

    def figure(
        self, indicator: str, area: Area | str, period: Period, breakdown: str = ""
    ) -> Figure:
        """Give an indicator in an area over a period: computed from data, else as printed.

        Months are added up for longer periods only where every one of them is there.
        Raises CannotDo for an indicator or an area that was not read.
        """
        definition, place = self._asked(indicator, area)
        found = self._stated(definition, place, period, breakdown) or self._counted(
            definition, place, period, breakdown
        )
        if found.is_known or found.missing:
            return found
        return self._in_documents(definition, place, period, breakdown) or found

    def _asked(self, indicator: str, area: Area | str) -> tuple[IndicatorDefinition, Area]:
        code = area if isinstance(area, str) else area.code
        if indicator not in self.definitions:
            raise CannotDo(
                f'No indicator "{indicator}" was read. {nearest(indicator, self.definitions)}'
            )
        if code not in self.areas:
            raise CannotDo(f'No area "{code}" was read. {nearest(code, self.areas)}')
        return self.definitions[indicator], self.areas[code]

    def _stated(
        self, definition: IndicatorDefinition, area: Area, period: Period, breakdown: str
    ) -> Figure | None:
        """Give what a return states for just this period, where there is one."""
        rows = self._rows.get((definition.pk, area.code, breakdown, Series.DATA), {})
        one = rows.get(period.key)
        if one is None or (one.count is not None and one.denominator is None):
            return None
        if one.count is None and one.status != rules.Status.SUPPRESSED:
            return figures.printed(definition, one, as_of=self.as_of)
        return figures.counted(
            definition, area, period, [one], breakdown=breakdown, as_of=self.as_of
        )

    def _counted(
        self, definition: IndicatorDefinition, area: Area, period: Period, breakdown: str
    ) -> Figure:
        base, base_breakdown = queries.counts_of(definition)
        rows = self._rows.get((base, area.code, breakdown or base_breakdown, Series.DATA), {})
        parts, absent = parts_of(rows, period)
        if not parts:
            why = wording.missing(absent) if rows and absent else wording.no_data(period)
            return self._none(definition, area, period, why, breakdown, absent if rows else ())
        sent_along = all(one.denominator is not None for one in parts)
        if definition.measure != rules.Measure.RATE or sent_along:
            return figures.counted(
                definition, area, period, parts, breakdown=breakdown, as_of=self.as_of
            )
        population = self.population(definition, area, period)
        if population is None:
            why = wording.no_denominator(definition, area.name)
            return self._none(definition, area, period, why, breakdown)
        return figures.counted(
            definition,
            area,
            period,
            parts,
            population=population,
            breakdown=breakdown,
            cautions=cautions_of(population, period),
            as_of=self.as_of,
        )

    def _none(
        self,
        definition: IndicatorDefinition,
        area: Area,
        period: Period,
        why: str,
        breakdown: str,
        absent: Iterable[Period] = (),
    ) -> Figure:
        return figures.none(
            definition, area, period, why,
            breakdown=breakdown, missing=tuple(absent), as_of=self.as_of,
        )  # fmt: skip

    def _in_documents(
        self, definition: IndicatorDefinition, area: Area, period: Period, breakdown: str
    ) -> Figure | None:
        """Give what a document prints for just this period; the first by its short name."""
        for (indicator, code, split, series), rows in sorted(self._rows.items()):
            asked = (definition.pk, area.code, breakdown)
            if (indicator, code, split) == asked and series != Series.DATA and period.key in rows:
                return figures.printed(definition, rows[period.key], as_of=self.as_of)
        return None

    def population(
        self, definition: IndicatorDefinition, area: Area, period: Period
    ) -> Observation | None:
        """Give what a rate divides by: the latest population of no later year than the period's.

        Or the latest number of households, where it is declared so. Where every one is later, the
        earliest of them; None where there is none.
        """
        people = queries.divided_by(definition)
        if people is None:
            return None
        rows = self._rows.get((people[0], area.code, people[1], Series.DATA), {})
        return rules.choose_population(list(rows.values()), period)

    # Many figures

    def over_time(
        self, indicator: str, area: Area | str, kind: Kind = Kind.MONTH, breakdown: str = ""
    ) -> tuple[Figure, ...]:
        """Give the figures of one kind of period in order of time, those missing between too.

        kind: months, quarters, financial or calendar years.
        """
        definition, place = self._asked(indicator, area)
        return tuple(
            self.figure(definition.pk, place, period, breakdown)
            for period in self.periods(indicator, place, kind, breakdown)
        )

    def periods(
        self, indicator: str, area: Area | str, kind: Kind = Kind.MONTH, breakdown: str = ""
    ) -> tuple[Period, ...]:
        """Give the periods of a kind from the first month known to the last."""
        definition, place = self._asked(indicator, area)
        base, base_breakdown = queries.counts_of(definition)
        ends = [
            one
            for key in ((definition.pk, breakdown), (base, breakdown or base_breakdown))
            for one in self._rows.get((key[0], place.code, key[1], Series.DATA), {}).values()
            if one.period_start
        ]
        if not ends:
            return ()
        first = min(one.period_start for one in ends if one.period_start)
        last = max(one.period_end for one in ends if one.period_end)
        return rules.periods_between(first, last, kind)

    def own_periods(self, indicator: str, area: Area | str) -> tuple[Period, ...]:
        """Give the periods that data state just so, of whatever kind, in order of time."""
        definition, place = self._asked(indicator, area)
        base, breakdown = queries.counts_of(definition)
        rows = self._rows.get((base, place.code, breakdown, Series.DATA), {})
        known = [one.period for one in rows.values() if one.period]
        return tuple(sorted(known, key=lambda period: period.sort_key))

    def printed(self, indicator: str, area: Area | str | None = None) -> tuple[Figure, ...]:
        """Give everything that documents print of an indicator, in order of time."""
        definition = self.definitions[indicator]
        code = area.code if isinstance(area, Area) else area
        found = [
            figures.printed(definition, one, as_of=self.as_of)
            for at, rows in self._printed.get(indicator, ())
            if code in {None, at}
            for one in rows.values()
        ]
        return tuple(
            sorted(found, key=lambda one: (one.period.end if one.period else date.min, one.text))
        )

    def newest(
        self, indicator: str, area: Area | str, kind: Kind = Kind.MONTH, breakdown: str = ""
    ) -> Figure | None:
        """Give the newest figure of a kind of period that is known, None where none is."""
        every = self.over_time(indicator, area, kind, breakdown)
        return next((one for one in reversed(every) if one.is_known), None)

    def lag(self, indicator: str, area: Area | str, today: date) -> Lag | None:
        """Say how old the newest data is, None where there is none."""
        newest = self.newest(indicator, area)
        if newest is None or newest.period is None:
            return None
        return Lag(newest.period, (today - newest.period.end).days)

    def change(
        self,
        indicator: str,
        area: Area | str,
        before: Period,
        after: Period,
        breakdown: str = "",
    ) -> Changed:
        """Set two periods of one kind beside each other, and say whether the change is real.

        Raises CannotDo for periods of unlike kinds: only like is compared with like.
        """
        try:
            if before > after:
                before, after = after, before
        except PeriodError as why:
            raise CannotDo(str(why)) from None
        pair = [self.figure(indicator, area, one, breakdown) for one in (before, after)]
        return changed(*pair, breaks=self._population_breaks(pair[0]))

    def _population_breaks(self, figure: Figure) -> tuple[Observation, ...]:
        """Give the populations that were made in another way than those before them."""
        people = queries.divided_by(figure.indicator) or POPULATION
        rows = self._rows.get((people[0], figure.area.code, "", Series.DATA), {})
        return tuple(one for one in rows.values() if one.status == rules.Status.BREAK)

    def chart(
        self, indicator: str, area: Area | str, kind: Kind = Kind.MONTH, breakdown: str = ""
    ) -> Chart:
        """Give what a chart of an indicator in an area is drawn from."""
        definition, place = self._asked(indicator, area)
        every = self.over_time(indicator, place, kind, breakdown)
        return self.chart_of(every) if every else course(definition, place, ())

    def chart_of(self, series: Sequence[Figure]) -> Chart:
        """Give what a chart of figures is drawn from. series: of one area, one at least."""
        first = series[0]
        return course(first.indicator, first.area, series, self._population_breaks(first))
