"""Bringing in a plan's file: chosen, looked at, then made a draft."""

import base64
import binascii

from django import forms

from goldenthread.commands import CannotDo
from goldenthread.partnership.forms import choice
from goldenthread.strategy import rules
from goldenthread.strategy.exchange.files import read_plan
from goldenthread.strategy.exchange.outline import Outline

LARGEST = 2_000_000  # bytes; the file travels once more with the answer to the preview
HELP = (
    "A spreadsheet (.xlsx, .ods or .csv), StratML (.xml) or YAML (.yaml), at most 2 MB. Nothing "
    "is made yet."
)


class PlanFileForm(forms.Form):
    """Which file?"""

    file = forms.FileField(
        label="The plan's file",
        help_text=HELP,
        allow_empty_file=True,
        error_messages={"required": "Choose the plan's file."},
    )
    kind = choice("What kind of plan is it?", list(rules.PLAN_KINDS.items()),
                  widget=forms.RadioSelect, initial=rules.PARTNERSHIP_PLAN)  # fmt: skip

    outline: Outline | None = None
    content = b""
    name = ""

    def clean(self) -> dict:
        """Read the file; a mistake in it stands beside the field."""
        given = self.cleaned_data.get("file")
        if given is None:
            return self.cleaned_data
        if given.size > LARGEST:
            self.add_error("file", f"{given.name}: larger than 2 MB. Check that it is the plan.")
            return self.cleaned_data
        self.content, self.name = given.read(), given.name
        try:
            self.outline = read_plan(self.content, self.name)
        except CannotDo as why:
            self.add_error("file", str(why))
        return self.cleaned_data


class PlanAgainForm(forms.Form):
    """The same file again, with the answer that a draft shall be made of it."""

    name = forms.CharField(max_length=255, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=list(rules.PLAN_KINDS.items()), widget=forms.HiddenInput)
    content = forms.CharField(max_length=LARGEST * 2, widget=forms.HiddenInput)

    @staticmethod
    def packed(content: bytes) -> str:
        """Give a file's bytes as text that a form can carry."""
        return base64.b64encode(content).decode()

    def read(self) -> tuple[bytes, Outline]:
        """Read the file once more, distrusted as before. Raises CannotDo."""
        try:
            content = base64.b64decode(self.cleaned_data["content"], validate=True)
        except (binascii.Error, ValueError):
            raise CannotDo("The file did not come through whole. Choose it again.") from None
        return content, read_plan(content, self.cleaned_data["name"])
