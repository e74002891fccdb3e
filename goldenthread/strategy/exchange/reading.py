"""A StratML file read into an outline, or a sentence saying where it is wrong.

Entities, networks, document types and size are distrusted; nothing is fetched or expanded.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from lxml import etree

from goldenthread.commands import CannotDo
from goldenthread.declared import nearest
from goldenthread.strategy.exchange.outline import (
    MEASURES,
    PRIORITY,
    UNDER,
    Organisation,
    Outline,
    Part,
    Stakeholder,
    Value,
    kind_of,
)

ROOTS = ("StrategicPlan", "PerformancePlanOrReport")
LARGEST, MOST_PARTS = 5_000_000, 2_000


def read(content: bytes, name: str) -> Outline:
    """Read a StratML file of Part 1 or Part 2.

    name: of the file, for the sentences. Raises CannotDo for anything wrong with it.
    """
    root = _root(content, name)
    core = _one(root, "StrategicPlanCore")
    if core is None:
        raise CannotDo(f"{name}: has no StrategicPlanCore, so no goals. Is the file whole?")
    goals = _goals(core, name)
    told = _one(root, "AdministrativeInformation")
    return Outline(
        title=_title(root, name),
        text=_words(root, "Description"),
        other=_words(root, "OtherInformation"),
        organisations=tuple(_organisation(one) for one in _every(core, "Organization")),
        vision=_words(_one(core, "Vision"), "Description"),
        mission=_words(_one(core, "Mission"), "Description"),
        values=tuple(
            Value(_words(one, "Name"), _words(one, "Description")) for one in _every(core, "Value")
        ),
        goals=goals,
        starts=_day(told, "StartDate", name),
        ends=_day(told, "EndDate", name),
        published_on=_day(told, "PublicationDate", name),
        source=_words(told, "Source"),
        vision_identifier=_words(_one(core, "Vision"), "Identifier"),
        mission_identifier=_words(_one(core, "Mission"), "Identifier"),
        dropped=_dropped(root, goals),
    )


def _root(content: bytes, name: str) -> Any:
    if not content.strip():
        raise CannotDo(f"{name}: is empty. Export the plan again.")
    if len(content) > LARGEST:
        raise CannotDo(f"{name}: larger than 5 MB, which no plan is. Check that it is the file.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as why:
        line = getattr(why, "lineno", None) or 1
        said = str(why).split(", line")[0]
        raise CannotDo(f"{name}, line {line}: is not XML: {said}. Export it again.") from None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise CannotDo(f"{name}: declares a document type (DOCTYPE). Remove that line.")
    found = etree.QName(root).localname
    if found not in ROOTS:
        advice = nearest(found, ROOTS)
        raise CannotDo(f'{name}, line {root.sourceline}: "{found}" is no StratML plan. {advice}')
    return root


def _title(root: Any, name: str) -> str:
    title = _words(root, "Name")
    if not title:
        raise CannotDo(
            f"{name}: the plan has no Name. Write one under {etree.QName(root).localname}."
        )
    return title


def _goals(core: Any, name: str) -> tuple[Part, ...]:
    goals = tuple(_goal(one, name) for one in _every(core, "Goal"))
    if not goals:
        raise CannotDo(f"{name}, line {core.sourceline}: the plan has no Goal. Write at least one.")
    parts = [part for goal in goals for part in goal.walk()]
    if len(parts) > MOST_PARTS:
        raise CannotDo(
            f"{name}: holds {len(parts):,} goals and objectives; {MOST_PARTS:,} are the most."
        )
    seen: dict[str, int] = {}
    for part in parts:
        if part.identifier and part.identifier in seen:
            first = seen[part.identifier]
            raise CannotDo(
                f'{name}, line {part.line}: the Identifier "{part.identifier[:60]}" stands '
                f"already on line {first}. Give each its own."
            )
        seen[part.identifier] = part.line
    return goals


def _goal(element: Any, name: str) -> Part:
    goal = _part(element, PRIORITY, name)
    objectives = [
        _part(one, kind_of(_words(one, "Identifier"), _words(one, "OtherInformation")), name)
        for one in _every(element, "Objective")
    ]
    return replace(goal, parts=_nested(objectives))


def _nested(flat: list[Part]) -> tuple[Part, ...]:
    """Put each part under the one whose keys begin its own; StratML itself is flat."""
    known = {(one.kind, one.keys) for one in flat if one.keys}
    below: dict[tuple[str, tuple[str, ...]], list[Part]] = {}
    top: list[Part] = []
    for part in flat:
        above = [
            (kind, part.keys[:-1])
            for kind, may in UNDER.items()
            if part.kind in may and part.keys and (kind, part.keys[:-1]) in known
        ]
        (below.setdefault(above[0], []) if above else top).append(part)
    return tuple(_with_below(part, below) for part in top)


def _with_below(part: Part, below: dict[tuple[str, tuple[str, ...]], list[Part]]) -> Part:
    under = below.get((part.kind, part.keys), []) if part.keys else []
    return replace(part, parts=tuple(_with_below(one, below) for one in under))


def _part(element: Any, kind: str, name: str) -> Part:
    told = _words(element, "Name") or _words(element, "Description")
    if not told and kind != MEASURES:
        found = etree.QName(element).localname
        raise CannotDo(
            f"{name}, line {element.sourceline}: this {found} has neither Name nor Description. "
            "Give it one."
        )
    return Part(
        kind=kind,
        name=_words(element, "Name"),
        text=_words(element, "Description"),
        identifier=_words(element, "Identifier"),
        sequence=_words(element, "SequenceIndicator"),
        stakeholders=_stakeholders(element),
        other=_words(element, "OtherInformation"),
        line=element.sourceline,
    )


def _organisation(element: Any) -> Organisation:
    return Organisation(
        _words(element, "Name"),
        _words(element, "Acronym"),
        _words(element, "Identifier"),
        _words(element, "Description"),
        _stakeholders(element),
    )


def _stakeholders(element: Any) -> tuple[Stakeholder, ...]:
    return tuple(
        Stakeholder(
            _words(one, "Name"), _words(one, "Description"), one.get("StakeholderTypeType", "")
        )
        for one in _every(element, "Stakeholder")
    )


def _dropped(root: Any, goals: tuple[Part, ...]) -> tuple[str, ...]:
    """Say what the file holds that a draft does not take over."""
    measures = sum(1 for _ in root.iter("{*}PerformanceIndicator"))
    told = []
    if any(True for _ in root.iter("{*}Submitter")):
        told.append("Who submitted the file: a person's name and address stay out.")
    if measures:
        some = "1 performance indicator" if measures == 1 else f"{measures} performance indicators"
        told.append(f"{some}: choose the plan's measures from the indicators declared here.")
    if any(part.kind == MEASURES for goal in goals for part in goal.walk()):
        told.append("Headings that only hold measures.")
    return tuple(told)


def _day(told: Any, element: str, name: str) -> date | None:
    words = _words(told, element)
    if not words:
        return None
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        line = _one(told, element).sourceline
        raise CannotDo(
            f'{name}, line {line}: {element} is "{words[:40]}", which is no day. '
            "Write it like 2026-03-31."
        ) from None


def _words(parent: Any, element: str) -> str:
    found = _one(parent, element) if parent is not None else None
    return "".join(found.itertext()).strip() if found is not None else ""


def _one(parent: Any, element: str) -> Any:
    return parent.find(f"{{*}}{element}")


def _every(parent: Any, element: str) -> list[Any]:
    return parent.findall(f"{{*}}{element}")
