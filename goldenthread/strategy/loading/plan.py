"""The plan itself: its period, signatories, notes, ways, factors and drivers."""

from typing import Any

from django.utils.text import slugify

from csp_analytics.period import Period, PeriodError
from goldenthread.declared import DeclaredItem
from goldenthread.partnership.declarations import DeclaredPerson
from goldenthread.strategy import declarations as declare
from goldenthread.strategy.loading.shelf import Shelf, counted
from goldenthread.strategy.models import (
    EnablingFactor,
    EnablingPoint,
    PlanNote,
    PolicyDriver,
    Priority,
    Signatory,
    Strategy,
    WayOfWorking,
)


def period_of(said: DeclaredItem, text: str, key: str = "period") -> Period | None:
    """Read a printed period, None where there is none. Raises CannotDo where it cannot be read."""
    if not text:
        return None
    try:
        return Period.parse(text)
    except PeriodError as why:
        raise said.mistake(key, str(why)) from None


def keep_strategy(shelf: Shelf, file: declare.PlanFile, order: int) -> Strategy:
    """Keep the plan that a file declares."""
    said = file.strategy
    if said is None:  # pragma: no cover - asked for by whoever has seen one
        raise file.mistake("strategy", "is missing.")
    period = period_of(said, said.period)
    wording = {
        "strapline": shelf.places(said, said.strapline_at, "strapline_at"),
        "ambition": shelf.places(said, said.ambition_at, "ambition_at"),
        "vision": shelf.places(said, said.vision_at, "vision_at"),
        "ends": shelf.places(said, said.ends_at, "ends_at"),
    }
    return shelf.keeper.keep(
        Strategy,
        match={"key": said.key},
        values={
            "order": order,
            "title": said.title,
            "kind": said.kind,
            "status": said.status,
            "period_kind": str(period.kind) if period else "",
            "period_start": period.start if period else None,
            "period_end": said.ends or (period.end if period else None),
            "period_printed": said.period,
            "strapline": said.strapline,
            "ambition": said.ambition,
            "vision": said.vision,
            "wording_places": {name: places for name, places in wording.items() if places},
            "document": file.document,
            "adopted_on": said.adopted_on,
            "places": shelf.places(said, said.at),
        },
        said=said,
    )


def keep_signatories(
    shelf: Shelf, strategy: Strategy, every: list[declare.DeclaredSignatory]
) -> None:
    """Keep who signed the foreword."""
    for order, said in enumerate(every, start=1):
        places = shelf.places(said, said.at)
        person = DeclaredPerson(
            person=said.person, role=said.role, post=said.post, organisation=said.organisation
        )
        person._placed = said._placed
        shelf.keeper.keep(
            Signatory,
            match={"strategy": strategy, "key": slugify(said.person)},
            values={
                "order": order,
                "officer": shelf.bodies.officer(person, places),
                "role": said.role,
                "post": said.post,
                "ends": said.until,
                "places": places,
            },
            said=said,
        )


_FACTS = ("step", "code", "own_name", "consultation", "responses", "period", "by", "date", "until")


def keep_notes(shelf: Shelf, strategy: Strategy, files: list[declare.PlanFile]) -> None:
    """Keep the statements that have no table of their own."""
    seen: dict[str, int] = {}
    every = [said for file in files for said in file.notes]
    for order, said in enumerate(every, start=1):
        facts: dict[str, Any] = {
            name: getattr(said, name) for name in _FACTS if getattr(said, name)
        }
        if said.agreed:
            facts["agreed"] = said.agreed.model_dump()
        when = period_of(said, said.date or said.by or said.period, "date")
        until = period_of(said, said.until, "until")
        shelf.keeper.keep(
            PlanNote,
            match={
                "strategy": strategy,
                "key": said.key or counted(said.at, seen, prefix=slugify(said.kind)),
            },
            values={
                "order": order,
                "kind": said.kind,
                "title": said.title or said.step,
                "text": said.text,
                "priority": shelf.priority(said, strategy.key, said.priority),
                "starts": when.start if when else None,
                "ends": until.end if until else when.end if when else None,
                "facts": facts,
                "flag": said.flag,
                "places": shelf.places(said, said.at),
            },
            links={
                "groups": shelf.groups(said, "groups", [*said.groups, *said.shared_with])
                + shelf.groups(said, "group", filter(None, [said.group])),
                "organisations": shelf.organisations(said, "organisations", said.organisations),
                "schemes": shelf.schemes_named(said, said.schemes),
            },
            said=said,
        )


def keep_said_of_priority(shelf: Shelf, priority: Priority, said: declare.DeclaredPriority) -> None:
    """Keep the achievements, challenges, concerns and actions ahead listed under a priority."""
    kinds = {
        "achievement": said.achievements,
        "challenge": said.challenges,
        "public_concern": said.public_concerns,
        "action_ahead": said.actions_ahead,
    }
    seen: dict[str, int] = {}
    for kind, every in kinds.items():
        for order, one in enumerate(every, start=1):
            prefix = f"{said.key}-{slugify(kind.replace('_', '-'))}"
            shelf.keeper.keep(
                PlanNote,
                match={
                    "strategy": priority.strategy,
                    "key": counted(one.at, seen, prefix=prefix),
                },
                values={
                    "order": said.number * 1000 + order,
                    "kind": kind,
                    "text": one.text,
                    "priority": priority,
                    "places": shelf.places(one, one.at),
                },
                said=one,
            )


def keep_ways(shelf: Shelf, strategy: Strategy, every: list[declare.DeclaredWay]) -> None:
    """Keep the ways of working."""
    for order, said in enumerate(every, start=1):
        shelf.keeper.keep(
            WayOfWorking,
            match={"strategy": strategy, "key": said.key},
            values={
                "order": order,
                "title": said.title,
                "text": said.text,
                "places": shelf.places(said, said.at),
            },
            said=said,
        )


def keep_factors(shelf: Shelf, strategy: Strategy, every: list[declare.DeclaredFactor]) -> None:
    """Keep the enabling factors and their points."""
    for order, said in enumerate(every, start=1):
        factor = shelf.keeper.keep(
            EnablingFactor,
            match={"strategy": strategy, "key": said.key},
            values={
                "order": order,
                "title": said.title,
                "places": shelf.places(said, said.at),
            },
            said=said,
        )
        for number, point in enumerate(said.points, start=1):
            shelf.keeper.keep(
                EnablingPoint,
                match={"factor": factor, "key": str(number)},
                values={
                    "order": number,
                    "text": point.text,
                    "places": shelf.places(point, point.at),
                },
                said=point,
            )


def keep_drivers(shelf: Shelf, strategy: Strategy, every: list[declare.DeclaredDriver]) -> None:
    """Keep what shaped the plan."""
    for order, said in enumerate(every, start=1):
        shelf.keeper.keep(
            PolicyDriver,
            match={"strategy": strategy, "key": slugify(said.title)[:120]},
            values={
                "order": order,
                "title": said.title,
                "years": said.years or [year for year in [said.year] if year],
                "kind": said.kind,
                "recent": said.recent,
                "note": said.note,
                "flag": said.flag,
                "places": shelf.places(said, said.at),
            },
            said=said,
        )
