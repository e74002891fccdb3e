"""What is counted from a checked table, source by source. Most are kept in the lake alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goldenthread.commands import CannotDo
from goldenthread.indicators import counted
from goldenthread.indicators.changes import Observed
from goldenthread.indicators.counted import STREET
from goldenthread.indicators.deliveries import collisions, people, tallies
from goldenthread.indicators.deliveries.parts import Part
from goldenthread.sources import counting as street_counting
from goldenthread.sources import declaring, inputs
from goldenthread.sources.asides import SetAside
from goldenthread.sources.inputs import StreetFile
from goldenthread.sources.reading.whole import Read
from goldenthread.sources.street import Checked

# A source that is not here feeds no series: lookups, deprivation, outcomes, small areas.
_BY_SOURCE: dict[str, Callable[[Read], Part]] = {
    "population_by_age": people.by_age,
    "households": people.households,
    "stats19": collisions.by_month,
    "recorded_crime": tallies.recorded_crime,
    "police_stop_search": tallies.searches,
    "youth_justice": tallies.children,
}


@dataclass(frozen=True)
class Counted:
    """What a delivery gives to series, what did not count, and what to warn of."""

    observed: tuple[Observed, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    flags: tuple[str, ...] = ()


def count(source: str, read: Sequence[Read]) -> Counted:
    """Count what a source's tables hold for series. A sample counts for nothing."""
    if source == STREET and read:
        return _street(read)
    counting = _BY_SOURCE.get(source)
    if counting is None:
        return Counted()
    parts = [counting(one) for one in read if not one.is_sample]
    return Counted(
        observed=tuple(one for part in parts for one in part.observed),
        set_aside=tuple(one for part in parts for one in part.set_aside),
        flags=tuple(one for part in parts for one in part.flags),
    )


def _street(read: Sequence[Read]) -> Counted:
    files = [_checked(one) for one in read]
    counts, set_aside = street_counting.count(files, declaring.source(STREET))
    return Counted(tuple(counted.observed(counts)), tuple(set_aside))


def _checked(one: Read) -> Checked:
    table = one.table
    if one.month is None:
        raise CannotDo(f"{table.file.name}: the name does not say month and force. {inputs.NAMES}")
    return Checked(
        file=StreetFile(table.file.path, table.file.member, one.month, one.force),
        number=table.number,
        content_sha256=table.content_sha256,
        bytes=table.bytes,
        rows=table.rows,
        parquet=table.parquet,
        sha256=table.sha256,
    )
