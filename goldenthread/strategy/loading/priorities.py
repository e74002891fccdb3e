"""Priorities and what stands under them."""

from django.utils import timezone

from goldenthread.declared import Places
from goldenthread.partnership.keeping import find
from goldenthread.strategy import declarations as declare
from goldenthread.strategy import rules
from goldenthread.strategy.loading.shelf import Shelf, find_under
from goldenthread.strategy.models import (
    Aim,
    Area,
    CaseStudy,
    Deliverable,
    Mechanism,
    Priority,
    Strategy,
    SubTheme,
    WorkArea,
)


def keep_priority(shelf: Shelf, strategy: Strategy, said: declare.DeclaredPriority) -> Priority:
    """Keep a priority with its areas, aims and sub-themes."""
    priority = shelf.keeper.keep(
        Priority,
        match={"strategy": strategy, "key": said.key},
        values={
            "order": said.number,
            "number": said.number,
            "title": said.title,
            "short_title": said.short,
            "why": said.why.strip(),
            "duties": sorted(set(said.duties)),
            "lead_group": shelf.group(said, "lead_group", said.lead_group),
            "lead_group_places": shelf.places(said, said.lead_group_at, "lead_group_at"),
            "places": shelf.places(said, said.at),
        },
        said=said,
    )
    priority.strategy = strategy
    shelf.priorities.setdefault(strategy.key, {})[said.key] = priority
    _areas(shelf, priority, said.areas)
    _aims(shelf, priority, said.aims)
    for order, sub in enumerate(said.sub_themes, start=1):
        values = {"order": order, "title": sub.title, "places": shelf.places(sub, sub.at)}
        shelf.sub_themes.setdefault(strategy.key, {})[said.key, sub.key] = shelf.keeper.keep(
            SubTheme, match={"priority": priority, "key": sub.key}, values=values, said=sub
        )
    return priority


def _areas(shelf: Shelf, priority: Priority, every: list[declare.DeclaredArea]) -> None:
    for order, said in enumerate(every, start=1):
        shelf.areas.setdefault(priority.strategy.key, {})[priority.key, said.key] = (
            shelf.keeper.keep(
                Area,
                match={"priority": priority, "key": said.key},
                values={
                    "order": order,
                    "title": said.title,
                    "kind": said.kind,
                    "places": shelf.places(said, said.at),
                },
                said=said,
            )
        )


def _aims(shelf: Shelf, priority: Priority, every: list[declare.DeclaredAim]) -> None:
    for order, said in enumerate(every, start=1):
        if not said.as_drafted and said.draft is None:
            raise said.mistake("as_drafted", "is false, so give the draft's wording in `draft`.")
        draft_at: Places = said.draft.at if said.draft else said.at_draft
        shelf.keeper.keep(
            Aim,
            match={"priority": priority, "key": said.key},
            values={
                "order": order,
                "title": said.title,
                "drafted": said.draft.text if said.draft else "",
                "draft_places": shelf.places(said, draft_at or said.at_draft, "at_draft"),
                "places": shelf.places(said, said.at),
            },
            said=said,
        )


def keep_mechanisms(
    shelf: Shelf, strategy: Strategy, every: list[declare.DeclaredMechanism]
) -> dict[str, Mechanism]:
    """Keep the plans through which work areas are carried out."""
    return {
        said.key: shelf.keeper.keep(
            Mechanism,
            match={"strategy": strategy, "key": said.key},
            values={
                "order": order,
                "title": said.title,
                "aliases": said.aliases,
                "status": said.status,
                "owner_group": shelf.group(said, "owner_group", said.owner_group),
                "note": said.note,
                "flag": said.flag,
                "places": shelf.places(said, said.at),
            },
            said=said,
        )
        for order, said in enumerate(every, start=1)
    }


def keep_work(
    shelf: Shelf,
    strategy: Strategy,
    every: list[declare.DeclaredPriority],
    mechanisms: dict[str, Mechanism],
) -> None:
    """Keep the work areas of all priorities, then their deliverables."""
    areas = shelf.work_areas.setdefault(strategy.key, {})
    pairs = [(said, one) for said in every for one in said.work_areas]
    for order, (said, one) in enumerate(pairs, start=1):
        areas[said.key, one.key] = shelf.keeper.keep(
            WorkArea,
            match={"priority": shelf.priorities[strategy.key][said.key], "key": one.key},
            values={
                "order": order,
                "title": one.title,
                "aliases": one.aliases,
                "places": shelf.places(one, one.at),
            },
            links={
                "mechanisms": [
                    find(one, "mechanisms", name, mechanisms, "mechanism")
                    for name in one.mechanisms
                ]
            },
            said=one,
        )
    for said, one in pairs:
        for deliverable in one.deliverables:
            _deliverable(shelf, areas[said.key, one.key], deliverable, areas)


def _deliverable(
    shelf: Shelf,
    area: WorkArea,
    said: declare.DeclaredDeliverable,
    areas: dict[tuple[str, str], WorkArea],
) -> None:
    places = shelf.places(said, said.at)
    here = area.priority.key
    whole = shelf.keeper.keep(
        Deliverable,
        match={"work_area": area, "key": str(said.order)},
        values={
            "order": said.order * 100,
            "title": said.title,
            "heading": said.heading,
            "parent": None,
            "flag": said.flag,
            "places": places,
        },
        links={
            "shared_with": [
                areas.get((here, name)) or _elsewhere(said, name, areas)
                for name in said.shared_with
            ]
        },
        said=said,
    )
    for number, title in enumerate(said.items, start=1):
        shelf.keeper.keep(
            Deliverable,
            match={"work_area": area, "key": f"{said.order}-{number}"},
            values={
                "order": said.order * 100 + number,
                "title": title,
                "parent": whole,
                "places": places,
            },
            said=said,
        )


def _elsewhere(
    said: declare.DeclaredDeliverable, name: str, areas: dict[tuple[str, str], WorkArea]
) -> WorkArea:
    """Give the work area of another priority that a deliverable is shared with."""
    found = find_under(said, "shared_with", name, areas, "work area")
    if found is None:
        raise said.mistake("shared_with", "names nothing. Leave it out, or name a work area.")
    return found


def keep_case_studies(shelf: Shelf, priority: Priority, said: declare.DeclaredPriority) -> None:
    """Keep case studies, each checked for words that could point to a person.

    One in which the check finds nothing is published; any other waits for a named person.
    """
    for order, one in enumerate(said.case_studies, start=1):
        found = rules.identifying(f"{one.title}\n{one.summary}")
        before = shelf.keeper.tally.new + shelf.keeper.tally.changed
        study = shelf.keeper.keep(
            CaseStudy,
            match={"priority": priority, "key": one.key},
            values={
                "order": order,
                "title": one.title,
                "summary": one.summary.strip(),
                "printed_with": one.printed_with.model_dump(),
                "findings": [{"kind": each.kind, "words": each.words} for each in found],
                "places": shelf.places(one, one.at),
            },
            links={
                "schemes": shelf.schemes_named(one, one.schemes),
                "organisations": shelf.organisations(one, "organisations", one.organisations),
            },
            said=one,
        )
        if shelf.keeper.tally.new + shelf.keeper.tally.changed > before:
            study.checked_at, study.checked_by = timezone.now(), "the software"
            study.accepted_by, study.accepted_reason, study.accepted_at = None, "", None
            study.published = not found
            study.save()
