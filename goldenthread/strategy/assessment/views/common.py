"""What the pages of assessments share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.accounts.asking import Request
from goldenthread.partnership.showing import or_404
from goldenthread.strategy.assessment import queries, rules
from goldenthread.strategy.assessment.showing import crumbs
from goldenthread.strategy.models import Assessment, AssessmentStatement


def assessment_or_404(request: Request, year: int) -> Assessment:
    """Give the assessment of a year that this person may see."""
    found: Assessment = or_404(queries.assessment(request.partnership, year, by=request.user))
    found.partnership = request.partnership
    return found


def statement_or_404(request: Request, year: int, number: int) -> AssessmentStatement:
    """Give a statement to be worked on; it does not exist for those who may not write."""
    one = assessment_or_404(request, year)
    found: AssessmentStatement = or_404(queries.statement(one, number, by=request.user))
    found.assessment, found.partnership = one, request.partnership
    return found


def form_page(
    request: Request, one: Assessment | None, form: Any, title: str, submit: str, back: str,
    *, about: str = "",
) -> HttpResponse:  # fmt: skip
    """Give a page with one form. Whoever writes sees both layers, so the page is marked."""
    context = {
        "form": form, "title": title, "about": about, "submit": submit, "cancel_url": back,
        "breadcrumbs": crumbs(one), "marking": rules.MARKING if one else "",
    }  # fmt: skip
    return render(request, "strategy/form.html", context)


def confirm_page(
    request: Request, one: Assessment, form: Any, title: str, told: list[str], submit: str,
    back: str,
) -> HttpResponse:  # fmt: skip
    """Ask before a decision: what will follow from it."""
    context = {
        "form": form, "title": title, "consequences": told, "submit": submit, "cancel_url": back,
        "breadcrumbs": crumbs(one), "marking": rules.MARKING,
    }  # fmt: skip
    return render(request, "strategy/confirm.html", context)
