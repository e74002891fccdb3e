"""The tools and powers of section 5 of the rule book, as declared: tests, limits, appeals."""

from functools import cache
from pathlib import Path
from typing import Literal, Self

from django.conf import settings
from pydantic import Field, model_validator

from goldenthread.casework.values.dated import Dated, DeclaredLength, refuse_overlaps
from goldenthread.commands import CannotDo
from goldenthread.declared import DeclaredItem, nearest, read

Bound = Literal[
    "longest", "shortest", "longest_in_all", "extension", "review", "default_expiry",
    "appeal", "heard_within", "adjourned", "fixed_penalty", "fine",
]  # fmt: skip


class Limb(DeclaredItem):
    """One part of the test in law. Limbs of one set are alternatives; all sets must be met."""

    id: str
    says: str
    one_of: str = ""


class Step(DeclaredItem):
    """What must be done before the power is used, or be said in its notice."""

    id: str
    says: str


class Value(Dated):
    """A limit of a power: a length of time, or an amount in pounds, from a day on.

    ages: whom it holds for: everybody, or people under 18, or from 18 on.
    """

    bound: Bound
    ages: Literal["all", "under_18", "adult"] = "all"
    level: str = ""  # which authority may use it so, where that decides
    length: DeclaredLength | None = None
    pounds: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.length is None) == (self.pounds is None):
            raise ValueError(f'"{self.bound}" is a length or an amount in pounds: write one')
        return self


class Power(Dated):
    """One tool or power, from the day it may be used."""

    id: str
    rule: str
    name: str
    basis: str
    used_by: list[str] = Field(min_length=1)
    youngest: int = Field(default=0, ge=0, le=18)
    formal: bool = True
    youth_consulted: bool = False
    respondent_assessed: bool = False
    test: list[Limb] = []
    before: list[Step] = []
    notice: list[Step] = []
    never: list[Step] = []
    appeal_to: str = ""
    values: list[Value] = []

    @property
    def sets(self) -> dict[str, list[Limb]]:
        """The sets of alternatives of its test; a limb on its own is a set of one."""
        found: dict[str, list[Limb]] = {}
        for limb in self.test:
            found.setdefault(limb.one_of or limb.id, []).append(limb)
        return found


class Powers(DeclaredItem):
    """Every declared power."""

    powers: list[Power]


def read_powers(path: Path) -> dict[str, Power]:
    """Read declared powers by id. Raises CannotDo where something is wrong with one."""
    found = read(path, Powers)
    made: dict[str, Power] = {}
    for one in found.powers:
        if one.id in made:
            raise one.mistake("id", f'"{one.id}" stands twice. Give one another id.')
        refuse_overlaps(one.values, key=lambda value: (value.bound, value.ages, value.level))
        made[one.id] = one
    return made


@cache
def powers() -> dict[str, Power]:
    """Give the powers declared in definitions/casework, read once."""
    return read_powers(settings.DEFINITIONS_DIR / "casework" / "powers.yaml")


def power(id: str) -> Power:
    """Give one power. Raises CannotDo naming the nearest."""
    every = powers()
    if id not in every:
        raise CannotDo(f'No power is declared as "{id}". {nearest(id, every)}')
    return every[id]
