"""Every read of this room. Hotspots are working papers: reading needs "hotspots.read"."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Prefetch, QuerySet

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.hotspots import asked, finding, rules
from goldenthread.hotspots.asked import Asked, Choices
from goldenthread.hotspots.finding import Found
from goldenthread.hotspots.models import AreaVersion, Candidate, ChosenArea, Patrol
from goldenthread.hotspots.rules import Gaps
from goldenthread.places import lookups, postcode_points
from goldenthread.places.models import Area, PartOf
from goldenthread.search import Found as Searched
from goldenthread.sources import points as counted
from goldenthread.sources import small_areas
from goldenthread.sources.models import Source
from goldenthread.sources.points import Points

STREET = small_areas.STREET


@dataclass(frozen=True)
class Asking:
    """What can be asked for, what was, and what was found; found is None where nothing is held.

    area: code and name. span: which of the spans of months was chosen.
    """

    area: tuple[str, str]
    choices: dict[str, Choices]
    wish: Asked
    span: str
    points: Points
    gaps: Gaps | None
    found: Found | None
    attribution: str


def find(partnership: Partnership, given: Any, *, by: Person) -> Asking:
    """Find hotspots as somebody asks for them. given: the form's data; nonsense is passed over."""
    require(by, "hotspots.read", on=partnership)
    areas = areas_of(partnership)
    code = asked.chosen(given, "area", [(key, name) for key, name, _ in areas])
    name, districts = next((name, some) for key, name, some in areas if key == code)
    files = small_areas.files_of(partnership, districts)
    source = files[0].release.source if files else Source.objects.get(pk=STREET)
    points = counted.points_of(files, districts)
    gaps = finding.gaps_in(points)
    choices: dict[str, Choices] = {
        "area": [(key, name) for key, name, _ in areas],
        "show": asked.shows(source.categories),
        "months": asked.spans(points.months),
        "width": asked.widths(gaps),
    }
    span = asked.chosen(given, "months", choices["months"])
    wish = _wish(given, choices, points, gaps, source, span)
    found = None
    if not points.is_empty:
        homes = np.concatenate([postcode_points.points_of(one) for one in districts])
        found = finding.found(points, homes, kinds=wish.kinds, months=wish.months, width=wish.width)
    return Asking((code, name), choices, wish, span, points, gaps, found, source.attribution)


def _wish(
    given: Any, choices: dict[str, Choices], points: Points, gaps: Gaps | None, source: Source,
    span: str,
) -> Asked:  # fmt: skip
    show = asked.chosen(given, "show", choices["show"])
    width = asked.chosen(given, "width", choices["width"], first=str(rules.width_first(gaps)))
    kinds = [name for name, short in source.categories.items() if short == show]
    return Asked(show, asked.months_of(span, points.months), int(width), kinds or None)


def areas_of(partnership: Partnership) -> list[tuple[str, str, list[str]]]:
    """Give the areas to choose from: code, name, codes of districts. The partnership's own first.

    Other districts of its police force follow: the force publishes theirs in the same files.
    """
    own = partnership.area_code
    parts = PartOf.objects.filter(whole__code=own, part__kind=Area.Kind.DISTRICT)
    inside = list(parts.filter(part__valid_to=None).values_list("part__code", "part__name"))
    name = Area.objects.filter(code=own).values_list("name", flat=True).first() or own
    found = [(own, name, [code for code, _ in inside] or [own])]
    known = {own, *(code for code, _ in inside)}
    forces = {one["force"] for one in lookups.districts() if one["code"] in known}
    beside = [(one["code"], one["name"]) for one in lookups.districts()
              if one["force"] in forces and one["code"] != own]  # fmt: skip
    return found + [(code, name, [code]) for code, name in sorted(beside, key=lambda one: one[1])]


def candidates_of(partnership: Partnership, *, by: Person) -> QuerySet[Candidate]:
    """Give the places put forward, the latest first."""
    require(by, "hotspots.read", on=partnership)
    return Candidate.objects.of(partnership).select_related("partnership")


def candidate_at(partnership: Partnership, number: int, *, by: Person) -> Candidate | None:
    """Give one candidate with its interests, decisions and area; None where there is none."""
    every = candidates_of(partnership, by=by).select_related("area")
    return every.prefetch_related("interests", "decisions").filter(number=number).first()


@dataclass(frozen=True)
class Registered:
    """A hotspot area and its versions, the latest first."""

    area: ChosenArea
    versions: list[AreaVersion]

    @property
    def now(self) -> AreaVersion:
        """As it stands."""
        return self.versions[0]


def areas_chosen(partnership: Partnership, *, by: Person) -> list[Registered]:
    """Give the register: every area that was chosen, ended ones too, by number."""
    require(by, "hotspots.read", on=partnership)
    versions = AreaVersion.objects.of(partnership).order_by("-number")
    areas = ChosenArea.objects.of(partnership).select_related("candidate")
    found = areas.prefetch_related(Prefetch("versions", versions))
    return [Registered(area, list(area.versions.all())) for area in found]


def area_at(partnership: Partnership, number: int, *, by: Person) -> Registered | None:
    """Give one area of the register; None where there is none."""
    every = areas_chosen(partnership, by=by)
    return next((one for one in every if one.area.number == number), None)


def patrols_of(partnership: Partnership, *, by: Person) -> QuerySet[Patrol]:
    """Give every patrol, the latest first."""
    require(by, "hotspots.read", on=partnership)
    return Patrol.objects.of(partnership).select_related("area").prefetch_related("outcomes")


def search_documents(partnership: Partnership) -> Iterator[Searched]:
    """Give what can be found of this room: places put forward and hotspot areas."""
    for one in Candidate.objects.of(partnership):
        told = f"{one.reason} {one.reference} {one.on_behalf_of}"
        yield Searched("Place put forward", one.name, told, "hotspot_candidate", (one.number,),
                       False, needs="hotspots.read")  # fmt: skip
    for area in ChosenArea.objects.of(partnership).prefetch_related("versions"):
        for version in list(area.versions.all())[:1]:
            told = f"{version.reason} {version.reference} hotspot area {area.number}"
            yield Searched("Hotspot area", version.name, told, "hotspot_area", (area.number,),
                           False, needs="hotspots.read")  # fmt: skip
