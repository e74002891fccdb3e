"""Entering a change of recording."""

from django import forms

_INPUT = {"class": "govuk-input"}


class RecordingChangeForm(forms.Form):
    """From which day, and what changed?"""

    on = forms.DateField(
        label="The first day of the new recording",
        widget=forms.DateInput(attrs={**_INPUT, "type": "date"}),
        error_messages={
            "required": "Day: write the first day of the new recording.",
            "invalid": "Day: write it as 2025-04-01: year, month, day.",
        },
    )
    what = forms.CharField(
        label="What changed",
        max_length=300,
        widget=forms.TextInput(attrs=_INPUT),
        error_messages={"required": "What changed: say it in a sentence."},
    )


class WhyForm(forms.Form):
    """Why is it taken back?"""

    why = forms.CharField(
        label="Why it is taken back",
        max_length=300,
        widget=forms.TextInput(attrs=_INPUT),
        error_messages={"required": "Say why it is taken back."},
    )
