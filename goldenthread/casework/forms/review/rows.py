"""Complaints as rows to fill in: five boxes each, as many rows as somebody asks for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import complaint_rows
from goldenthread.casework.rules.complaint_rows import BODIES, MOST, Row
from goldenthread.partnership.forms import DAY_WRONG

PARTS = ("body", "told", "made", "behaviour", "reference")
AT_FIRST, MORE = 3, 3

Raw = list[dict[str, str]]


class ComplaintRows(forms.Widget):
    """The rows. What was typed in each is kept as it was typed until it can be read."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Gather the rows; an answer that was written down before comes whole."""
        if name in data:
            return str(data[name])
        rows = [
            {part: str(data.get(f"{name}-{number}-{part}", "")).strip() for part in PARTS}
            for number in range(MOST)
        ]
        return [one for one in rows if any(one.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Say that nothing is left out: an empty row is no row."""
        return False

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """Give the id of the first box."""
        return f"{id_}-0-body" if id_ else id_

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw what is filled in, and some empty rows after it."""
        filled = raw_of(value)
        shown = min(MOST, max(AT_FIRST, len(filled) + 1))
        if isinstance(value, list) and value and value[-1] == {}:
            filled, shown = filled[:-1], min(MOST, len(filled) - 1 + MORE)
        rows = [*filled, *({} for _ in range(shown - len(filled)))]
        drawn = [
            {
                "number": number,
                "row": row,
                "prefix": f"{name}-{number}",
                "id": f"id_{name}-{number}",
            }
            for number, row in enumerate(rows)
        ]
        context = {"rows": drawn, "bodies": BODIES.items(), "full": len(rows) >= MOST}
        return render_to_string("casework/review/_rows.html", context)


class ComplaintsField(forms.Field):
    """Complaints, as one answer of several lines."""

    widget = ComplaintRows

    def to_python(self, value: Any) -> str:
        """Read every row. Raises ValidationError that says in which row what is wrong."""
        if isinstance(value, str):
            rows = _refusing(lambda: complaint_rows.read(value))
        else:
            rows = [_row(number, one) for number, one in enumerate(value or [], 1)]
        _refusing(lambda: complaint_rows.check(rows, today=timezone.localdate()))
        return complaint_rows.write(rows)


def raw_of(value: Any) -> Raw:
    """Give rows as boxes hold them, out of what was typed or written down."""
    if isinstance(value, list):
        return value
    try:
        rows = complaint_rows.read(value or "")
    except RuleBroken:
        return []
    return [
        {
            "body": one.body,
            "told": one.told,
            "made": one.made.isoformat(),
            "behaviour": one.behaviour.isoformat() if one.behaviour else "",
            "reference": one.reference,
        }
        for one in rows
    ]


def _refusing(asked: Any) -> Any:
    try:
        return asked()
    except RuleBroken as broken:
        raise forms.ValidationError(str(broken)) from broken


def _row(number: int, raw: dict[str, str]) -> Row:
    if raw["body"] not in BODIES:
        raise forms.ValidationError(f"Complaint {number}: choose who was told.")
    made = _day(number, raw["made"])
    if made is None:
        raise forms.ValidationError(
            f"Complaint {number}: give the day on which you told them. Your best guess will do."
        )
    told = raw["told"][: complaint_rows.LONGEST_TOLD]
    reference = raw["reference"][: complaint_rows.LONGEST_REFERENCE]
    return Row(raw["body"], made, _day(number, raw["behaviour"]), told, reference)


def _day(number: int, typed: str) -> Any:
    try:
        return forms.DateField(required=False).clean(typed)
    except forms.ValidationError as wrong:
        raise forms.ValidationError(f"Complaint {number}: {DAY_WRONG}") from wrong
