"""What figures are made from: definitions, the counts of a period, and what to bear in mind."""

from collections.abc import Iterable

from csp_analytics.period import Period
from goldenthread.indicators import queries, wording
from goldenthread.indicators.counted import POPULATION
from goldenthread.indicators.models import IndicatorDefinition, Observation

Rows = dict[str, Observation]  # by the key of their period


def definitions_read(
    asked: Iterable[str | IndicatorDefinition],
) -> dict[str, IndicatorDefinition]:
    """Give definitions by id; those asked for by id are read, unknown ones left out."""
    every = list(asked)
    found = {one.pk: one for one in every if isinstance(one, IndicatorDefinition)}
    if unread := [one for one in every if isinstance(one, str) and one not in found]:
        found |= IndicatorDefinition.objects.in_bulk(unread)
    return found


def needs_of(definition: IndicatorDefinition) -> set[str]:
    """Give the indicators whose observations an indicator is computed from, itself included."""
    people = queries.divided_by(definition) or POPULATION
    return {definition.pk, queries.counts_of(definition)[0], people[0]}


def parts_of(rows: Rows, period: Period) -> tuple[list[Observation], tuple[Period, ...]]:
    """Give the counts that make up a period, or none and the months that are missing."""
    if period.key in rows and rows[period.key].count is not None:
        return [rows[period.key]], ()
    if not period.is_whole_months:
        return [], ()
    months = period.months()
    absent = tuple(month for month in months if month.key not in rows)
    if absent:
        return [], absent
    return [rows[month.key] for month in months], ()


def cautions_of(population: Observation, period: Period) -> tuple[str, ...]:
    said = [population.flag] if population.flag else []
    if population.period_end and population.period_end.year > period.end.year:
        what = population.series.definition_id
        said.append(wording.older_population(what, str(population.period), period))
    return tuple(said)
