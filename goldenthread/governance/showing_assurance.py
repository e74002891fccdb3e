"""How assurance and escalations are handed to the page's components."""

from typing import Any

from django.urls import reverse

from goldenthread.governance.models import Escalation
from goldenthread.governance.queries.assurance import Assured
from goldenthread.governance.showing import address_of
from goldenthread.tables import Column, Sorted

ESCALATIONS: tuple[Column[Escalation], ...] = (
    Column("what", "What", lambda one: one.title.casefold()),
    Column("state", "State", lambda one: (one.answered_on is not None, -one.number)),
    Column("from", "From", lambda one: str(one.from_group or one.by).casefold()),
    Column("to", "Put before", lambda one: str(one.to_group).casefold()),
    Column("raised", "Since", lambda one: one.raised_on),
    Column("back", "Answer needed by", lambda one: one.return_on),
)


def assured_table(every: list[Assured], *, csv_url: str) -> dict[str, Any]:
    """Give the board's view: each area, how sure, since when, by whom, when it comes back."""
    labels = ("Area of assurance", "Assurance", "Since", "By whom", "Comes back")
    return {
        "id": "assured",
        "caption": "What we are assured of",
        "columns": [{"label": label} for label in labels],
        "rows": [_row(one) for one in every],
        "csv_url": csv_url,
    }


def _row(one: Assured) -> list[Any]:
    title = one.area.title[:1].upper() + one.area.title[1:]
    row: list[Any] = [{"url": reverse("assurance_area", args=[one.area.pk]), "text": title}]
    if one.report is None or one.level is None:
        who = str(one.area.reporting_group or "No group is named")
        return [*row, {"status": "Never reported", "tone": "bad"}, "Never", who, "No date set"]
    back = f"{one.report.return_on:%-d %B %Y}" if one.report.return_on else "No date set"
    return [
        *row,
        {"status": one.level.label, "tone": one.level.tone},
        f"{one.report.on:%-d %B %Y}",
        str(one.report.group or one.report.by),
        {"status": f"Overdue since {back}", "tone": "bad"} if one.is_overdue else back,
    ]


def escalations_table(shown: Sorted[Escalation], *, csv_url: str) -> dict[str, Any]:
    """Give escalations for components/table.html."""
    rows = [
        [
            {"url": one.get_absolute_url(), "text": one.title},
            {"status": "Answered", "tone": "done"}
            if one.answered_on
            else {"status": "Waits for an answer", "tone": "watch"},
            str(one.from_group or one.by),
            str(one.to_group),
            f"{one.raised_on:%-d %B %Y}",
            f"{one.return_on:%-d %B %Y}" if one.return_on else {"none_set": "date"},
        ]
        for one in shown.page
    ]
    return {
        "id": "escalations",
        "caption": "What was put before which group",
        "columns": shown.columns,
        "rows": rows,
        "csv_url": csv_url,
    }


def trail(one: Escalation) -> list[dict[str, Any]]:
    """Give the steps from where it began to what was decided, for components/thread.html."""
    steps = [_origin(one)]
    steps.append(
        {"label": f"Raised {one.raised_on:%-d %B %Y}", "title": one.title, "current": True}
    )
    group = reverse("group", args=[one.to_group.key])
    steps.append({"label": "Put before", "title": str(one.to_group), "url": group})
    if one.decision:
        told = {"label": "Decided", "title": one.decision.text, "url": address_of(one.decision)}
        steps.append(told)
    elif one.answered_on:
        steps.append({"label": "Answered", "title": one.answer})
    else:
        steps.append({"label": "Answer", "title": "Not answered yet"})
    return steps


def _origin(one: Escalation) -> dict[str, Any]:
    label = one.get_source_display()
    if one.indicator:
        page = reverse("indicator", args=[one.indicator.pk])
        return {"label": label, "title": str(one.indicator), "url": page}
    if one.action:
        return {"label": label, "title": str(one.action), "url": one.action.get_absolute_url()}
    if one.count is not None:
        return {"label": label, "title": f"{one.count} cases"}
    return {"label": label, "title": str(one.area or one.from_group or one.by)}
