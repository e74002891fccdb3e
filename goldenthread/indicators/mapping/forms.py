"""The form that narrows the list of places."""

from django import forms

from goldenthread.places.models import Area

_KINDS = [(str(kind), str(kind.label).capitalize()) for kind in Area.Kind
          if kind != Area.Kind.UNSTATED]  # fmt: skip


class AreaFilter(forms.Form):
    """Which areas? By a part of the name, and by kind."""

    q = forms.CharField(
        label="Name", required=False, max_length=80,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "All but small areas"), *_KINDS],
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
