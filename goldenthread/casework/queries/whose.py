"""Whose it is to act on a report, with how to reach them (ASB-04)."""

from collections.abc import Mapping

from goldenthread.casework.models import Case
from goldenthread.casework.queries.answers import texts_of
from goldenthread.casework.queries.located import located
from goldenthread.casework.rules.lengths import local_day
from goldenthread.casework.values.responsible import Body, responsible, table


def whose(case: Case, texts: Mapping[str, str] | None = None) -> list[Body]:
    """Give the bodies whose it is, the one that acts first; by the values of the report's day.

    Empty for kinds of case that no row of the table speaks of: they are not reports.
    """
    kind = case.type.key
    if not any(kind in row.kinds for row in table().rows):
        return []
    known = texts_of(case) if texts is None else texts
    area = case.area.code if case.area else located(case.place).district
    return responsible(
        kind,
        sub_type=known.get("sub_type", ""),
        tenure=known.get("tenure") or known.get("land", ""),
        place=area,
        on=local_day(case.opened_at),
    )
