"""Every read of this room. Hotspots are working papers: reading needs "hotspots.read"."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.hotspots import asked, finding, rules
from goldenthread.hotspots.asked import Asked, Choices
from goldenthread.hotspots.finding import Found
from goldenthread.hotspots.rules import Gaps
from goldenthread.places import lookups, postcode_points
from goldenthread.places.models import Area, PartOf
from goldenthread.sources import points as counted
from goldenthread.sources import small_areas
from goldenthread.sources.models import Source
from goldenthread.sources.points import Points

STREET = small_areas.STREET


@dataclass(frozen=True)
class Asking:
    """What can be asked for, what was, and what was found; found is None where nothing is held.

    area: code and name.
    """

    area: tuple[str, str]
    choices: dict[str, Choices]
    wish: Asked
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
    wish = _wish(given, choices, points, gaps, source)
    found = None
    if not points.is_empty:
        homes = np.concatenate([postcode_points.points_of(one) for one in districts])
        found = finding.found(points, homes, kinds=wish.kinds, months=wish.months, width=wish.width)
    return Asking((code, name), choices, wish, points, gaps, found, source.attribution)


def _wish(
    given: Any, choices: dict[str, Choices], points: Points, gaps: Gaps | None, source: Source
) -> Asked:
    show = asked.chosen(given, "show", choices["show"])
    span = asked.chosen(given, "months", choices["months"])
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
