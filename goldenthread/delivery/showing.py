"""How this room's things are handed to the page's components."""

from typing import Any

from django.urls import reverse

from goldenthread.delivery import rules
from goldenthread.delivery.models import Action, DeliveryPlan
from goldenthread.delivery.queries import Standing
from goldenthread.strategy.models import Aim

WHAT = {
    "delivery.action_added": "Action added",
    "delivery.action_edited": "Action changed",
    "delivery.update_given": "Update given",
    "delivery.date_moved": "Due date moved",
    "delivery.action_deferred": "Put off",
    "delivery.action_reopened": "Taken up again",
}


def count_items(
    counts: list[tuple[rules.Status, int]], *, of_plan: str = ""
) -> list[dict[str, Any]]:
    """Give counts by status for components/summary_counts.html."""
    return [
        {
            "label": status.label,
            "count": count,
            "tone": status.tone,
            "url": f"{of_plan}?status={status.key}" if of_plan else "",
        }
        for status, count in counts
    ]


def worst_item(worst: Standing | None) -> dict[str, str] | None:
    """Give the action most in need of attention for components/summary_counts.html."""
    if worst is None:
        return None
    return {
        "title": worst.action.title,
        "url": worst.action.get_absolute_url(),
        "status": worst.status.label,
        "tone": worst.status.tone,
    }


def actions_table(standings: list[Standing], *, csv_url: str) -> dict[str, Any]:
    """Give actions as a table for components/table.html."""
    labels = ("Action", "How it stands", "Owner", "Due", "Last update")
    return {
        "id": "actions",
        "caption": "Actions, the most urgent first",
        "columns": [{"label": label} for label in labels],
        "rows": [_row(one) for one in standings],
        "csv_url": csv_url,
    }


def _row(one: Standing) -> list[Any]:
    action = one.action
    return [
        {"url": action.get_absolute_url(), "text": action.title},
        {"status": one.status.label, "tone": one.status.tone},
        str(action.owner) if action.owner else {"none_set": "owner"},
        _day(action.due) if action.due else {"none_set": "date"},
        _day(action.heard) if action.heard else "Never",
    ]


def _day(day: Any) -> str:
    return f"{day:%-d %B %Y}"


def plan_thread(plan: DeliveryPlan) -> list[dict[str, Any]]:
    """Give the steps from the strategy down to a plan for components/thread.html."""
    strategy = plan.strategy
    steps = [_step("Strategy", strategy, "strategy", strategy.key)]
    if plan.priority:
        steps.append(_step("Priority", plan.priority, "priority", strategy.key, plan.priority.key))
    return [*steps, {"label": "Delivery plan", "title": plan.title, "current": True}]


def action_thread(action: Action) -> list[dict[str, Any]]:
    """Give the steps from the strategy down to an action."""
    plan = action.plan
    steps = plan_thread(plan)
    steps[-1] = _step("Delivery plan", plan, "delivery_plan", plan.key)
    if action.aim:
        steps.append(_step("Aim", action.aim, "aim", *_address(action.aim)))
    return [*steps, {"label": "Action", "title": action.title, "current": True}]


def _address(aim: Aim) -> tuple[str, str, str]:
    return aim.priority.strategy.key, aim.priority.key, aim.key


def _step(label: str, thing: Any, page: str, *arguments: str) -> dict[str, Any]:
    return {"label": label, "title": str(thing), "url": reverse(page, args=arguments)}
