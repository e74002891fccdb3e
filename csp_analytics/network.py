"""A small flow network, and the cheapest way through it: what secondary suppression needs."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
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


class Network:
    """Arcs and where each leads, made once for many ways through them.

    least: the smallest count a hidden arc may hold. An arc can be followed backwards, making
    its count one smaller, only above that; an arc below it cannot be hidden, so it cannot be
    used at all.
    """

    def __init__(self, arcs: Sequence[Arc], least: int) -> None:
        self.arcs, self.least = arcs, least
        self._leaving: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for place, arc in enumerate(arcs):
            if arc.size >= least:
                self._leaving[arc.tail].append((place, arc.head))
            if arc.size > least:
                self._leaving[arc.head].append((place, arc.tail))

    def cheapest_way(self, hidden: Flags, leave_out: int, start: int, end: int) -> Way:
        """The way from start to end that gives up the fewest published counts.

        hidden: aligned with the arcs; what is hidden already costs nothing.
        leave_out: the arc that must not be used.
        Returns an infinite cost and no arcs where there is no way.
        Source: Dijkstra (1959), Numerische Mathematik 1, 269-271.
        """
        waiting: list[tuple[float, int, list[int]]] = [(0.0, start, [])]
        reached: set[int] = set()
        while waiting:
            cost, node, taken = heapq.heappop(waiting)
            if node == end:
                return Way(cost, taken)
            if node in reached:
                continue
            reached.add(node)
            for place, there in self._leaving[node]:
                if there not in reached and place != leave_out:
                    price = 0.0 if hidden[place] else 1.0 + self.arcs[place].size
                    heapq.heappush(waiting, (cost + price, there, [*taken, place]))
        return Way(float("inf"), [])
