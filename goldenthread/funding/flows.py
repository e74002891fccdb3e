"""The way of money from funder to theme, drawn in proportion (a Sankey diagram) as our own SVG."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar
from xml.sax.saxutils import escape

from django.utils.safestring import SafeString, mark_safe

from goldenthread.funding.drawing import brief, short
from goldenthread.funding.queries import Counted
from goldenthread.funding.rules import pounds, total
from goldenthread.indicators.charts.look import FONT, INK, INK_SOFT, PETROL

T = TypeVar("T")


@dataclass
class Node:
    """One end of flows: its place in the drawing is worked out from what flows through it."""

    name: str
    amount: Decimal
    x: float = 0
    y: float = 0
    height: float = 0
    out: float = 0
    into: float = 0


@dataclass(frozen=True)
class Flow:
    """Money that goes from a node of one column to a node of the next."""

    start: str
    end: str
    amount: Decimal


@dataclass
class Flows:
    """Money on its way through columns: funder, fund, theme."""

    heads: list[str]
    columns: list[dict[str, Node]] = field(default_factory=list)
    flows: list[list[Flow]] = field(default_factory=list)


STEPS: dict[str, tuple[str, Callable[[Counted], str]]] = {
    "funder": ("Funder", lambda one: str(one.award.funder or "Funder not named")),
    "fund": ("Fund", lambda one: str(one.award.fund or "No fund is named")),
    "theme": ("Theme", lambda one: str(one.award.priority or "No theme is given")),
}


def flows(counted: Sequence[Counted], heads: Sequence[str]) -> Flows:
    """Gather counted sums into columns, the largest node first. heads: keys of STEPS."""
    made = Flows([STEPS[head][0] for head in heads])
    for head in heads:
        nodes = [Node(name, amount) for name, amount in _gathered(counted, STEPS[head][1])]
        nodes.sort(key=lambda node: (-node.amount, node.name))
        made.columns.append({node.name: node for node in nodes})
    for step, pair in enumerate(pairwise(heads)):
        left, right = (STEPS[head][1] for head in pair)
        start, end = list(made.columns[step]), list(made.columns[step + 1])
        every = [
            Flow(*names, amount)
            for names, amount in _gathered(counted, lambda one: (left(one), right(one)))  # noqa: B023 - used at once
        ]
        every.sort(key=lambda flow: (start.index(flow.start), end.index(flow.end)))
        made.flows.append(every)
    return made


def _gathered(counted: Sequence[Counted], name: Callable[[Counted], T]) -> list[tuple[T, Decimal]]:
    found: dict[T, list[Decimal]] = {}
    for one in counted:
        found.setdefault(name(one), []).append(one.amount)
    return [(key, total(sums)) for key, sums in found.items()]


COLOURS = (PETROL, "#8f6500", "#7a3b69", "#3a6b35", "#4d5b60", "#1f5a99")
SIZES = {"wide": (880, 380, 14), "narrow": (328, 420, 13)}  # px: width, height of money, letters
GAP, THICK, LINE = 10, 12, 17


def sankey(made: Flows, size: str) -> SafeString:
    """Draw flows as SVG: no script, no style sheet. Widths are in proportion to the sums.

    size: "wide", or "narrow" for a phone.
    """
    width, room, letter = SIZES[size]
    whole = max((total(node.amount for node in one.values()) for one in made.columns), default=0)
    scale = room / float(whole) if whole else 0
    last = len(made.columns) - 1
    bottom = max(
        _lay_out(column, number * (width - THICK) / last, scale)
        for number, column in enumerate(made.columns)
    )
    parts = [
        _ribbon(flow, made, step, scale) for step, every in enumerate(made.flows) for flow in every
    ]
    for number, column in enumerate(made.columns):
        parts.append(_head(made.heads[number], number, last, width))
        parts += [_node(node, number == last, letter, size) for node in column.values()]
    return mark_safe(  # noqa: S308 - drawn by us; every word in it is escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom:.0f}" '
        f'width="{width}" height="{bottom:.0f}" aria-hidden="true" focusable="false" '
        f'font-family="{FONT}" font-size="{letter}" fill="{INK}">{"".join(parts)}</svg>'
    )


def _lay_out(column: dict[str, Node], x: float, scale: float) -> float:
    """Place the nodes of a column, each with room for its name; give where the column ends."""
    y = 26.0
    for node in column.values():
        node.height = max(float(node.amount) * scale, 1)
        slot = max(node.height, 2 * LINE)
        node.x, node.y = x, y + (slot - node.height) / 2
        y += slot + GAP
    return y


def _ribbon(flow: Flow, made: Flows, step: int, scale: float) -> str:
    start, end = made.columns[step][flow.start], made.columns[step + 1][flow.end]
    thick = float(flow.amount) * scale
    top, low = start.y + start.out, end.y + end.into
    start.out += thick
    end.into += thick
    x, to = start.x + THICK, end.x
    middle = (x + to) / 2
    colour = COLOURS[list(made.columns[step]).index(flow.start) % len(COLOURS)]
    path = (
        f"M{x:.1f} {top:.1f}C{middle:.1f} {top:.1f} {middle:.1f} {low:.1f} {to:.1f} {low:.1f}"
        f"V{low + max(thick, 0.7):.1f}C{middle:.1f} {low + thick:.1f} {middle:.1f} "
        f"{top + thick:.1f} {x:.1f} {top + max(thick, 0.7):.1f}Z"
    )
    said = escape(f"{flow.start} to {flow.end}: {pounds(flow.amount)}")
    return f'<path d="{path}" fill="{colour}" fill-opacity="0.3"><title>{said}</title></path>'


def _head(text: str, number: int, last: int, width: int) -> str:
    x, anchor = (width, "end") if number == last else (0, "start") if not number else (
        number * (width - THICK) / last, "start",
    )  # fmt: skip
    return (
        f'<text x="{x:.1f}" y="14" text-anchor="{anchor}" font-weight="600" '
        f'fill="{INK_SOFT}">{escape(text)}</text>'
    )


def _node(node: Node, at_end: bool, letter: int, size: str) -> str:
    x, anchor = (node.x - 6, "end") if at_end else (node.x + THICK + 6, "start")
    middle = node.y + node.height / 2
    name = short(node.name, 34 if size == "wide" else 21)
    halo = 'stroke="#fffdf8" stroke-width="3" paint-order="stroke"'
    return (
        f'<rect x="{node.x:.1f}" y="{node.y:.1f}" width="{THICK}" height="{node.height:.1f}" '
        f'fill="{INK}"><title>{escape(node.name)}: {pounds(node.amount)}</title></rect>'
        f'<text x="{x:.1f}" y="{middle - 2:.1f}" text-anchor="{anchor}" {halo}>{escape(name)}'
        f'</text><text x="{x:.1f}" y="{middle + letter:.1f}" text-anchor="{anchor}" '
        f'font-weight="600" {halo}>{brief(node.amount)}</text>'
    )


def told_flows(made: Flows) -> str:
    """Say a flow for whoever does not see it: its largest parts; the table has them all."""
    every = sorted((flow for step in made.flows for flow in step), key=lambda flow: -flow.amount)
    said = "; ".join(f"{one.start} to {one.end}, {pounds(one.amount)}" for one in every[:8])
    more = f"; and {len(every) - 8} more in the table" if len(every) > 8 else ""
    return f"Money from {' to '.join(head.lower() for head in made.heads)}: {said}{more}."
