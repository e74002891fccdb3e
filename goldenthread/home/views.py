"""The front page, my work, search, the record, and the pages about this site."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.accounts import rules as roles_rules
from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.audit import queries as audit
from goldenthread.home import queries
from goldenthread.home import search as searching

RESULTS_ON_A_PAGE, EVENTS_ON_A_PAGE = 20, 100


@needs("public.read")
def front(request: Request) -> HttpResponse:
    """What the partnership is for, how it stands, and the ways into everything."""
    context = queries.front_page(request.partnership, by=request.user)
    return render(request, "home/front.html", context)


@needs("home.my_work")
def my_work(request: Request) -> HttpResponse:
    """What waits for this person, the most urgent first."""
    context = queries.work_of(request.partnership, by=request.user)
    return render(request, "home/my_work.html", context)


@needs("public.read")
def search(request: Request) -> HttpResponse:
    """Search over everything that this person may see."""
    typed, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    every = searching.find(request.partnership, typed, by=request.user)
    shown = [one for one in every if one.kind == kind] if kind else every
    context = {
        "typed": typed,
        "search_text": typed,
        "kind": kind,
        "kinds": sorted(Counter(one.kind for one in every).items()),
        "cut": len(every) == searching.MOST,
        "page": Paginator(shown, RESULTS_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "home/search.html", context)


@needs("audit.read", hidden=True)
def record(request: Request) -> HttpResponse:
    """Everything that was done, newest first."""
    events = audit.events_of(request.partnership, by=request.user)
    page = Paginator(events, EVENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    table = {
        "id": "record",
        "caption": "What was done, newest first",
        "columns": [{"label": label} for label in ("When", "What", "To what", "By whom", "Seal")],
        "rows": [
            [
                f"{event.at:%-d %B %Y, %H:%M}",
                event.verb.replace(".", ": ").replace("_", " "),
                event.about_name,
                event.by_name,
                event.hash[:12],
            ]
            for event in page
        ],
    }
    return render(request, "home/record.html", {"table": table, "page": page})


@needs("public.read")
def roles(request: Request) -> HttpResponse:
    """Every role, who may hold it, and what it allows."""
    shown = [
        {
            "key": role.key,
            "name": role.name,
            "who_may_hold_it": role.who_may_hold_it,
            "needs_mfa": role.needs_mfa,
            "allows": [
                (roles_rules.PERMISSIONS[name], scope == roles_rules.OWN)
                for name, scope in role.may.items()
            ],
        }
        for role in roles_rules.ROLES.values()
    ]
    return render(request, "home/roles.html", {"roles": shown})


@needs("public.read")
def about_figures(request: Request) -> HttpResponse:
    """How a number gets onto a page."""
    return render(request, "home/about_figures.html")


@needs("public.read")
def accessibility(request: Request) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "home/accessibility.html")


@needs("public.read")
def privacy(request: Request) -> HttpResponse:
    """What is kept about whoever uses the site."""
    return render(request, "home/privacy.html")
