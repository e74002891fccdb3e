"""Forms of returns, thin: what may be done is decided in rules and changes."""

from datetime import date
from typing import Any

from django import forms

from goldenthread.accounts.models import Partnership
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.returns import queries, reading, rules
from goldenthread.indicators.returns.models import ReturnRequest
from goldenthread.indicators.returns.rows import Wants
from goldenthread.indicators.returns.rules import LABELS, LONGEST_WHY
from goldenthread.partnership.forms import choice, day, text
from goldenthread.partnership.models import Organisation
from goldenthread.places.models import Area
from goldenthread.sources.sheets import LARGEST

FAR = (
    "That is far from the last values. It may well be right: if it is, tick “It is right” and "
    "send it again."
)


def _number(label: str, help_text: str, *, required: bool, whole: bool) -> forms.CharField:
    keys = "numeric" if whole else "decimal"
    control = forms.TextInput(
        attrs={
            "class": "govuk-input govuk-input--width-10",
            "inputmode": keys,
            "autocomplete": "off",
        }
    )
    wrong = {"required": f"{label}: write the number. For none at all, write 0."}
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=25, widget=control,
        error_messages=wrong,
    )  # fmt: skip


class FigureForm(forms.Form):
    """The one number that is owed, and what must be said with it."""

    def __init__(self, *args: Any, asked: Wants, request: ReturnRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of = request.definition
        either = asked.count and asked.value
        if asked.count:
            label = "How many?"
            self.fields["count"] = _number(label, of.counts, required=not either, whole=True)
        if asked.denominator:
            self.fields["denominator"] = _number(
                "Out of how many?", of.of, required=not either, whole=True
            )
        if asked.value:
            label = "Or the figure itself" if either else "The figure"
            unit = f"In {of.unit}. " if of.unit else ""
            hint = f"{unit}Only where there is nothing to count." if either else unit
            self.fields["value"] = _number(label, hint, required=not either, whole=False)
        self.fields["status"] = forms.ChoiceField(
            label="How firm is it?",
            choices=[(str(key), label) for key, label in rules.FIRM.items()],
            widget=forms.RadioSelect,
            initial="final",
        )
        self.fields["qualifier"] = text(
            "A word of doubt", most=60, required=False,
            help_text="Printed with the figure, such as “about”.",
        )  # fmt: skip
        self.fields["note"] = text(
            "A note", most=LONGEST_WHY, rows=2, required=False,
            help_text="Read beside the figure. No names of people. Needed when a final figure "
            "changes.",
        )  # fmt: skip
        if self.is_bound and self.data.get("far"):
            self.ask_whether_right()

    def ask_whether_right(self) -> None:
        """Add the question that a figure far from the last ones raises."""
        self.fields["right"] = forms.BooleanField(label="It is right", required=False)


class FileForm(forms.Form):
    """A file of figures."""

    file = forms.FileField(
        label="File",
        help_text="The filled-in template, as CSV, XLSX or ODS, "
        f"at most {LARGEST // 1_000_000} MB.",
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".csv,.xlsx,.ods"}),
        error_messages={
            "required": "File: choose the file to send.",
            "empty": "The file is empty.",
        },
    )


class WhyForm(forms.Form):
    """A reason."""

    why = text("Why?", most=LONGEST_WHY, rows=3, help_text="Everyone who sees the return reads it.")


class EndForm(forms.Form):
    """The last day asked for, with the reason."""

    ends = day("Last day that is asked for")
    why = text("Why is it no longer needed?", most=LONGEST_WHY, rows=3)


class ReturnsFilter(forms.Form):
    """Which returns to show."""

    state = choice(
        "How it stands",
        [("", "All"), *((str(key), label) for key, (label, _) in LABELS.items())],
        required=False,
    )
    organisation = forms.ModelChoiceField(
        label="Owed by",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Every body",
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = ReturnRequest.objects.of(partnership).values("organisation")
        bodies = Organisation.objects.of(partnership).filter(pk__in=asked)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]


class _People(forms.ModelForm):
    """Who has a part in a request, and by when it is due."""

    due_days = forms.IntegerField(
        label="Due how many days after the period ends?", min_value=0, max_value=250, initial=15
    )
    due_in = choice("Counted in", list(rules.DUE_IN.items()))
    guidance = text("How to count it", most=2000, rows=3, required=False)

    class Meta:
        model = ReturnRequest
        fields = ("organisation", "owner", "deputy", "approver", "due_days", "due_in", "guidance")
        labels = {
            "organisation": "Body that owes it",
            "owner": "Person who owes it",
            "deputy": "Deputy",
            "approver": "Person who approves it",
        }
        help_texts = {"approver": "Never the one who sends it."}
        widgets = {
            name: forms.Select(attrs={"class": "govuk-select"})
            for name in ("organisation", "owner", "deputy", "approver")
        }

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "organisation": Organisation.objects.of(partnership),
            "owner": queries.may_owe(partnership),
            "deputy": queries.may_owe(partnership),
            "approver": queries.may_approve(partnership),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].empty_label = "Choose"  # type: ignore[attr-defined]
        self.fields["deputy"].empty_label = "Nobody"  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        """Leave people to the rules, which say in words what the database can only refuse."""
        kept: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return kept | {"owner", "deputy", "approver"}


class EditForm(_People):
    """A request, changed."""


class AskForm(_People):
    """A new request."""

    field_order = ("definition", "area", "breakdown", "rhythm", "starts")
    definition = forms.ModelChoiceField(
        label="Indicator",
        queryset=IndicatorDefinition.objects.none(),
        empty_label="Choose",
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    area = forms.ModelChoiceField(
        label="Area",
        queryset=Area.objects.none(),
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    breakdown = text(
        "Part of the people or events", most=120, required=False, help_text="Empty for all of them."
    )
    rhythm = choice("How often", [(str(key), label) for key, label in rules.RHYTHMS.items()])
    starts = day("First day of the first period", help_text="Such as 1 April 2026.")

    class Meta(_People.Meta):
        fields = (  # type: ignore[assignment]
            "definition", "area", "breakdown", "rhythm", "starts", *_People.Meta.fields,
        )  # fmt: skip

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, partnership=partnership, **kwargs)
        every = IndicatorDefinition.objects.all()
        fit = [one.pk for one in every if not reading.why_not(one)]
        self.fields["definition"].queryset = every.filter(pk__in=fit)  # type: ignore[attr-defined]
        own = Area.objects.filter(code=partnership.area_code)
        near = Area.objects.filter(parts__code=partnership.area_code)
        self.fields["area"].queryset = (own | near).distinct()  # type: ignore[attr-defined]
        self.fields["area"].empty_label = "Choose"  # type: ignore[attr-defined]

    def clean_starts(self) -> date:
        """Begin at the beginning of a month, so that whole periods are asked for."""
        starts: date = self.cleaned_data["starts"]
        if starts.day != 1:
            raise forms.ValidationError("Begin on the first day of a month.")
        return starts
