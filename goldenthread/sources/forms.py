"""Choosing among releases, and taking one back."""

from django import forms

from goldenthread.sources.models import Release, Source


class ReleaseFilter(forms.Form):
    """Which releases?"""

    q = forms.CharField(
        label="Words in its title",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )
    source = forms.ModelChoiceField(
        label="Source",
        queryset=Source.objects.all(),
        required=False,
        empty_label="Every source",
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    status = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "Every state"), *Release.Status.choices],
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )


class WithdrawForm(forms.Form):
    """Why is it withdrawn?"""

    why = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Everybody who reads the release will see this.",
        max_length=500,
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 3}),
    )
