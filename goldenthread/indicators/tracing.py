"""From a figure down to what it rests on: observations, releases, files, checksums, rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.accounts.queries import Person
from goldenthread.indicators import queries
from goldenthread.indicators.counted import ASB, CASEWORK
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import Observation
from goldenthread.indicators.rules import Status
from goldenthread.sources.models import Release, ReleaseFile, RowsSetAside
from goldenthread.sources.rules import ALL_CRIME
from goldenthread.sources.tracing import RowsBehind, rows_behind


@dataclass(frozen=True)
class Step:
    """One observation behind a figure, with where it came from.

    role: "counted" or "divided by". set_aside: rows of its file that count for the force only.
    """

    role: str
    observation: Observation
    release: Release | None
    file: ReleaseFile | None
    set_aside: tuple[RowsSetAside, ...]

    @property
    def counted_from(self) -> str:
        """What stands behind a count of our own cases: "counted from 12 events", no more."""
        ours = self.release is not None and self.release.source_id == CASEWORK
        return self.observation.qualifier if ours else ""

    @property
    def hidden(self) -> bool:
        """Whether its number is held back."""
        return self.observation.status == Status.SUPPRESSED


@dataclass(frozen=True)
class Trace:
    """A figure, the steps down from it, and the releases they came with."""

    figure: Figure
    steps: tuple[Step, ...]
    releases: tuple[Release, ...]


def trace(figure: Figure) -> Trace:
    """Follow a figure down. At most three queries, however many months it adds up."""
    rows = [("counted", one) for one in figure.observations]
    rows += [("divided by", one) for one in figure.denominators]
    releases = _releases(one for _, one in rows)
    set_aside = _set_aside(one for _, one in rows)
    steps = tuple(
        Step(
            role,
            one,
            releases.get(one.release_id or 0),
            one.file,
            tuple(set_aside.get(one.file_id or 0, ())),
        )
        for role, one in rows
    )
    return Trace(figure, steps, tuple(releases.values()))


def _releases(observations: Iterable[Observation]) -> dict[int, Release]:
    every = list(observations)
    ids = {one.release_id for one in every if one.release_id}
    if not ids:
        return {}
    found = Release.objects.of(every[0].partnership_id).filter(pk__in=ids)
    return {one.pk: one for one in found.select_related("source", "received_by")}


def _set_aside(observations: Iterable[Observation]) -> dict[int, list[RowsSetAside]]:
    every = list(observations)
    files = {one.file_id for one in every if one.file_id}
    if not files:
        return {}
    found: dict[int, list[RowsSetAside]] = {}
    for one in RowsSetAside.objects.of(every[0].partnership_id).filter(file__in=files):
        found.setdefault(one.file_id, []).append(one)
    return found


def rows_of(observation: Observation, *, most: int = 20) -> RowsBehind:
    """Give the rows of the published file behind one counted observation."""
    if observation.file is None:
        return RowsBehind(0, (), "No file is known for this.")
    if observation.series.definition_id == "asb_incidents":
        category = ASB
    else:
        category = observation.breakdown or ALL_CRIME
    return rows_behind(observation.file, area=observation.area.code, category=category, most=most)


def history(observation: Observation, *, by: Person | None) -> list[Observation]:
    """Give every version of an observation, newest first, with the release each came with."""
    return list(queries.versions(observation, by=by))
