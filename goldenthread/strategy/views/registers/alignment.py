"""The alignment matrix: what other bodies' plans say on each of our priorities."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.showing import crumb, with_query
from goldenthread.strategy import queries
from goldenthread.strategy.models import AlignedPlan, Strategy
from goldenthread.strategy.queries import Matrix
from goldenthread.strategy.register_forms import PlanChoice
from goldenthread.tables import as_csv

NONE = "none"


@needs("public.read")
def alignment(request: Request) -> HttpResponse:
    """One plan's priorities against the plans of others, cell by cell in words."""
    every = list(queries.plans_with_matrix(request.partnership, by=request.user))
    plan = _plan(request, every)
    matrix = queries.alignment_matrix(plan) if plan else Matrix([], [])
    context = {
        "plan": plan,
        "form": PlanChoice({"plan": plan.key}, plans=every) if plan and len(every) > 1 else None,
        "matrix": matrix,
        "heads": _heads(matrix),
        "rows": _rows(matrix),
        "plan_places": [place for one in matrix.plans for place in one.places],
        "cells": len(matrix.plans) * len(matrix.rows),
        "csv_url": with_query(request, "alignment_csv"),
        "breadcrumbs": [crumb(plan.title, "strategy", plan.key)] if plan else [],
    }
    return render(request, "strategy/alignment.html", context)


def _plan(request: Request, every: list[Strategy]) -> Strategy | None:
    """Give the plan that the address asks for; where it names none that has a matrix, the newest.

    A plan somebody may not see is not among them.
    """
    asked = request.GET.get("plan", "")
    return next((one for one in every if one.key == asked), every[0] if every else None)


def _heads(matrix: Matrix) -> list[dict[str, Any]]:
    """Give the columns: the other plan, and how many of our priorities it speaks of."""
    return [
        {"plan": plan, "filled": sum(row.cells[number] is not None for row in matrix.rows)}
        for number, plan in enumerate(matrix.plans)
    ]


def _rows(matrix: Matrix) -> list[dict[str, Any]]:
    return [
        {
            "priority": row.priority,
            "filled": row.filled,
            "places": [place for cell in row.cells if cell for place in cell.places],
            "cells": [
                {"plan": plan, "cell": cell, "entries": cell.entries if cell else []}
                for plan, cell in zip(matrix.plans, row.cells, strict=True)
            ],
        }
        for row in matrix.rows
    ]


@needs("public.read")
def alignment_csv(request: Request) -> HttpResponse:
    """The matrix as a table to download: a row for each priority, a column for each plan."""
    plan = _plan(request, list(queries.plans_with_matrix(request.partnership, by=request.user)))
    matrix = queries.alignment_matrix(plan) if plan else Matrix([], [])
    head = ("priority", *(_named(one) for one in matrix.plans), "filled")
    rows = (
        (
            row.priority.title,
            *("; ".join(cell.entries) if cell else NONE for cell in row.cells),
            row.filled,
        )
        for row in matrix.rows
    )
    return as_csv("alignment", head, rows)


def _named(one: AlignedPlan) -> str:
    return " ".join(filter(None, [one.title, one.period_printed]))
