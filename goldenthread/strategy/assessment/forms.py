"""Forms of the strategic assessment, thin: what may be done is decided in rules and changes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from csp_analytics.period import Period, PeriodError
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.partnership.forms import choice, day, text
from goldenthread.places.models import Area
from goldenthread.strategy.assessment import prose, rules
from goldenthread.strategy.assessment.changes import Chosen
from goldenthread.strategy.models import Priority


class BeginForm(forms.Form):
    """Which year, and from what start?"""

    year = forms.IntegerField(
        label="The year in which its financial year begins",
        help_text="2026 for the assessment of 2026/27.",
        error_messages={
            "required": "Give the year.",
            "invalid": "Write the year with four digits, such as 2026.",
        },
    )
    take_over = forms.BooleanField(
        label="Take over the statements of the year before as a start",
        required=False,
        help_text="Their figures move on by a year. Each statement must be read again before the "
        "assessment can be completed.",
    )


class StatementForm(forms.Form):
    """What is said, who may read it, and which priorities it supports."""

    text = text(
        "The statement",
        rows=6,
        most=prose.LONGEST,
        help_text="One paragraph in plain words. Type no digits: refer to a figure by its number, "
        "such as {{ figure: 1 }}. The words you can use stand below.",
    )
    layer = choice("Who may read it", list(rules.LAYERS.items()), widget=forms.RadioSelect)
    priorities = forms.ModelMultipleChoiceField(
        Priority.objects.none(),
        label="Priorities it supports",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among these priorities."},
    )

    def __init__(self, *args: Any, priorities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priorities"].queryset = priorities  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in, for the change."""
        return {name: self.cleaned_data[name] for name in ("text", "layer", "priorities")}


class EditForm(StatementForm):
    """And why it changes."""

    why = text("Why does it change?", rows=2, most=1000,
               help_text="Kept with the statement, for those who may write it.")  # fmt: skip


class FigureForm(forms.Form):
    """Where, when, set against what, and whether it is held back."""

    area = choice("Area", [])
    period = text(
        "Period",
        most=60,
        help_text="For example June 2025, Q1 2025/26 (April to June), Q1 2025 or 2024/25.",
    )
    against = forms.ChoiceField(
        label="Set against", choices=list(rules.AGAINST.items()), required=False
    )
    restricted = forms.BooleanField(
        label="Hold this figure back from the public",
        required=False,
        help_text="For what a partner shared under an agreement, or what few people stand "
        "behind. The statement must be restricted too.",
    )

    def __init__(
        self, *args: Any, indicator: IndicatorDefinition, areas: Sequence[Area], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._indicator = indicator
        self._areas = {one.code: one for one in areas}
        named = [(one.code, one.name) for one in areas]
        self.fields["area"].choices = named  # type: ignore[attr-defined]

    def clean_period(self) -> Period:
        """Read the period as people write it."""
        try:
            return Period.parse(self.cleaned_data["period"])
        except PeriodError as why:
            raise forms.ValidationError(str(why)) from None

    @property
    def chosen(self) -> Chosen:
        """The figure that was chosen."""
        data = self.cleaned_data
        return Chosen(
            self._indicator,
            self._areas[data["area"]],
            data["period"],
            data["against"],
            data["restricted"],
        )


class AddForm(StatementForm, FigureForm):
    """A new statement with its first figure."""

    field_order = ("area", "period", "against", "restricted", "text", "layer", "priorities")


class ChooseForm(forms.Form):
    """Which indicators to list."""

    q = text("Words in its name", required=False)
    every = forms.BooleanField(label="Those without data here too", required=False)


class MoveForm(forms.Form):
    """Where it is to stand."""

    heading = choice("Heading", [])
    place = forms.IntegerField(
        label="Place under that heading, counted from 1",
        min_value=1,
        initial=1,
        error_messages={
            "invalid": "Write a whole number, such as 1.",
            "required": "Give the place.",
            "min_value": "Places are counted from 1.",
        },
    )

    def __init__(self, *args: Any, headings: Iterable[rules.Heading], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.key, f"{one.number}. {one.title}") for one in headings]
        self.fields["heading"].choices = named  # type: ignore[attr-defined]


class SureForm(forms.Form):
    """Nothing but a yes."""


class WhyForm(forms.Form):
    """Why."""

    why = text("Why?", rows=3, most=1000)


class CompleteForm(forms.Form):
    """Who signs it off, and when they did."""

    name = text(
        "Who signs it off for the strategy group",
        most=150,
        help_text="The name and office of one person who answers for it.",
    )
    on = day("Signed off on", initial=timezone.localdate)
