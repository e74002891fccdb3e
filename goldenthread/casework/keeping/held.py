"""Which rows belong to a case, found by their foreign keys, and what becomes of each kind.

Whatever leads to a case is deleted when the case goes, unless it is named here: so a model that
is added later is covered on the day it is added. One with personal fields that leads to no case
has to say here why it may stay; a test asks for that, and the job refuses without it.
"""

from functools import cache
from graphlib import TopologicalSorter
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, Q

Kind = type[Model]

# Left when a case has gone, by what keeping.gone makes of them.
LEFT = MappingProxyType(
    {
        "Case": "its kind, stage, months, district and outcome",
        "CaseEvent": "stages and the months in which they were reached",
        "Answer": "answers that may be counted",
        "CaseClock": "whether each time limit was met",
        "CaseRead": "who looked at it, for six years more",
        "CaseAccess": "who was on it, for six years more",
        "EmergencyLook": "that it was opened in an emergency, for six years more",
        "DisposalCase": "by which list it went",
    }
)
# Personal fields that belong to no case, and why their rows may stay.
OF_NO_CASE = MappingProxyType(
    {
        "Disposal": "names the officers who decided, as its certificate does",
        "Certificate": "must say who decided; names nobody whom a case is about",
        "EmergencyLook": "tells of the officer who asked; its words go with the case",
        "SentFrom": "a code that tells no address, deleted within days by the front door itself",
        "ProblemMeeting": "tells of its chair; its items and what was decided go with their cases",
        "MeetingSeat": "tells which officer sat there for which body, and of no case",
        "PersonRequest": "goes by a period of its own (keeping.changes.requests)",
    }
)


@cache
def paths() -> dict[Kind, tuple[str, ...]]:
    """Give every model whose rows belong to a case, with the lookups that lead there."""
    case = apps.get_model("casework", "Case")
    found: dict[Kind, tuple[str, ...]] = {case: ("pk",)}
    models = apps.get_app_config("casework").get_models(include_auto_created=True)
    waiting = [one for one in models if one is not case]
    while True:
        reached = {one: led for one in waiting if (led := _led(one, found))}
        if not reached:
            return found
        found |= reached
        waiting = [one for one in waiting if one not in reached]


def _led(model: Kind, found: dict[Kind, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(
        field.name if lookup == "pk" else f"{field.name}__{lookup}"
        for field in _keys(model)
        for lookup in found.get(field.related_model, ())
    )


def _keys(model: Kind) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def of_cases(model: Kind, numbers: list[int]) -> Q:
    """Give the condition under which rows of a model belong to any of these cases."""
    condition = Q()
    for lookup in paths()[model]:
        condition |= Q(**{f"{lookup}__in": numbers})
    return condition


@cache
def deleted() -> tuple[Kind, ...]:
    """Give the models whose rows are deleted with their case: what points to another first."""
    kinds = [one for one in paths() if one.__name__ not in LEFT and not keeps(one)]
    before = {one: {field.related_model for field in _keys(one)} & set(kinds) for one in kinds}
    order = TopologicalSorter({one: rest - {one} for one, rest in before.items()})
    return tuple(reversed(list(order.static_order())))


def keeps(model: Kind) -> bool:
    """Say whether rows of a model are emptied of what is personal in place of being deleted.

    A model says so itself (`Privacy.stays_countable = True`), where its counts are published.
    """
    return bool(getattr(getattr(model, "Privacy", None), "stays_countable", False))


def unknown() -> list[str]:
    """Name each model with personal fields whose rows would outlive every case."""
    return [
        one.__name__
        for one in apps.get_app_config("casework").get_models()
        if getattr(getattr(one, "Privacy", None), "personal", None)
        and one.__name__ not in OF_NO_CASE
        and one.__name__ != "Case"
        and not _always_leads(one)
    ]


def _always_leads(model: Kind) -> bool:
    """Say whether each row belongs to a case: by a key that is never empty, all the way."""
    known = paths()
    for field in _keys(model):
        if field.null or field.related_model not in known:
            continue
        if field.related_model.__name__ == "Case" or _always_leads(field.related_model):
            return True
    return False
