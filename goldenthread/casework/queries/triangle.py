"""The three sides of a problem: what is told of each, and the responses that act on it (PS-02)."""

from dataclasses import dataclass

from goldenthread.casework.queries.answers import Entry, entries_of, texts_of
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.rules.answers import said
from goldenthread.casework.types.model import Triangle

NAMES = {"victim": "Victim or target", "offender": "Offender", "location": "Location"}
CONTROLLERS = {"victim": "guardian", "offender": "handler", "location": "manager"}


@dataclass(frozen=True)
class Side:
    """One side: its name, who could keep watch over it, what is told, and what is done there."""

    id: str
    name: str
    controller: str
    told: list[tuple[str, str]]
    responses: list[tuple[Entry, list[tuple[str, str]]]]


def sides_of(sight: Sight) -> list[Side]:
    """Give the three sides of a case whose type declares a triangle."""
    of = sight.case.type.declared
    triangle, questions = of.triangle, of.questions
    assert triangle is not None
    texts = texts_of(sight.case)
    log = next(one for one in of.logs if one.id == triangle.responses)
    entries = entries_of(sight.case, [log])
    return [
        Side(
            id=side,
            name=NAMES[side],
            controller=CONTROLLERS[side],
            told=[(questions[id].ask, said(questions[id], texts.get(id, "")))
                  for id in getattr(triangle, side)],
            responses=[(one, _told(triangle, one)) for one in entries
                       if side in one.texts.get(triangle.acts_on, "").split(",")],
        )
        for side in NAMES
    ]  # fmt: skip


def _told(triangle: Triangle, entry: Entry) -> list[tuple[str, str]]:
    return [
        (one.ask, said(one, entry.texts[one.id]))
        for one in entry.form.questions
        if one.id in entry.texts and one.id != triangle.acts_on
    ]
