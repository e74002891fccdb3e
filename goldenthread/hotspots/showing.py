"""How what was found is handed to the page's components: a map, tables, sentences."""

from typing import Any
from urllib.parse import urlencode

import numpy as np
import shapely

from goldenthread.hotspots import rules
from goldenthread.hotspots.finding import Found, Square
from goldenthread.hotspots.queries import Asking
from goldenthread.indicators.mapping.asked import said_months
from goldenthread.places.maps import Cell, Plan, State
from goldenthread.tables import Column

NOT_SHOWN = "fewer than 5, or none"
COLUMNS: list[Column[Square]] = [
    Column("square", "Square", lambda one: one.reference),
    Column("streets", "Most on record at", lambda one: one.name.casefold()),
    Column("count", "How many", lambda one: one.count, numeric=True),
    Column("verdict", "What it is", lambda one: (not one.is_cluster, not one.is_high, -one.count)),
    Column("months", "Months high", lambda one: one.months, numeric=True),
    Column("chance", "Chance", lambda one: one.chance, numeric=True),
]


def verdict(one: Square) -> str:
    """Say what a square is, in a word or two."""
    if one.is_cluster:
        return "Hot cluster" if one.is_high else "In a hot cluster"
    return "Among the highest" if one.is_high else "Not a hotspot"


def chance(value: float | None) -> str:
    """Print a chance: never 0, and nothing finer than a thousandth."""
    if value is None:
        return "cannot be told"
    return "under 0.001" if value < 0.001 else f"{value:.3f}"


def row_of(one: Square, found: Found, *, forward: str = "") -> list[Any]:
    """Give one row of the table of squares. forward: where a square is put forward, or ""."""
    asked = urlencode({"square": one.reference})
    return [
        {"url": f"{forward}&{asked}", "text": one.reference} if forward else one.reference,
        one.name,
        _number(f"{one.count:,}"),
        verdict(one),
        _number(f"{one.months} of {len(found.months)}"),
        _number(chance(one.chance)),
    ]


def _number(text: str) -> dict[str, Any]:
    return {"text": text, "numeric": True}


def what(asking: Asking) -> str:
    """Say what was counted, where and when: "Burglary, County Durham, January to August 2025"."""
    shown = dict(asking.choices["show"])[asking.wish.show]
    return f"{shown}, {asking.area[1]}, {said_months(asking.wish.months)}"


def plan_of(asking: Asking, found: Found) -> Plan:
    """Give the map: each square that may be shown, and all others as one shape without a number."""
    cells = [
        Cell(one.reference, f"{one.reference}, {one.name}", float(one.count), f"{one.count:,}",
             State.KNOWN)
        for one in found.squares
    ]  # fmt: skip
    shapes: list[shapely.Geometry] = [
        _box(one.west, one.south, found.width) for one in found.squares
    ]
    if found.unshown:
        shapes.append(found.rest)
        cells.append(Cell("rest", "Squares with fewer than 5, or none", state=State.HIDDEN,
                          stands_for=found.unshown))  # fmt: skip
    drawn = np.empty(len(shapes), dtype=object)
    drawn[:] = shapes
    return Plan(
        id="hotspots",
        title=what(asking),
        area=asking.area[1],
        unit=f"how many in a square of {found.width:,} metres",
        of_what="squares",
        cells=tuple(cells),
        shapes=drawn,
        hidden=NOT_SHOWN,
        source=asking.attribution,
        note="Places are moved to map points before they are published, so a square is as near as "
        "this can be told.",
    )


def _box(west: int, south: int, width: int) -> shapely.Polygon:
    return shapely.box(west, south, west + width, south + width)


def sentences(asking: Asking, found: Found) -> list[str]:
    """Say what was found, a sentence for each."""
    total = found.total_shown
    said = [
        f"{'A number that is not shown' if total is None else f'{total:,}'} on record at "
        f"{found.points:,} map points, in {found.studied:,} squares of {found.width:,} metres that "
        "hold a postcode or a map point in use."
    ]
    if not found.squares:
        return [*said, "No square holds 5 or more, so none is shown. Ask for more months, a wider "
                "square, or another kind of thing."]  # fmt: skip
    held = sum(one.count for one in found.squares if one.is_high) / found.total
    few = "1 square holds" if found.high == 1 else f"{found.high:,} squares hold"
    said.append(
        f"{few} {held:.0%} of it, which is {found.high / found.studied:.1%} of the squares: "
        "these are called the highest."
    )
    steady = sum(one.is_high and one.months == len(found.months) for one in found.squares)
    if len(found.months) > 1:
        said.append(
            f"{steady:,} of them {'was' if steady == 1 else 'were'} among the highest in every one "
            f"of the {len(found.months)} months."
        )
    said.append(_clusters(found))
    said.append(f"Half of it was moved to {found.at_points:,} map points.")
    return said


def _clusters(found: Found) -> str:
    if not found.clusters:
        return (
            "No square lies among high ones further than chance would bring it about, once the "
            "number of squares looked at is allowed for: the highest stand by themselves."
        )
    few = "1 square is" if found.clusters == 1 else f"{found.clusters:,} squares are"
    return (
        f"{few} part of a hot cluster: high, and among others that are high, which chance alone "
        f"would bring about in fewer than 1 in 20 of those called so."
    )


def snap(asking: Asking) -> list[str]:
    """Say how close map points lie here, and what that allows."""
    gaps = asking.gaps
    if gaps is None:
        return [rules.SNAPPED]
    allowed = rules.widths_allowed(gaps)
    return [
        rules.SNAPPED,
        f"Of the {gaps.points:,} map points in use here, half lie within {gaps.half:,.0f} metres "
        f"of the next and nine in ten within {gaps.most:,.0f}. Squares are never narrower: "
        f"here {allowed[0]:,} metres or more, and {rules.width_first(gaps):,} unless another is "
        "asked for.",
    ]


def curve_table(found: Found) -> dict[str, Any] | None:
    """Give the concentration curve as a table; None where nothing was counted."""
    if not found.curve or found.total_shown is None:
        return None
    return {
        "id": "concentration",
        "caption": "How much lies in how few squares",
        "columns": [
            {"label": "The highest squares", "numeric": True},
            {"label": "hold of all", "numeric": True},
        ],
        "rows": [[f"{share:.0%}", _number(f"{held:.0%}")] for share, held in found.curve],
    }


def repeats_table(found: Found) -> dict[str, Any]:
    """Give the map points with the most as a table."""
    return {
        "id": "repeats",
        "caption": "Map points with the most",
        "note": "A map point stands for every address near it.",
        "columns": [
            {"label": "Map point"},
            {"label": "Grid reference"},
            {"label": "How many", "numeric": True},
        ],
        "rows": [[one.name, one.reference, _number(f"{one.count:,}")] for one in found.repeats],
    }
