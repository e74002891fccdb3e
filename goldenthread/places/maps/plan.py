"""What is to be drawn: shapes with their values, and what is said with them."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from goldenthread.places.maps.classes import METHODS, Class, classed


class State(StrEnum):
    """Whether the value of an area can be shown."""

    KNOWN = "known"
    HIDDEN = "hidden"
    MISSING = "missing"


@dataclass(frozen=True)
class Cell:
    """One area on a map. value: None unless known. url: its own page, where it has one.

    stands_for: how many areas share its shape, such as all those without a value.
    """

    code: str
    name: str
    value: float | None = None
    printed: str = ""
    state: State = State.MISSING
    url: str = ""
    stands_for: int = 1


@dataclass(frozen=True)
class Plan:
    """A map before it is drawn.

    id: unique on its page. title: what it shows. area: what it is a map of. unit: of the values.
    of_what: what its cells are, in the plural ("small areas").
    shapes: a polygon in metres of the National Grid for each cell, None where there is none.
    method: how classes are made. middle: of a scale with two ends; None for one with one.
    digits: after the point, in the legend. source: whose lines and numbers. note: what to bear
    in mind. hidden: what stands in place of a value that is not shown.
    """

    id: str
    title: str
    area: str
    unit: str
    of_what: str
    cells: tuple[Cell, ...]
    shapes: np.ndarray
    method: str = "quantile"
    middle: float | None = None
    digits: int = 0
    source: str = ""
    note: str = ""
    hidden: str = "not shown"
    has_values: bool = True

    def __post_init__(self) -> None:
        if len(self.cells) != len(self.shapes):
            raise ValueError(f"{len(self.cells)} areas have {len(self.shapes)} shapes.")

    @cached_property
    def classes(self) -> tuple[Class, ...]:
        """The classes of its values, lowest first."""
        known = [one.value for one in self.cells if one.value is not None]
        return classed(known, method=self.method, middle=self.middle)

    @cached_property
    def known(self) -> tuple[Cell, ...]:
        """The cells whose value is shown."""
        return tuple(one for one in self.cells if one.value is not None)

    def step_of(self, value: float) -> int:
        """Give the step of colour of one of its values."""
        return next(one.step for one in self.classes if one.holds(value))

    def count(self, state: State) -> int:
        """Give how many cells are in a state."""
        return sum(one.stands_for for one in self.cells if one.state == state)

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to draw."""
        return any(one is not None for one in self.shapes)

    @property
    def how(self) -> str:
        """How the classes were made, in words."""
        if self.middle is not None:
            return f"classes of equal width on both sides of {self.middle:g}"
        return METHODS[self.method]

    def span(self, one: Class) -> str:
        """A class in words: "12 to 25"."""
        low, high = (f"{value:,.{self.digits}f}" for value in (one.low, one.high))
        return low if low == high else f"{low} to {high}"
