"""The page of an indicator as the adopted plan uses it: role, target, owner, and how it stands."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.indicators.asking import Asked, asked
from goldenthread.indicators.charts import Target
from goldenthread.indicators.pages import KINDS, IndicatorPage, gathered
from goldenthread.indicators.targets import showing as targets
from goldenthread.indicators.targets.models import TargetSet
from goldenthread.indicators.targets.queries import history, standing
from goldenthread.indicators.views import body_of, with_query
from goldenthread.partnership.queries import say_places
from goldenthread.partnership.showing import or_404
from goldenthread.strategy import queries, rules
from goldenthread.strategy.models import IndicatorUse
from goldenthread.strategy.views.common import plan_or_404


@needs("public.read")
def kpi(request: Request, key: str) -> HttpResponse:
    """One measure of the adopted plan, by its key there."""
    use = queries.current_use(request.partnership, key, by=request.user)
    if use is None:
        raise Http404
    wish = asked(request, KINDS)
    page = gathered(
        request.partnership, use.definition, by=request.user, target=target_of(use), **wish.shown
    )
    return render(request, "strategy/kpi.html", _context(request, use, page, wish))


def _context(
    request: Request, use: IndicatorUse, page: IndicatorPage, wish: Asked
) -> dict[str, Any]:
    return {
        **body_of(request, page, wish, better=use.better, target=use.target),
        "use": use,
        "role": rules.USE_ROLES.get(use.role, use.role),
        "better": rules.BETTER.get(use.better, ""),
        "places": say_places(use.places, request.partnership),
        "aimed": targets.told(_standing(use, wish), page, use.better),
        "history_url": reverse("target_history", args=[use.strategy.key, use.key]),
        "all_url": with_query(request, "kpi", use.key, all="1"),
        "steps": _steps(use),
        "breadcrumbs": [{"label": "Plan", "url": reverse("plan_on_a_page")}],
    }


def _standing(use: IndicatorUse, wish: Asked) -> TargetSet | None:
    """The target entered for a use as it stands; none is asked for where the plan has none."""
    if use.target is None:
        return None
    return standing(use.partnership, use.strategy.key, use.key, as_of=wish.as_of)


@needs("public.read")
def target_history(request: Request, plan: str, key: str) -> HttpResponse:
    """Every target that was ever entered for a measure of a plan."""
    strategy = plan_or_404(request, plan)
    use: IndicatorUse = or_404(queries.indicator_uses(strategy).filter(key=key).first())
    context = {
        "use": use,
        "table": targets.table(history(request.partnership, plan, key)),
        "places": say_places(use.places, request.partnership),
        "breadcrumbs": [
            {"label": str(strategy), "url": reverse("strategy", args=[plan])},
            {"label": use.definition.name, "url": reverse("indicator", args=[use.definition_id])},
        ],
    }
    return render(request, "strategy/target_history.html", context)


def target_of(use: IndicatorUse) -> Target | None:
    """The line a chart draws for a use, None where the plan sets no target."""
    if use.target is None:
        return None
    return Target(use.target, use.target_printed or f"{use.target.normalize():f}")


def _steps(use: IndicatorUse) -> list[dict[str, Any]]:
    """The thread from the plan down to the indicator."""
    plan = use.strategy
    steps: list[dict[str, Any]] = [
        {"label": "Strategy", "title": plan.title, "url": reverse("strategy", args=[plan.key])}
    ]
    if use.priority:
        url = reverse("priority", args=[plan.key, use.priority.key])
        steps.append({"label": "Priority", "title": str(use.priority), "url": url})
    if use.area:
        url = reverse("area", args=[plan.key, use.area.priority.key, use.area.key])
        steps.append({"label": "Area", "title": str(use.area), "url": url})
    of = reverse("indicator", args=[use.definition_id])
    return [
        *steps,
        {"label": "Measure", "title": str(use), "current": True},
        {"label": "Indicator", "title": use.definition.name, "url": of},
    ]
