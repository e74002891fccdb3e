"""A map as SVG: no script, no style sheet, nothing fetched; the same on page, paper and disk."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import shapely

from goldenthread.places.maps.look import FONT, INK, LINE, OUTLINE, PAPER, colour
from goldenthread.places.maps.plan import Cell, Plan, State
from goldenthread.places.maps.words import counted, described

WIDTH, TALLEST = 4_800, 6_000  # units of the drawing, ten to a pixel at 480 px
MARGIN, LETTER = 60, 150
BARS = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)  # metres


@dataclass(frozen=True)
class Frame:
    """How metres become units of the drawing."""

    west: float
    north: float
    scale: float
    height: int

    def place(self, metres: np.ndarray) -> np.ndarray:
        """Give positions in the drawing, as whole units."""
        moved = (metres - (self.west, self.north)) * (self.scale, -self.scale) + MARGIN
        return np.rint(moved).astype(int)


def draw(plan: Plan, *, alone: bool = False) -> str:
    """Give a map as SVG. alone: with title, legend and source in it, for a file.

    Raises ValueError where no cell has a shape: say so in words instead.
    """
    if not plan.is_drawn:
        raise ValueError(f"{plan.title} has no shape to draw.")
    frame = _frame(plan)
    below = _legend(plan, frame.height) if alone else []
    height = frame.height + (LETTER * 2 * (len(below) + 1) if alone else LETTER * 2)
    id = plan.id
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH // 10}" height="{height // 10}" role="img" '
            f'aria-labelledby="{id}-name {id}-words">',
            f'<title id="{id}-name">{escape(plan.title)}</title>',
            f'<desc id="{id}-words">{escape(described(plan))}</desc>',
            _patterns(id),
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>' if alone else "",
            f'<g stroke="{LINE}" stroke-width="5" stroke-linejoin="round">',
            *_areas(plan, frame),
            "</g>",
            _bar(frame),
            *below,
            "</svg>",
        ]
    )


def _frame(plan: Plan) -> Frame:
    west, south, east, north = shapely.total_bounds(plan.shapes)
    wide, tall = max(east - west, 1.0), max(north - south, 1.0)
    scale = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
    spare = (WIDTH - 2 * MARGIN - wide * scale) / scale / 2
    return Frame(west - spare, north, scale, round(tall * scale) + 2 * MARGIN)


def _patterns(id: str) -> str:
    """Hatching for no data, dots for what is not shown."""
    return (
        f'<defs><pattern id="{id}-none" width="60" height="60" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="60" height="60" fill="{PAPER}"/>'
        f'<path d="M0 0V60" stroke="{OUTLINE}" stroke-width="14"/></pattern>'
        f'<pattern id="{id}-few" width="60" height="60" patternUnits="userSpaceOnUse">'
        f'<rect width="60" height="60" fill="{PAPER}"/>'
        f'<circle cx="30" cy="30" r="13" fill="{OUTLINE}"/></pattern></defs>'
    )


def fill_of(plan: Plan, cell: Cell) -> str:
    """Give the colour or the pattern of a cell."""
    if not plan.has_values:
        return PAPER
    if cell.value is not None:
        return colour(plan.step_of(cell.value), is_diverging=plan.middle is not None)
    return f"url(#{plan.id}-{'few' if cell.state == State.HIDDEN else 'none'})"


def _areas(plan: Plan, frame: Frame) -> Iterator[str]:
    """Draw the cells, those of one colour together."""
    by_fill: dict[str, list[str]] = defaultdict(list)
    for cell, path in zip(plan.cells, _paths(plan.shapes, frame), strict=True):
        if path:
            said = cell.name + (f": {cell.printed}" if cell.printed else "")
            by_fill[fill_of(plan, cell)].append(
                f'<path d="{path}"><title>{escape(said)}</title></path>'
            )
    for fill, paths in sorted(by_fill.items()):
        line = "" if fill.startswith("#") and fill != PAPER else f' stroke="{OUTLINE}"'
        yield f'<g fill={quoteattr(fill)} fill-rule="evenodd"{line}>{"".join(paths)}</g>'


def _paths(shapes: np.ndarray, frame: Frame) -> list[str]:
    """Give the path of each shape; "" where there is none. Points that fall together are one."""
    have = np.flatnonzero([one is not None for one in shapes])
    polygons, of_shape = shapely.get_parts(shapes[have], return_index=True)
    rings, of_polygon = shapely.get_rings(polygons, return_index=True)
    points, of_ring = shapely.get_coordinates(rings, return_index=True)
    placed = frame.place(points)
    differs = np.ones(len(placed), dtype=bool)
    differs[1:] = (placed[1:] != placed[:-1]).any(axis=1) | (of_ring[1:] != of_ring[:-1])
    kept, of_ring = placed[differs], of_ring[differs]
    texts = [f"{x} {y}" for x, y in kept.tolist()]
    starts = np.flatnonzero(np.r_[True, of_ring[1:] != of_ring[:-1]])
    ends = np.r_[starts[1:], len(texts)]
    paths = [""] * len(shapes)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        shape = have[of_shape[of_polygon[of_ring[start]]]]
        if end - start > 1:
            paths[shape] += f"M{' '.join(texts[start:end])}Z"
    return paths


def _bar(frame: Frame) -> str:
    """A scale: a line as long as a round number of metres."""
    metres = next((one for one in BARS if one * frame.scale <= WIDTH / 4), BARS[-1])
    long, x, y = round(metres * frame.scale), MARGIN, frame.height + 40
    said = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    return (
        f'<path d="M{x} {y - 40}V{y}H{x + long}V{y - 40}" fill="none" stroke="{INK}" '
        f'stroke-width="12"/><text x="{x}" y="{y + LETTER + 20}" font-size="{LETTER}" '
        f'font-family="{FONT}" fill="{INK}">{said}</text>'
    )


def _legend(plan: Plan, top: int) -> list[str]:
    """Give title, classes and source as lines of a drawing that stands by itself."""
    lines = [("", f"{plan.title}{f' ({plan.unit})' if plan.unit else ''}")]
    lines += [(one.fill, f"{one.label}: {counted(plan, one.count)}") for one in key(plan)]
    lines += [("", one) for one in (plan.note, f"Source: {plan.source}") if one and plan.source]
    drawn = []
    for number, (fill, text) in enumerate(lines):
        y = top + LETTER * 2 * (number + 1) + LETTER
        box = f'<rect x="{MARGIN}" y="{y - 120}" width="220" height="140" fill={quoteattr(fill)} '
        box += f'stroke="{OUTLINE}" stroke-width="8"/>'
        drawn.append(
            (box if fill else "")
            + f'<text x="{MARGIN + (300 if fill else 0)}" y="{y}" font-size="{LETTER}" '
            f'font-family="{FONT}" fill="{INK}">{escape(text)}</text>'
        )
    return drawn


@dataclass(frozen=True)
class KeyLine:
    """One line of a legend."""

    fill: str
    label: str
    count: int


def key(plan: Plan) -> list[KeyLine]:
    """Give the legend: each class, then what is not shown and what is missing."""
    if not plan.has_values:
        return []
    is_diverging = plan.middle is not None
    lines = [
        KeyLine(colour(one.step, is_diverging=is_diverging), plan.span(one), one.count)
        for one in plan.classes
    ]
    for state, pattern, label in (
        (State.HIDDEN, "few", plan.hidden.capitalize()),
        (State.MISSING, "none", "No data"),
    ):
        if plan.count(state):
            lines.append(KeyLine(f"url(#{plan.id}-{pattern})", label, plan.count(state)))
    return lines
