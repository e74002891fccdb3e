"""From what somebody typed to a question: places read and found, months made whole."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from goldenthread.accounts.models import Partnership
from goldenthread.evaluation import reading, rules
from goldenthread.evaluation.rules import AREAS, SQUARES, Asked, RuleBroken
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.rules import Measure
from goldenthread.places.models import Area

MOST_ALIKE = 100
ALIKE = (
    "The {number} squares nearest to them in number on record in the months before, none of them "
    "touching, found by the software."
)


def measures() -> list[tuple[str, str]]:
    """Give what can be counted: crime types in squares, then indicators that are counts."""
    street = [
        (f"{SQUARES}:{short}", f"{name}, in squares")
        for short, name in sorted(reading.kinds_of_street().items(), key=lambda one: one[1])
    ]
    counts = IndicatorDefinition.objects.filter(measure=Measure.COUNT).order_by("name")
    return street + [(f"{AREAS}:{one.pk}", f"{one.name}, in whole areas") for one in counts]


def asked_of(partnership: Partnership, said: Mapping[str, Any]) -> Asked:
    """Give the question that was typed in.

    said: the fields of `forms.QuestionForm`. Raises RuleBroken where a place is unknown.
    """
    ground, _, measure = said["measure"].partition(":")
    width = int(said["width"]) if ground == SQUARES else 0
    lists = {role: _places(said[role], ground, width) for role in rules.ROLES}
    asked = Asked(
        name=said["name"].strip(), kind=said["kind"], what=said["what"].strip(), ground=ground,
        measure=measure, width=width, starts=said["starts"], ends=said["ends"],
        first=_month(said["first"]), last=_month(said["last"]), design=said["design"],
        expected=said["expected"], chosen=said["chosen"],
        compared_how=said["compared_how"].strip(), **lists,
    )  # fmt: skip
    return _found(partnership, asked, said["alike"] or 0, ring=said["ring"])


def _found(partnership: Partnership, asked: Asked, alike: int, *, ring: bool) -> Asked:
    """Add what the software is asked to find: squares most alike, and those round about."""
    if not (alike or ring):
        return asked
    rules.check_time(asked)
    if asked.ground != SQUARES:
        raise RuleBroken("Only squares can be found by the software. Name the areas yourself.")
    if alike:
        more = reading.most_alike(partnership, asked, min(alike, MOST_ALIKE))
        told = " ".join(filter(None, (asked.compared_how, ALIKE.format(number=len(more)))))
        together = tuple(dict.fromkeys([*asked.comparison, *more]))
        asked = replace(asked, comparison=together, compared_how=told)
    if ring:
        taken = {*asked.comparison, *asked.buffer}
        round_them = reading.ring_round(asked.treated, asked.width)
        free = tuple(one for one in round_them if one not in taken)
        asked = replace(asked, buffer=(*asked.buffer, *free))
    return asked


def _month(on: date) -> date:
    return on.replace(day=1)


def _places(text: str, ground: str, width: int) -> tuple[str, ...]:
    """Give the places of a list: a grid reference or an area's code on each line, each once."""
    lines = list(dict.fromkeys(one.strip() for one in text.splitlines() if one.strip()))
    if ground == SQUARES:
        return tuple(dict.fromkeys(reading.square_named(one, width) for one in lines))
    codes = [one.upper() for one in lines]
    _check_known(codes)
    return tuple(codes)


def _check_known(codes: Iterable[str]) -> None:
    wanted = list(codes)
    known = set(Area.objects.filter(code__in=wanted).values_list("code", flat=True))
    unknown = [one for one in wanted if one not in known]
    if unknown:
        raise RuleBroken(
            f'No area has the code "{unknown[0][:20]}". Write codes as on the pages of places, '
            "such as E06000047, one on each line."
        )
