"""How this room's things are handed to the page's components."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from goldenthread.delivery import rules
from goldenthread.delivery.measuring import Measured
from goldenthread.delivery.models import Action, DeliveryPlan
from goldenthread.delivery.queries import Standing
from goldenthread.partnership.showing import crumb
from goldenthread.strategy.models import Aim
from goldenthread.tables import Column, Sorted

WHAT = {
    "delivery.plan_added": "Plan begun",
    "delivery.plan_edited": "Plan changed",
    "delivery.date_asked_for": "Another due date asked for",
    "delivery.date_refused": "Another due date refused",
    "delivery.status_set_by_hand": "Status set by hand",
    "delivery.status_by_facts": "Status follows from facts again",
    "delivery.action_missed": "Given up undone",
    "delivery.milestone_added": "Milestone added",
    "delivery.milestone_reached": "Milestone reached",
    "delivery.milestone_not_reached": "Milestone not reached after all",
    "delivery.milestone_removed": "Milestone taken out",
    "delivery.effect_expected": "Expected effect said",
    "delivery.effect_removed": "Expected effect taken out",
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


def actions_table(
    standings: list[Standing], *, csv_url: str, measures: Mapping[int, list[Measured]]
) -> dict[str, Any]:
    """Give actions as a table for components/table.html.

    measures: what the measures did that an action is to change; with none at all there is no
        column for them. Whether it is late and what its measure did are both said.
    """
    labels = ["Action", "How it stands", "Owner", "Due", "Last update"]
    if measures:
        labels.insert(2, "Its measure")
    return {
        "id": "actions",
        "caption": "Actions, the most urgent first",
        "columns": [{"label": label} for label in labels],
        "rows": [_row(one, measures) for one in standings],
        "csv_url": csv_url,
    }


COLUMNS: tuple[Column[Standing], ...] = (
    Column("action", "Action", lambda one: one.action.title.casefold()),
    Column("status", "How it stands", lambda one: rules.urgency(one.status, one.action.due)),
    Column("owner", "Owner", lambda one: one.action.accountable.casefold() or None),
    Column("due", "Due", lambda one: one.action.due),
    Column("heard", "Last update", lambda one: one.action.heard),
    Column("plan", "Plan", lambda one: one.action.plan.title.casefold()),
)


def list_table(shown: Sorted[Standing], *, csv_url: str) -> dict[str, Any]:
    """Give one page of the list of all actions for components/table.html."""
    return {
        "id": "actions",
        "caption": "Actions",
        "columns": shown.columns,
        "rows": [
            [
                *_row(one, {}),
                {"url": one.action.plan.get_absolute_url(), "text": one.action.plan.title},
            ]
            for one in shown.page
        ],
        "csv_url": csv_url,
    }


def _row(one: Standing, measures: Mapping[int, list[Measured]]) -> list[Any]:
    action = one.action
    by_hand = " (set by hand)" if one.by_hand else ""
    row = [
        {"url": action.get_absolute_url(), "text": action.title},
        {"status": f"{one.status.label}{by_hand}", "tone": one.status.tone},
        action.accountable or {"none_set": "owner"},
        long_day(action.due) if action.due else {"none_set": "date"},
        long_day(action.heard) if action.heard else "Never",
    ]
    if measures:
        worst = _worst(measures.get(action.pk, []))
        row.insert(2, {"status": worst.label, "tone": worst.tone} if worst else "")
    return row


def _worst(measures: list[Measured]) -> Measured | None:
    order = ("worse", "", "same", "better")
    return min(measures, key=lambda one: order.index(one.way), default=None)


def long_day(day: date) -> str:
    """Write a day as people say it."""
    return f"{day:%-d %B %Y}"


def action_crumbs(action: Action) -> list[dict[str, str]]:
    """Give the breadcrumbs of a page below an action."""
    plan = action.plan
    return [
        crumb("Delivery plans", "delivery_plans"),
        {"label": plan.title, "url": plan.get_absolute_url()},
        {"label": action.title, "url": action.get_absolute_url()},
    ]


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
