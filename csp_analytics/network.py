"""A small flow network, and the cheapest way through it: what secondary suppression needs."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from csp_analytics.checks import Flags


class Arc(NamedTuple):
    """A count, `size`, that flows from node `tail` to node `head`."""

    tail: int
    head: int
    size: int


class Way(NamedTuple):
    """The published counts lost by a way, and the places of its arcs; less is better."""

    cost: float
    arcs: list[int]


def cheapest_way(
    arcs: list[Arc], hidden: Flags, leave_out: int, start: int, end: int, least: int
) -> Way:
    """The way from start to end that gives up the fewest published counts.

    arcs: the network. hidden: aligned; what is hidden already costs nothing.
    leave_out: the arc that must not be used.
    least: the smallest count a hidden arc may hold. An arc can be followed
        backwards, making its count one smaller, only above that; an arc below
        it cannot be hidden, so it cannot be used at all.
    Returns an infinite cost and no arcs where there is no way.
    Source: Dijkstra (1959), Numerische Mathematik 1, 269-271.
    """
    leaving = _leaving(arcs, leave_out, least)
    waiting: list[tuple[float, int, list[int]]] = [(0.0, start, [])]
    reached: set[int] = set()
    while waiting:
        cost, node, taken = heapq.heappop(waiting)
        if node == end:
            return Way(cost, taken)
        if node in reached:
            continue
        reached.add(node)
        for place, there in leaving[node]:
            if there not in reached:
                price = 0.0 if hidden[place] else 1.0 + arcs[place].size
                heapq.heappush(waiting, (cost + price, there, [*taken, place]))
    return Way(float("inf"), [])


def _leaving(arcs: list[Arc], leave_out: int, least: int) -> dict[int, list[tuple[int, int]]]:
    """For each node, the arcs that can be followed from it and where they lead."""
    leaving: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, node, there in _steps(arcs, least):
        if place != leave_out:
            leaving[node].append((place, there))
    return leaving


def _steps(arcs: list[Arc], least: int) -> Iterator[tuple[int, int, int]]:
    for place, arc in enumerate(arcs):
        if arc.size >= least:
            yield place, arc.tail, arc.head
        if arc.size > least:
            yield place, arc.head, arc.tail
