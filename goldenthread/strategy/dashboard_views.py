"""The measures of one priority at a glance: figure, course, what is signal, target and colour."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.indicators import showing as indicators
from goldenthread.indicators.asking import Asked, asked
from goldenthread.indicators.charts import described, draw
from goldenthread.indicators.control.showing import told
from goldenthread.indicators.control.states import Control
from goldenthread.indicators.pages import AT_ONCE, KINDS, changes_to, charted
from goldenthread.indicators.readings import Readings
from goldenthread.indicators.targets import showing as targets
from goldenthread.indicators.targets.models import TargetSet
from goldenthread.indicators.targets.queries import of_plan
from goldenthread.partnership.showing import or_404
from goldenthread.strategy import queries
from goldenthread.strategy.models import IndicatorUse
from goldenthread.strategy.queries import whole


@needs("public.read")
def dashboard(request: Request, plan: str, key: str) -> HttpResponse:
    """Every measure of a priority on one page; no average and no total of them is made."""
    one = or_404(queries.priority(request.partnership, plan, key, by=request.user))
    wish = asked(request, KINDS)
    uses = list(whole.uses_under(one))
    own = request.partnership.area_code
    readings = Readings.load(
        request.partnership,
        by=request.user,
        indicators=[use.definition for use in uses],
        areas=[own],
        as_of=wish.as_of,
        plain=True,
    )
    aimed = of_plan(request.partnership, plan, as_of=wish.as_of)
    cards = [_card(use, readings, own, aimed.get(use.key), wish) for use in uses]
    context = {
        "priority": one,
        "cards": cards,
        "counts": _counts(cards),
        "wish": wish,
        "mistake": wish.mistake,
        "may_edit": may(request.user, "indicators.edit", on=request.partnership),
        "breadcrumbs": [
            {"label": str(one.strategy), "url": reverse("strategy", args=[plan])},
            {"label": one.title, "url": reverse("priority", args=[plan, key])},
        ],
    }
    return render(request, "strategy/dashboard.html", context)


def _card(
    use: IndicatorUse, readings: Readings, own: str, aimed: TargetSet | None, wish: Asked
) -> dict[str, Any]:
    of = use.definition_id
    series = readings.over_time(of, own, wish.kind) if own in readings.areas else ()
    newest = next((one for one in reversed(series) if one.is_known), None)
    control, chart = charted(readings, series, ()) if newest else (Control(), None)
    card: dict[str, Any] = {
        "use": use,
        "url": reverse("indicator", args=[of]),
        "newest": newest,
        "changes": indicators.changes(changes_to(readings, newest)[:1], better=use.better)
        if newest else [],
        "control": told(control, use.better),
        "aimed": targets.coloured(aimed, newest, control, use.better),
    }  # fmt: skip
    if chart is not None:
        short = chart.last(AT_ONCE)
        card["picture"] = {"svg": draw(short, "small"), "words": described(short)}
    return card


def _counts(cards: list[dict[str, Any]]) -> str:
    """Say how many measures stand how: counted, never averaged."""
    known = [one for one in cards if one["newest"]]
    signals = [one for one in known if one["control"]["tone"] in ("bad", "good", "watch")]
    worse = [one for one in signals if one["control"]["tone"] == "bad"]
    return (
        f"{len(cards)} measures: {len(cards) - len(known)} without data, {len(signals)} with a "
        f"signal in the newest figure, {len(worse)} of these for the worse."
    )
