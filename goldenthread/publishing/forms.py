"""The form that asks for a report."""

from typing import Any

from django import forms

from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import CannotDo
from goldenthread.publishing import declaring, rules


class BuildForm(forms.Form):
    """Which report, for which period, in which formats, as known when?"""

    name = forms.ChoiceField(label="Report", widget=forms.Select(attrs={"class": "govuk-select"}))
    period = forms.CharField(
        label="Period",
        max_length=60,
        help_text="For example Q1 2025/26, which is April to June 2025.",
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-10"}),
    )
    formats = forms.MultipleChoiceField(
        label="Formats",
        choices=[(key, f"{one.label}: {one.what}") for key, one in rules.FORMATS.items()],
        initial=list(rules.FORMATS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one format."},
    )
    as_of = forms.DateField(
        label="As known on",
        required=False,
        help_text="Left empty: today. What came later is not printed.",
        widget=forms.DateInput(
            attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}, format="%Y-%m-%d"
        ),
        error_messages={"invalid": "Write the day as day/month/year, for example 30/6/2026."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = declaring.reports().values()
        self.fields["name"].choices = [(one.id, one.title) for one in every]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the period as the chosen report takes it, and say beside it what is wrong."""
        data = super().clean() or {}
        try:
            if data.get("name"):
                data["declared"] = declaring.report(data["name"])
            if data.get("declared") and data.get("period"):
                data["read"] = rules.read_period(data["period"], data["declared"].period_kinds)
        except (RuleBroken, CannotDo) as why:
            self.add_error("period", str(why))
        return data
