"""Forms of those who look after what is kept."""

from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.casework.keeping.changes.requests import OUTCOMES
from goldenthread.casework.models import Case
from goldenthread.casework.rules.references import tidy
from goldenthread.casework.rules.retention import HOLDS
from goldenthread.partnership.forms import choice, day, text

GROUNDS = {
    "litigation": "A court case, or one that is expected",
    "inquiry": "An inquiry",
    "death_review": "A death review",
    "complaint": "A complaint",
    "access_request": "A person has asked to see what is held",
}


class CertainForm(forms.Form):
    """Says that one knows what cannot be undone."""

    certain = forms.BooleanField(
        label="I know that this cannot be undone",
        error_messages={"required": "Tick the box to go on."},
    )


class ReferenceField(forms.CharField):
    """The reference of a case, as somebody types it."""

    def clean(self, value: Any) -> str:
        """Give it as it is kept; refuse what can be none."""
        found = tidy(super().clean(value))
        if not found:
            raise forms.ValidationError("Write the reference as it stands, such as K7M-4QX-9PD.")
        return found


def _reference(**options: Any) -> ReferenceField:
    wrong = {"required": "Reference of the case: this is needed."}
    return ReferenceField(
        label="Reference of the case", max_length=20, error_messages=wrong, **options
    )


class HoldForm(forms.Form):
    """A hold: on which case, why, who answers for it, and when it is looked at again."""

    reference = _reference()
    why = choice(
        "On what ground?", [(one, GROUNDS[one]) for one in HOLDS], widget=forms.RadioSelect
    )
    holder = text("Who answers for the hold?", most=200)
    reason = text("Why must nothing of it go?", most=1000, rows=3)
    review_by = day("When is it looked at again?")


class LongerForm(forms.Form):
    """Keep a closed case longer than its class says."""

    until = day("Until which day is it kept?")
    reason = text("Why?", most=1000, rows=3)


class WhyForm(forms.Form):
    """A reason."""

    reason = text("Why?", most=1000, rows=3)


class LooksFilter(forms.Form):
    """Which looks at cases to show."""

    person = text("Who looked", required=False, most=150)
    reference = text("Reference of the case", required=False, most=20)
    since = day("Since", required=False)
    until = day("Until", required=False)


class EmergencyForm(forms.Form):
    """The door for an emergency."""

    reference = _reference()
    reason = text(
        "Why must you see it now?", most=1000, rows=4,
        help_text="Your supervisors and the information governance lead read this.",
    )  # fmt: skip


class FindingForm(forms.Form):
    """What was found when an emergency was looked at afterwards."""

    justified = choice(
        "Was it an emergency?", [("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect
    )
    finding = text("What did you find, and what follows from it?", most=1000, rows=4)


class RequestForm(forms.Form):
    """What a person asks for."""

    kind = choice(
        "What do they ask?",
        [("access", "To see what is held on them"), ("rectify", "To have something put right")],
        widget=forms.RadioSelect,
    )
    name = text("Who asks?", most=200)
    contact = text("How are they reached?", most=300, required=False)
    received = day("When did we receive it?")
    terms = text(
        "By which names and contacts are they looked for?", most=600, rows=4,
        help_text="One in each line: names they have or had, telephone numbers, addresses.",
    )  # fmt: skip
    asked = text("What do they ask, in their words?", most=4000, rows=4, required=False)


class ExtendForm(forms.Form):
    """One or two months more."""

    months = forms.TypedChoiceField(
        label="By how long?", choices=[(1, "One month"), (2, "Two months")], coerce=int,
        widget=forms.RadioSelect, error_messages={"required": "By how long? Choose one."},
    )  # fmt: skip
    reason = text("Why is it complex?", most=1000, rows=3)


class CasesForm(forms.Form):
    """Which of the cases that were found are of this person."""

    def __init__(self, *args: Any, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = {str(one.pk): one for one in cases}
        self.fields["of_them"] = forms.MultipleChoiceField(
            label="Which of these are of this person?", widget=forms.CheckboxSelectMultiple,
            choices=[(key, self._said(one)) for key, one in self.cases.items()],
            error_messages={"required": "Tick those that are of this person."},
        )  # fmt: skip

    @staticmethod
    def _said(one: Case) -> str:
        names = ", ".join(party.name for party in one.parties.all() if party.name)
        opened = f"{timezone.localtime(one.opened_at):%-d %B %Y}"
        return f"{one.reference}: {one.type.name}, {opened}. Names in it: {names or 'none'}"

    @property
    def chosen(self) -> list[Case]:
        """The cases that were ticked."""
        return [self.cases[key] for key in self.cleaned_data["of_them"]]


class ItemForm(forms.Form):
    """Whether one thing is given."""

    decision = choice(
        "Is it given?",
        [("give", "Give it"), ("part", "Give a part"), ("withhold", "Withhold it")],
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    words = text("The words that are given, where a part is", most=8000, rows=3, required=False)
    reason = text("Why is it withheld, all or in part?", most=1000, required=False)


class CorrectForm(forms.Form):
    """Which entry of which timeline is put right, and how."""

    reference = _reference()
    number = forms.IntegerField(
        label="Which entry of its timeline, counted from the first?", min_value=1,
        error_messages={"required": "Which entry? Give its number."},
    )  # fmt: skip
    text = text("What is right?", most=4000, rows=4)


class OutcomeForm(forms.Form):
    """What becomes of a request to put something right."""

    outcome = choice("What becomes of it?", list(OUTCOMES.items()), widget=forms.RadioSelect)
    why = text("Why, and whom else did you tell?", most=4000, rows=4)
