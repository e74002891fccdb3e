"""The form that asks for a report."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import CannotDo
from goldenthread.publishing import declaring, rules
from goldenthread.publishing.composing.whole import Composed, compose

WIDTH_10 = {"class": "govuk-input govuk-input--width-10"}


class PreviewForm(forms.Form):
    """Which report, for which period, about what?"""

    name = forms.ChoiceField(
        label="Report",
        initial="quarterly",  # the one that is built most often
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    period = forms.CharField(
        label="Period",
        max_length=60,
        help_text="For example Q1 2025/26, which is April to June 2025, or 2025/26.",
        widget=forms.TextInput(attrs=WIDTH_10),
    )
    about = forms.CharField(
        label="About",
        required=False,
        max_length=80,
        help_text="Only for a factsheet (a priority), a board pack or scrutiny report (a group) or "
        "a profile (the code of an area). Begin to type, and choose from what is offered.",
        widget=forms.TextInput(attrs={"list": "subjects", "autocomplete": "off"}),
    )
    meets_on = forms.DateField(
        label="Day of the meeting",
        required=False,
        help_text="Only for a board pack or scrutiny report.",
        widget=forms.DateInput(attrs={"type": "date", **WIDTH_10}, format="%Y-%m-%d"),
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

    def composed(self, partnership: Partnership) -> Composed:
        """The report as it would be built today. Raises RuleBroken or CannotDo."""
        return compose(
            self.cleaned_data["declared"],
            partnership=partnership,
            period=self.cleaned_data["read"],
            as_of=timezone.localdate(),
            subject=self.cleaned_data["about"],
            meets_on=self.cleaned_data["meets_on"],
        )


class BuildForm(PreviewForm):
    """And in which formats, as known when?"""

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
        widget=forms.DateInput(attrs={"type": "date", **WIDTH_10}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day as day/month/year, for example 30/6/2026."},
    )


class AskForm(forms.Form):
    """Who is to read the draft?"""

    of = forms.ModelChoiceField(
        User.objects.none(),
        label="Reader",
        help_text="Somebody who may approve reports and did not write this one.",
        error_messages={"required": "Choose somebody."},
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )

    def __init__(self, *args: Any, readers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].queryset = readers  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """May it be published?"""

    verdict = forms.ChoiceField(
        label="Your answer", choices=list(rules.VERDICTS.items()), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Which changes, or what you want to be remembered",
        required=False,
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 5}),
    )


class PublishForm(forms.Form):
    """Why, where an earlier issue is published already."""

    reason = forms.CharField(
        label="Why it takes the place of an earlier issue",
        required=False,
        help_text="Needed only where this report was published for the same period before. "
        "Everybody can read it.",
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 3}),
    )
