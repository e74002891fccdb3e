"""What became of each priority, generation by generation, and mutual regard with the police plan.

A table covers three generations at a time: the middle one's priorities are its rows, with what
led to each on one side and what became of it on the other, so that each link is told once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.strategy import queries
from goldenthread.strategy.models import CrosswalkLink, MutualRegard, Priority, Strategy
from goldenthread.strategy.queries import Generation
from goldenthread.strategy.views.registers import showing
from goldenthread.tables import as_csv

RELATIONS = {
    "continues": "Continues",
    "merged": "Merged with others",
    "split": "Split off",
    "widened": "Widened",
    "narrowed": "Narrowed",
    "moved to assurance": "Moved to assurance",
    "ended": "Ended",
    "new": "New",
}
MEANINGS = {
    "continues": "It stays a priority, under this or a like name.",
    "merged": "It becomes part of a priority together with others.",
    "split": "A part of it leaves and stands elsewhere.",
    "widened": "It takes in more than before.",
    "narrowed": "Only a part of it stays in view.",
    "moved to assurance": "It is no longer championed; a group reports on it to the Board.",
    "ended": "The later plan does not name it.",
    "new": "The earlier plan does not name it.",
}


@dataclass
class Strand:
    """One priority of the middle plan (None: none) with links from before and to what follows."""

    middle: Priority | None
    before: list[CrosswalkLink] = field(default_factory=list)
    after: list[CrosswalkLink] = field(default_factory=list)


@dataclass(frozen=True)
class Window:
    """Two or three generations side by side; `last` is None where there are but two."""

    first: Strategy
    middle: Strategy
    last: Strategy | None
    strands: list[Strand]


def windows(generations: list[Generation], links: Iterable[CrosswalkLink]) -> list[Window]:
    """Lay generations out, three at a time, oldest first; none where there are fewer than two."""
    every = list(links)
    if len(generations) == 2:
        first, middle = generations
        return [_window(first.strategy, middle, None, every)]
    return [
        _window(first.strategy, middle, last.strategy, every)
        for first, middle, last in zip(generations, generations[1:], generations[2:], strict=False)
    ]


def _window(
    first: Strategy, middle: Generation, last: Strategy | None, links: list[CrosswalkLink]
) -> Window:
    strands = {one.pk: Strand(one) for one in middle.priorities}
    loose = Strand(None)
    for link in links:
        origin = link.from_priority.strategy_id if link.from_priority else None
        to = link.to_strategy_id
        if link.from_priority and origin == middle.strategy.pk:
            if last is None or to in (None, last.pk):
                strands[link.from_priority_id or 0].after.append(link)
        elif to == middle.strategy.pk and origin in (None, first.pk):
            strands.get(link.to_priority_id or 0, loose).before.append(link)
        elif origin == first.pk and to is None:
            loose.before.append(link)
        elif last is not None and to == last.pk and origin in (None, first.pk):
            loose.after.append(link)
    shown = [*strands.values(), *([loose] if loose.before or loose.after else [])]
    return Window(first, middle.strategy, last, shown)


@needs("public.read")
def crosswalk(request: Request) -> HttpResponse:
    """What became of each priority, and its regard to the police and crime plan."""
    generations = queries.generations(request.partnership, by=request.user)
    links = queries.crosswalk_seen(request.partnership, by=request.user)
    shown = windows(generations, links)
    context = {
        "windows": [_shown(one) for one in shown],
        "relations": [(RELATIONS[key], what) for key, what in MEANINGS.items()],
        "regards": list(queries.regards_seen(request.partnership, by=request.user)),
        "csv_url": reverse("crosswalk_csv"),
        "regard_csv_url": reverse("mutual_regard_csv"),
    }
    return render(request, "strategy/crosswalk.html", context)


def _shown(window: Window) -> dict[str, Any]:
    return {
        "first": window.first,
        "middle": window.middle,
        "last": window.last,
        "heads": [showing.years(one) for one in (window.first, window.middle, window.last) if one],
        "strands": [
            {
                "middle": one.middle,
                "url": _url(one.middle, window.middle),
                "none": "Nothing is recorded" if one.middle else "None",
                "before": [_origin(link, window) for link in one.before],
                "after": [_result(link) for link in one.after],
            }
            for one in window.strands
        ],
    }


def _url(one: Priority | None, plan: Strategy) -> str:
    return reverse("priority", args=[plan.key, one.key]) if one else ""


def _origin(link: CrosswalkLink, window: Window) -> dict[str, str]:
    """Say what led to the priority in the middle."""
    one = link.from_priority
    return {
        "name": str(one) if one else f"Nothing in {showing.years(window.first)}",
        "url": showing.priority_url(one) if one else "",
        "relation": relation(link),
        "note": link.note,
    }


def _result(link: CrosswalkLink) -> dict[str, str]:
    """Say what became of the priority in the middle."""
    return {
        "name": _where_to(link),
        "url": _where_to_url(link),
        "relation": relation(link),
        "note": link.note,
    }


def relation(link: CrosswalkLink) -> str:
    """Say in words how one lives on in the other."""
    return RELATIONS.get(link.relation, link.relation.capitalize())


def _where_to(link: CrosswalkLink) -> str:
    if link.to_area:
        title = link.to_area.title
        return f"{title[:1].upper()}{title[1:]}, {link.to_area.get_kind_display().lower()}"
    if link.to_priority:
        return str(link.to_priority)
    return f"{link.to_strategy} as a whole" if link.to_strategy else ""


def _where_to_url(link: CrosswalkLink) -> str:
    plan = link.to_strategy or (link.to_priority.strategy if link.to_priority else None)
    if plan is None:
        return ""
    if link.to_area:
        return reverse("area", args=[plan.key, link.to_area.priority.key, link.to_area.key])
    if link.to_priority:
        return reverse("priority", args=[plan.key, link.to_priority.key])
    return reverse("strategy", args=[plan.key])


@needs("public.read")
def crosswalk_csv(request: Request) -> HttpResponse:
    """Every link of the crosswalk as a table to download."""
    head = ("from_plan", "from_priority", "relation", "to_plan", "to_priority", "to_area", "note")
    links = queries.crosswalk_seen(request.partnership, by=request.user)
    return as_csv("crosswalk", head, (_csv_row(link) for link in links))


def _csv_row(link: CrosswalkLink) -> list[str]:
    return [
        link.from_priority.strategy.title if link.from_priority else "",
        link.from_priority.title if link.from_priority else "",
        relation(link),
        link.to_strategy.title if link.to_strategy else "",
        link.to_priority.title if link.to_priority else "",
        link.to_area.title if link.to_area else "",
        link.note,
    ]


@needs("public.read")
def mutual_regard_csv(request: Request) -> HttpResponse:
    """Each priority beside the themes of the police and crime plan, as a table to download."""
    head = ("plan", "priority", "police_and_crime_plan", "theme", "sub_theme", "note")
    regards = queries.regards_seen(request.partnership, by=request.user)
    return as_csv("mutual-regard", head, (_regard_row(one) for one in regards))


def _regard_row(one: MutualRegard) -> list[str]:
    return [
        one.priority.strategy.title,
        one.priority.title,
        one.theme.strategy.title,
        one.theme.title,
        one.sub_theme.title if one.sub_theme else "",
        one.note,
    ]
