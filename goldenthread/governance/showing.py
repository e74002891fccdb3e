"""How this room's things are handed to the page's components."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from goldenthread.delivery.rules import WORST_FIRST
from goldenthread.governance import rules
from goldenthread.governance.models import AgendaItem, Attendance, Decision, Meeting
from goldenthread.governance.queries.agenda import page_of
from goldenthread.governance.queries.meetings import Given
from goldenthread.governance.queries.programme import ORDER, Owed
from goldenthread.tables import Column, Sorted

WHAT = {
    "governance.obligation_added": "Written down",
    "governance.obligation_edited": "Changed",
    "governance.obligation_met": "Done",
}
TONES = {
    rules.PLANNED: "waiting",
    rules.PASSED: "none",
    rules.HELD: "watch",
    rules.AGREED: "done",
    rules.CANCELLED: "paused",
}

MEETINGS: tuple[Column[Meeting], ...] = (
    Column("group", "Group", lambda one: one.group.name.casefold()),
    Column("day", "Day", lambda one: one.on),
    Column("theme", "Theme", lambda one: one.title.casefold() or None),
    Column("state", "State", lambda one: list(rules.SAID).index(one.said)),
    Column("papers", "Papers", lambda one: one.published_at is None),
)
DECISIONS: tuple[Column[Decision], ...] = (
    Column("decision", "Decision", lambda one: one.text.casefold()),
    Column("why", "Reasons"),
    Column("group", "Decided by", lambda one: one.item.meeting.group.name.casefold()),
    Column("day", "Day", lambda one: one.item.meeting.on),
)
GIVEN: tuple[Column[Given], ...] = (
    Column("action", "Action", lambda one: one.action.title.casefold()),
    Column("status", "How it stands", lambda one: WORST_FIRST.index(one.status.key)),
    Column("owner", "Owner", lambda one: one.action.accountable.casefold() or None),
    Column("due", "Due", lambda one: one.action.due),
    Column("meeting", "Given by", lambda one: one.item.meeting.on),
)
PROGRAMME: tuple[Column[Owed], ...] = (
    Column("what", "What is owed", lambda one: one.obligation.title.casefold()),
    Column("standing", "How it stands", lambda one: ORDER.index(one.standing.key)),
    Column("due", "Due next", lambda one: one.obligation.due),
    Column(
        "owner", "Who answers for it", lambda one: one.obligation.accountable.casefold() or None
    ),
    Column("kind", "Kind", lambda one: one.obligation.get_kind_display()),
    Column("last", "Last done", lambda one: one.last),
)


def meetings_table(shown: Sorted[Meeting], *, csv_url: str) -> dict[str, Any]:
    """Give meetings for components/table.html."""
    rows = [
        [
            {"url": one.get_absolute_url(), "text": str(one.group)},
            one.said_day,
            one.title or {"none_set": "theme"},
            {"status": one.get_said_display(), "tone": TONES[one.said]},
            "Published" if one.published_at else "Not published",
        ]
        for one in shown.page
    ]
    return _table("meetings", "Meetings", shown, rows, csv_url)


def decisions_table(shown: Sorted[Decision], *, csv_url: str) -> dict[str, Any]:
    """Give decisions for components/table.html, each leading to its item in the minutes."""
    rows = [
        [
            {"url": address_of(one), "text": one.text},
            one.reasons,
            str(one.item.meeting.group),
            one.item.meeting.said_day,
        ]
        for one in shown.page
    ]
    return _table("decisions", "Decisions", shown, rows, csv_url)


def address_of(one: Decision) -> str:
    """Give the place of a decision in the papers of its meeting."""
    return f"{one.item.meeting.get_absolute_url()}#item-{one.item.number}"


def given_table(shown: Sorted[Given], *, csv_url: str) -> dict[str, Any]:
    """Give the action log for components/table.html."""
    rows = [
        [
            {"url": one.action.get_absolute_url(), "text": one.action.title},
            {"status": one.status.label, "tone": one.status.tone},
            one.action.accountable or {"none_set": "owner"},
            f"{one.action.due:%-d %B %Y}" if one.action.due else {"none_set": "date"},
            {"url": one.item.meeting.get_absolute_url(), "text": str(one.item.meeting)},
        ]
        for one in shown.page
    ]
    return _table("given", "Actions that meetings gave", shown, rows, csv_url)


def programme_table(shown: Sorted[Owed], *, csv_url: str) -> dict[str, Any]:
    """Give what is owed for components/table.html."""
    rows = [
        [
            {"url": one.obligation.get_absolute_url(), "text": one.obligation.title},
            {"status": one.standing.label, "tone": one.standing.tone},
            f"{one.obligation.due:%-d %B %Y}" if one.obligation.due else {"none_set": "date"},
            one.obligation.accountable or {"none_set": "owner"},
            _kind(one),
            f"{one.last:%-d %B %Y}" if one.last else "Never noted",
        ]
        for one in shown.page
    ]
    return _table("programme", "What is owed", shown, rows, csv_url)


def _kind(one: Owed) -> str:
    rule = f", {one.obligation.rule}" if one.obligation.rule else ""
    return f"{one.obligation.get_kind_display()}{rule}"


def _table(
    name: str, caption: str, shown: Sorted[Any], rows: list[list[Any]], csv_url: str
) -> dict[str, Any]:
    return {
        "id": name,
        "caption": caption,
        "columns": shown.columns,
        "rows": rows,
        "csv_url": csv_url,
    }


def programme_counts(every: Iterable[Owed]) -> list[dict[str, Any]]:
    """Give counts by standing for components/summary_counts.html."""
    found = Counter(one.standing.key for one in every)
    address = reverse("programme")
    return [
        {"label": one.label, "count": found[key], "tone": one.tone,
         "url": f"{address}?standing={key}"}
        for key, one in rules.STANDINGS.items()
        if found[key]
    ]  # fmt: skip


def item(one: AgendaItem, meeting: Meeting, *, reads: bool) -> dict[str, Any]:
    """Give an item for the page of its meeting. reads: may read working papers."""
    today = timezone.localdate()
    return {
        "item": one,
        "reason": rules.REASONS[one.reason],
        "page": page_of(one) if reads else "",
        "decisions": list(one.decisions.all()),
        "recusals": list(one.recusals.all()),
        "actions": [
            {"action": given.action, "status": given.action.status_on(today)}
            for given in one.actions.all()
        ],
    }


def quorum(meeting: Meeting, noted: Iterable[Attendance]) -> rules.Quorum:
    """Count who was there against the group's quorum."""
    there = frozenset(one.pk for one in noted if one.is_member and one.how == rules.PRESENT)
    return rules.quorum_of(present=there, recused=frozenset(), needed=meeting.group.quorum)
