"""What every page knows: whose page it is and the ways through the house."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from goldenthread.accounts.matrix import pages
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person, may


@dataclass(frozen=True)
class Way:
    """A page of the navigation, shown to those who may open it. name: as in `urls.py`."""

    label: str
    name: str


@dataclass(frozen=True)
class Section:
    """One part of the house as readers see it.

    ways: its pages; the first that somebody may open is where the section leads.
    homes: where its views stand; the longest that fits tells which section a page belongs to.
    """

    label: str
    ways: tuple[Way, ...]
    homes: tuple[str, ...]


SECTIONS = (
    Section(
        "Plan",
        (
            Way("Plan on a page", "plan_on_a_page"),
            Way("All plans", "strategies"),
            Way("Commitments", "commitments"),
            Way("Assessments", "assessments"),
        ),
        ("strategy",),
    ),
    Section("Groups", (Way("Groups", "groups"),), ("partnership",)),
    Section(
        "Meetings",
        (
            Way("Meetings", "meetings"),
            Way("Decisions", "decisions"),
            Way("Actions given", "meeting_actions"),
            Way("What is owed", "programme"),
            Way("Assurance", "assurance"),
            Way("Escalations", "escalations"),
        ),
        ("governance",),
    ),
    Section(
        "Evidence",
        (
            Way("Indicators", "indicators"),
            Way("Places", "places"),
            Way("Hotspots", "hotspots"),
            Way("Data", "releases"),
        ),
        ("indicators", "places", "sources", "hotspots"),
    ),
    Section("Delivery", (Way("Delivery", "delivery_plans"),), ("delivery",)),
    Section("Money", (Way("Money", "money"),), ("funding",)),
    Section(
        "What worked",
        (
            Way("What worked", "what_works"),
            Way("Interventions", "interventions"),
            Way("How much could a plan see?", "plan_intervention"),
        ),
        ("evaluation",),
    ),
    Section(
        "Reports",
        (Way("Reports", "reports"), Way("Check figures", "check_figures")),
        ("publishing",),
    ),
    Section(
        "Cases",
        (
            Way("Cases", "cases"),
            Way("What waits for me", "my_cases"),
            Way("Referred to me", "referred_to_me"),
            Way("Meetings on cases", "problem_meetings"),
            Way("Powers in force", "power_register"),
            Way("Kinds of case", "case_kinds"),
            Way("Case records", "case_records"),
        ),
        ("casework",),
    ),
    Section(
        "Report a problem",
        (Way("Report a problem", "report_start"),),
        ("casework.views.front_door",),
    ),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the partnership, the main navigation, and the pages of the section this page is in."""
    partnership = getattr(request, "partnership", None)
    user = getattr(request, "user", None)
    here = section_of(request)
    nav, beside = [], []
    for section in SECTIONS:
        ways = [one for one in section.ways if _open_to(user, one, partnership) and _url(one.name)]
        if not ways:
            continue
        first = _url(ways[0].name)
        nav.append({"label": section.label, "url": first, "current": section is here})
        if section is here and len(ways) > 1:
            beside = [_linked(one, request.path) for one in ways]
    return {"partnership": partnership, "nav": nav, "nav_beside": beside}


def section_of(request: HttpRequest) -> Section | None:
    """Give the section in which the view of a page stands; None on the front page and its like."""
    match = getattr(request, "resolver_match", None)
    where = f"{match.func.__module__}." if match else ""
    fitting = [
        (len(home), section)
        for section in SECTIONS
        for home in section.homes
        if where.startswith(f"goldenthread.{home}.")
    ]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


@cache
def _asked() -> dict[str, str | None]:
    """Give each page's permission by its name."""
    return {one.name: one.permission for one in pages()}


def _open_to(user: Person | None, way: Way, partnership: Partnership | None) -> bool:
    asked = _asked().get(way.name)
    return bool(asked and partnership and user and may(user, asked, on=partnership))


def _linked(way: Way, path: str) -> dict[str, Any]:
    url = _url(way.name)
    return {"label": way.label, "url": url, "current": path == url}


def _url(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
