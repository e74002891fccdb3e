"""Entering a most similar group."""

from django import forms

from goldenthread.commands import CannotDo
from goldenthread.places import queries as places
from goldenthread.places.models import Area

_INPUT = {"class": "govuk-input"}


class SimilarGroupForm(forms.Form):
    """Which areas, chosen by whom, from when?"""

    name = forms.CharField(
        label="Name of the group",
        max_length=120,
        initial="Most similar group",
        widget=forms.TextInput(attrs=_INPUT),
        error_messages={"required": "Name: say what the group is called."},
    )
    source = forms.CharField(
        label="Who chose the areas, and where it stands",
        max_length=200,
        widget=forms.TextInput(attrs=_INPUT),
        error_messages={"required": "Source: say who chose the areas, and where it stands."},
    )
    starts = forms.DateField(
        label="From which day it holds",
        widget=forms.DateInput(attrs={**_INPUT, "type": "date"}),
        error_messages={
            "required": "Day: write from which day the group holds.",
            "invalid": "Day: write it as 2025-04-01: year, month, day.",
        },
    )
    areas = forms.CharField(
        label="Areas",
        help_text="One on each line: a name such as Darlington, or a code such as E06000005.",
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 8}),
        error_messages={"required": "Areas: name at least one, each on a line of its own."},
    )

    def clean_areas(self) -> list[Area]:
        """Find every area named; say the line of the first that is none."""
        found = []
        for number, line in enumerate(self.cleaned_data["areas"].splitlines(), start=1):
            if not line.strip():
                continue
            try:
                found.append(places.area(line))
            except CannotDo as why:
                raise forms.ValidationError(f"Line {number}: {why}") from None
        return found
