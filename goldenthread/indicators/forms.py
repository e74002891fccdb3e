"""Choosing among indicators, and what a page of one shows."""

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.indicators.pages import KINDS
from goldenthread.places.models import Area

_SELECT = {"class": "govuk-select"}


class IndicatorFilter(forms.Form):
    """Which indicators?"""

    q = forms.CharField(
        label="Words in its name",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )
    known = forms.ChoiceField(
        label="Data",
        required=False,
        choices=[("", "With or without"), ("yes", "With data"), ("no", "No data yet")],
        widget=forms.Select(attrs=_SELECT),
    )
    publisher = forms.ChoiceField(
        label="Publisher", required=False, widget=forms.Select(attrs=_SELECT)
    )

    def __init__(self, *args: Any, publishers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Every publisher"), *((one, one) for one in publishers)]
        self.fields["publisher"].choices = choices  # type: ignore[attr-defined]


class AsKnown(forms.Form):
    """Which periods, as known when?"""

    period = forms.ChoiceField(
        label="Periods",
        required=False,
        choices=[(str(kind), name) for kind, name in KINDS.items()],
        widget=forms.Select(attrs=_SELECT),
    )
    as_of = forms.DateField(
        label="As known on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input"}),
    )


class ShownForm(AsKnown):
    """Which area?"""

    area = forms.ChoiceField(label="Area", required=False, widget=forms.Select(attrs=_SELECT))
    field_order = ("area", "period", "as_of")

    def __init__(self, *args: Any, areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(one.code, one.name) for one in areas]  # type: ignore[attr-defined]
