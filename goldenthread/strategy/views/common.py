"""What the pages of plans share: finding a plan, a form on a page, and asking before a decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.accounts.asking import Request
from goldenthread.partnership.models import Stated
from goldenthread.partnership.showing import or_404
from goldenthread.strategy import queries, rules
from goldenthread.strategy.models import CaseStudy, Strategy
from goldenthread.strategy.showing import crumbs


def plan_or_404(request: Request, key: str) -> Strategy:
    """Give a plan that this person may see; a draft does not exist for those who may not."""
    found: Strategy = or_404(queries.plan(request.partnership, key, by=request.user))
    found.partnership = request.partnership
    return found


def is_current(request: Request, strategy: Strategy) -> bool:
    """Say whether a plan is the one whose measures have pages of their own (`kpi`)."""
    if strategy.status != rules.ADOPTED or strategy.kind != rules.PARTNERSHIP_PLAN:
        return False
    current = queries.current_plan(request.partnership, by=request.user)
    return current is not None and current.pk == strategy.pk


def tell_check(request: Request, item: Stated) -> None:
    """Say what the anonymity check found in a case study that was written just now, if it did."""
    if not isinstance(item, CaseStudy) or not item.findings:
        return
    words = ", ".join(f"“{found['words']}”" for found in item.findings)
    messages.warning(
        request,
        f"The anonymity check found words that may point to a person: {words}. "
        "It is not shown to the public until they are changed, or accepted with a reason.",
    )


def form_page(
    request: Request,
    strategy: Strategy | None,
    form: Any,
    title: str,
    back: str,
    submit: str = "Save",
    about: str = "",
) -> HttpResponse:
    """Give a page with a form; without a plan where none stands yet."""
    context = {
        "form": form,
        "title": title,
        "about": about,
        "submit": submit,
        "cancel_url": back,
        "strategy": strategy,
        "breadcrumbs": crumbs(strategy) if strategy else [],
    }
    return render(request, "strategy/form.html", context)


def confirm_page(
    request: Request,
    strategy: Strategy,
    form: Any,
    title: str,
    told: list[str],
    submit: str,
    back: str,
    *,
    error: str = "",
) -> HttpResponse:
    """Ask before a decision: what will follow from it, and its form where it needs one."""
    context = {
        "form": form,
        "title": title,
        "consequences": told,
        "submit": submit,
        "error": error,
        "cancel_url": back,
        "breadcrumbs": crumbs(strategy),
    }
    return render(request, "strategy/confirm.html", context)
