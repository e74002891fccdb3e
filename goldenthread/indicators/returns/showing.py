"""How returns are handed to the page's components."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils import timezone

from goldenthread.indicators.returns import comparing, rules
from goldenthread.indicators.returns.comparing import Compared
from goldenthread.indicators.returns.models import Return
from goldenthread.indicators.returns.queries import Beside, Complete, Standing
from goldenthread.indicators.returns.rules import Sent, Way
from goldenthread.indicators.returns.schema import IndicatorFile
from goldenthread.tables import Column, Sorted

WHAT = {
    "indicators.return_asked": "Asked for",
    "indicators.return_request_edited": "Request changed",
    "indicators.return_request_ended": "Request ended",
    "indicators.return_drafted": "File kept as a draft",
    "indicators.return_sent": "Sent",
    "indicators.return_discarded": "Draft thrown away",
    "indicators.return_approved": "Approved",
    "indicators.return_sent_back": "Sent back",
}
SENT = {
    Sent.DRAFT: ("Draft", "watch"),
    Sent.WAITING: ("Waiting for approval", "waiting"),
    Sent.APPROVED: ("Approved", "done"),
    Sent.SENT_BACK: ("Sent back", "bad"),
    Sent.DISCARDED: ("Thrown away", "none"),
}
WAYS = {
    Way.FORM: "Form",
    Way.FILE: "File",
    Way.NIL: "Nil: a count of 0",
    Way.NOT_AVAILABLE: "Not available",
}
_ORDER = list(rules.State)
COLUMNS: list[Column[Standing]] = [
    Column("figure", "Figure", lambda one: str(one.request).casefold()),
    Column("period", "Period", lambda one: one.period.start),
    Column("state", "How it stands", lambda one: (_ORDER.index(one.state), one.due)),
    Column("due", "Due", lambda one: one.due),
    Column("body", "Owed by", lambda one: one.request.organisation.name.casefold()),
    Column("owner", "Person", lambda one: str(one.request.owner).casefold()),
]
HEAD = (
    "figure", "indicator", "area", "period", "state", "due", "days_late", "first_sent",
    "organisation", "owner", "deputy", "approver",
)  # fmt: skip


def owed_table(shown: Sorted[Standing], *, csv_url: str) -> dict[str, Any]:
    """Give what is owed as a table for components/table.html."""
    return {
        "id": "owed",
        "caption": "Figures that are owed",
        "columns": shown.columns,
        "rows": [_owed_row(one) for one in shown.page.object_list],
        "csv_url": csv_url,
    }


def _owed_row(one: Standing) -> list[Any]:
    label = f"{one.label}, {one.days_late} days late" if one.days_late else one.label
    return [
        {"url": due_url(one), "text": str(one.request)},
        str(one.period),
        {"status": label, "tone": one.tone},
        _day(one.due),
        one.request.organisation.short_name or one.request.organisation.name,
        str(one.request.owner),
    ]


def due_url(one: Standing) -> str:
    """Give the address at which a figure is sent."""
    return reverse("due_return", args=[one.request.key, one.period.start.isoformat()])


def csv_row(one: Standing) -> list[Any]:
    """Give one thing that is owed as a row to download."""
    asked = one.request
    return [
        str(asked), asked.definition_id, asked.area.code, str(one.period), str(one.state),
        one.due, one.days_late, one.first_sent, asked.organisation.name, str(asked.owner),
        str(asked.deputy or ""), str(asked.approver),
    ]  # fmt: skip


def counts(every: Sequence[Standing]) -> list[dict[str, Any]]:
    """Give counts by state for components/summary_counts.html, those that occur."""
    found = []
    for state, (label, tone) in rules.LABELS.items():
        number = sum(one.state == state for one in every)
        if number:
            url = f"{reverse('returns')}?state={state}"
            found.append({"label": label, "count": number, "tone": tone, "url": url})
    return found


def requests_of(every: Sequence[Standing]) -> list[dict[str, str]]:
    """Give every request once, by name, with its address."""
    known = {one.request.key: str(one.request) for one in every}
    return [
        {"title": title, "url": reverse("return_request", args=[key])}
        for key, title in sorted(known.items(), key=lambda pair: pair[1])
    ]


def complete_table(found: Sequence[Complete], by_what: str) -> dict[str, Any]:
    """Give how complete returns are, by owner or body."""
    name = {"owner": "Person", "body": "Body"}[by_what]
    labels = ((name, False), ("Fallen due or sent", True), ("On time", True), ("Late", True),
              ("Missing", True), ("Answered", True))  # fmt: skip
    return {
        "id": f"complete-{by_what}",
        "caption": f"How complete, by {name.lower()}",
        "columns": [{"label": label, "numeric": numeric} for label, numeric in labels],
        "rows": [
            [
                one.name,
                *(_count(n) for n in (one.asked, one.on_time, one.late, one.missing)),
                {"text": f"{one.answered} of {one.asked}: {one.percent}", "numeric": True},
            ]
            for one in found
        ],
    }


def beside_table(seen: Beside) -> dict[str, Any]:
    """Give the last values, newest first."""
    return {
        "id": "beside",
        "caption": "Last values",
        "columns": [{"label": "Period"}, {"label": "Figure", "numeric": True}, {"label": "Status"}],
        "rows": [
            [
                str(one.period),
                {"text": comparing.said(one.count, one.denominator, one.value), "numeric": True},
                one.get_status_display().capitalize(),
            ]
            for one in seen.values[:6]
        ],
    }


def limits_words(seen: Beside) -> str:
    """Say within which limits the last values have varied, "" where there are too few."""
    if seen.lower is None or seen.upper is None:
        return ""
    return (
        f"The last {len(seen.values)} values lead one to expect between {seen.lower:,.1f} and "
        f"{seen.upper:,.1f} (limits of an XmR chart)."
    )


def sent_table(returns: Iterable[Return]) -> dict[str, Any]:
    """Give what was sent for one period, newest first."""
    labels = ("Sent", "How", "State", "By", "Why")
    return {
        "id": "sent",
        "caption": "What was sent",
        "columns": [{"label": label} for label in labels],
        "rows": [
            [
                {"url": reverse("one_return", args=[one.pk]), "text": _moment(one)},
                WAYS[Way(one.way)],
                _state(one),
                str(one.sent_by),
                one.decided_why or one.why,
            ]
            for one in reversed(list(returns))
        ],
    }


def all_sent_table(page: Page) -> dict[str, Any]:
    """Give everything that was sent."""
    labels = ("What", "How", "State", "Sent", "By", "Decided by")
    return {
        "id": "all-sent",
        "caption": "What was sent, newest first",
        "columns": [{"label": label} for label in labels],
        "rows": [
            [
                {"url": reverse("one_return", args=[one.pk]), "text": str(one)},
                WAYS[Way(one.way)],
                _state(one),
                _moment(one),
                str(one.sent_by),
                str(one.decided_by) if one.decided_by else "Nobody yet",
            ]
            for one in page
        ],
    }


def rows_table(page: Page, sent: Return, *, open_still: bool) -> dict[str, Any]:
    """Give the figures of a return, beside what is held while it is open."""
    labels = ["Indicator", "Area", "Period", "Part", "Figure"]
    labels += ["What it does", "Held now"] if open_still else []
    labels += ["Status", "Note"]
    return {
        "id": "rows",
        "caption": "Its figures",
        "columns": [{"label": label, "numeric": label == "Figure"} for label in labels],
        "rows": [_row(one, open_still=open_still) for one in page],
        "csv_url": reverse("one_return_csv", args=[sent.pk]),
    }


def _row(one: Compared, *, open_still: bool) -> list[Any]:
    row = one.row
    beside = [comparing.WORDS[one.change].capitalize(), one.was or "Nothing"]
    return [
        row.indicator.name,
        row.area.name,
        str(row.period),
        row.breakdown or "All",
        {"text": f"{row.qualifier} {one.now}".strip(), "numeric": True},
        *(beside if open_still else []),
        row.numbers.status.capitalize(),
        row.note,
    ]


def change_counts(compared: Sequence[Compared]) -> list[dict[str, Any]]:
    """Give how many figures are new, revised or unchanged."""
    tones = {comparing.NEW: "good", comparing.REVISED: "watch", comparing.SETTLED: "watch"}
    return [
        {"label": comparing.WORDS[kind].capitalize(), "count": n, "tone": tones.get(kind, "none")}
        for kind, n in comparing.counted(compared).items()
        if n
    ]


def columns_table(shape: IndicatorFile) -> dict[str, Any]:
    """Give the columns of an indicator file, each with what it holds."""
    return {
        "id": "columns",
        "caption": "Its columns",
        "columns": [{"label": label} for label in ("Column", "What it holds", "Needed")],
        "rows": [[one.name, one.what, "Yes" if one.needed else "No"] for one in shape.columns],
    }


def _state(one: Return) -> dict[str, str]:
    label, tone = SENT[Sent(one.state)]
    return {"status": label, "tone": tone}


def _moment(one: Return) -> str:
    return f"{timezone.localtime(one.sent_at):%-d %B %Y, %H:%M}"


def _day(day: Any) -> str:
    return f"{day:%-d %B %Y}"


def _count(number: int) -> dict[str, Any]:
    return {"text": f"{number:,}", "numeric": True}
