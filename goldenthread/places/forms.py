"""The one form of this room."""

from typing import Any

from django import forms

from goldenthread.commands import CannotDo
from goldenthread.places import postcodes


class PostcodeForm(forms.Form):
    """Which postcode?"""

    postcode = forms.CharField(
        label="Postcode",
        max_length=20,
        strip=True,
        help_text="A full postcode, for example DH1 5UL.",
        widget=forms.TextInput(attrs={"class": "govuk-input", "autocomplete": "postal-code"}),
        error_messages={
            "required": "Type a full postcode, for example DH1 5UL.",
            "max_length": "A postcode is no longer than 8 characters. Write it like DH1 5UL.",
        },
    )

    def clean(self) -> dict[str, Any]:
        """Look the postcode up, so that what is wrong with it is said beside its field."""
        data = super().clean() or {}
        if data.get("postcode"):
            try:
                data["found"] = postcodes.find(data["postcode"])
            except CannotDo as why:
                self.add_error("postcode", str(why))
        return data
