"""Choosing what is set side by side."""

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.indicators.forms import AsKnown
from goldenthread.places.models import Area

_SELECT = {"class": "govuk-select"}


class AcrossForm(AsKnown):
    """Which kind of area?"""

    of = forms.ChoiceField(label="Areas", required=False, widget=forms.Select(attrs=_SELECT))
    field_order = ("of", "period", "as_of")

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(Area.Kind.choices)
        self.fields["of"].choices = [  # type: ignore[attr-defined]
            (kind, names.get(kind, kind).capitalize()) for kind in kinds
        ]


class MultiplesForm(AsKnown):
    """Areas, or parts?"""

    by = forms.ChoiceField(
        label="One chart for", required=False, widget=forms.Select(attrs=_SELECT)
    )
    field_order = ("by", "period", "as_of")

    def __init__(self, *args: Any, has_parts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("area", "Each area")]
        choices += [("part", "Each part")] if has_parts else []
        self.fields["by"].choices = choices  # type: ignore[attr-defined]
