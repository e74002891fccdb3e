"""The list of awards and the page of one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.audit.queries import history_of
from goldenthread.funding import keeping, queries, rules, showing
from goldenthread.funding.choosing import AwardFilter
from goldenthread.funding.models import Award
from goldenthread.funding.rules import pounds
from goldenthread.partnership.showing import (
    crumb,
    found,
    history_items,
    holds,
    or_404,
    with_query,
)
from goldenthread.tables import arranged, as_csv

ON_A_PAGE = 25


@needs("public.read")
def awards(request: Request) -> HttpResponse:
    """Every award, to be searched, filtered and sorted."""
    form, every, kept = _asked(request)
    columns = showing.AWARD_COLUMNS
    shown = arranged(request, kept, columns, first="title", on_a_page=ON_A_PAGE)
    money = queries.money_of(every).only(form.keeps)
    context = {
        "form": form,
        "every": every,
        "found": found(len(kept), len(every), "award", "awards"),
        "total": pounds(money.total),
        "apart": showing.apart(money),
        "table": {
            "id": "awards",
            "caption": "Awards",
            "columns": shown.columns,
            "rows": [showing.award_row(one) for one in shown.page.object_list],
            "csv_url": with_query(request, "awards_csv"),
        },
        "page": shown.page,
        "may_edit": holds(request, "funding.edit"),
        "breadcrumbs": [crumb("Money", "money")],
    }
    return render(request, "funding/awards.html", context)


def _asked(request: Request) -> tuple[AwardFilter, list[Award], list[Award]]:
    every = list(queries.awards_seen(request.partnership, by=request.user))
    form = AwardFilter(request.GET, awards=every)
    form.is_valid()
    return form, every, [one for one in every if form.keeps(one)]


@needs("public.read")
def awards_csv(request: Request) -> HttpResponse:
    """The awards that the page shows, all of them, as a table to download."""
    _, _, kept = _asked(request)
    ordered = arranged(request, kept, showing.AWARD_COLUMNS, first="title").rows
    rows = (showing.award_csv(one, request.partnership) for one in ordered)
    return as_csv("awards", showing.AWARD_HEAD, rows)


@needs("public.read")
def award(request: Request, key: str) -> HttpResponse:
    """One award: the sum, from whom, to whom, what for, what it serves, and what became of it."""
    one = or_404(queries.award_seen(request.partnership, key, by=request.user))
    one.partnership = request.partnership
    state, tone = rules.STATES[one.state_on(timezone.localdate())]
    parts = queries.parts_of(one, by=request.user)
    context = {
        "one": one,
        "state": state,
        "tone": tone,
        "counted": rules.STANDINGS[one.counted],
        "kind": one.get_kind_display(),
        "parts": _parts(one, parts),
        "turns": [_turn(other, one) for other in queries.of_scheme(one, by=request.user)],
        "steps": _steps(one),
        "sees_kept": holds(request, "funding.read"),
        "breadcrumbs": [crumb("Money", "money"), crumb("Awards", "awards")],
    }
    return render(request, "funding/award.html", context)


@needs("funding.read")
def spending(request: Request, key: str) -> HttpResponse:
    """What happened to an award: claims and payments against its profile, variations, reviews."""
    one = or_404(queries.award_seen(request.partnership, key, by=request.user))
    one.partnership = request.partnership
    kept = queries.kept_of(one)
    state, tone = rules.STATES[one.state_on(timezone.localdate())]
    context = {
        "one": one,
        "state": state,
        "tone": tone,
        "profile": keeping.profile_table(kept),
        "claims": keeping.claims_table(one, kept, may_agree=holds(request, "funding.agree_claim")),
        "payments": keeping.payments_table(kept),
        "variations": keeping.variations(kept),
        "reviews": kept.reviews,
        "review_due": keeping.review_due(one, kept, on=timezone.localdate()),
        "may_edit": holds(request, "funding.edit"),
        "history": history_items(history_of(one), showing.WHAT),
        "breadcrumbs": [
            crumb("Money", "money"),
            crumb("Awards", "awards"),
            {"label": one.title, "url": one.get_absolute_url()},
        ],
    }
    return render(request, "funding/spending.html", context)


def _parts(one: Award, parts: list[Award]) -> dict[str, Any] | None:
    """Give the known parts of a sum with what is left of it."""
    if not parts or one.amount is None:
        return None
    known = rules.total(part.amount for part in parts if part.amount is not None)
    left = one.amount - known
    rows = [[{"url": part.get_absolute_url(), "text": part.title}, showing.sum_cell(part)]
            for part in parts]  # fmt: skip
    name = "Not shown in parts" if left >= 0 else "More than the sum that holds them"
    return {
        "id": "parts",
        "caption": "What it is made up of",
        "columns": [{"label": "Part"}, {"label": "Sum", "numeric": True}],
        "rows": [*rows, [name, showing.number(pounds(abs(left)))]] if left else rows,
        "total": ["The whole award", showing.number(pounds(one.amount))],
    }


def _turn(other: Award, one: Award) -> dict[str, Any]:
    return {"award": other, "is_here": other.pk == one.pk, "sum": other.said}


def _steps(one: Award) -> list[dict[str, Any]]:
    """Give the way from the plan down to this award, for components/thread.html."""
    steps: list[dict[str, Any]] = []
    if one.priority:
        plan = one.priority.strategy
        steps = [
            {"label": "Plan", "title": str(plan), "url": reverse("strategy", args=[plan.key])},
            {
                "label": "Priority",
                "title": str(one.priority),
                "url": reverse("priority", args=[plan.key, one.priority.key]),
            },
        ]
    if one.commitment:
        at = reverse("commitment", args=[one.commitment.strategy.key, one.commitment.key])
        steps.append({"label": "Commitment", "title": str(one.commitment), "url": at})
    return [*steps, {"label": "Award", "title": one.title, "current": True}]
