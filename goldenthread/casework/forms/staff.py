"""Forms of every case, whatever its type."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.casework.changes.tasks import LONGEST_NAME
from goldenthread.casework.changes.working import LONGEST_NOTE
from goldenthread.casework.rules.marking import NOTE_KINDS, PERSON_KINDS
from goldenthread.casework.types.model import CaseType
from goldenthread.partnership.forms import any_of, choice, day, text

KINDS = {"fact": "Fact", "opinion": "Opinion or judgement", "allegation": "Allegation by somebody"}


class CaseFilter(forms.Form):
    """Which cases to show."""

    q = text("Reference, or words in the case", required=False, most=100)
    type = choice("Kind", [], required=False)
    state = choice("Open or closed", [("open", "Open"), ("closed", "Closed"), ("all", "Both")],
                   required=False)  # fmt: skip
    lead = choice("Led by", [("", "Anybody"), ("me", "Me"), ("nobody", "Nobody")], required=False)
    stage = choice("Stage", [], required=False)

    def __init__(self, *args: Any, types: list[CaseType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {one.id: one.name for one in types}
        stages = {stage.id: stage.name for one in types for stage in one.stages}
        self.fields["type"] = choice("Kind", any_of("kinds", names.items()), required=False)
        self.fields["stage"] = choice("Stage", any_of("stages", stages.items()), required=False)


class StepTaken(forms.Form):
    """A step: why, where it needs a reason, and how the case ended, where it ends there."""

    def __init__(self, *args: Any, needs_reason: bool, outcomes: dict[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if outcomes:
            self.fields["outcome"] = choice(
                "How did it end?", list(outcomes.items()), widget=forms.RadioSelect
            )
        self.fields["reason"] = text(
            "Why?", rows=4, most=4000, required=needs_reason,
            help_text="Kept in the timeline of the case. The person who reported does not read it.",
        )  # fmt: skip


class NoteForm(forms.Form):
    """A note: a fact, an opinion or an allegation, and of whom (G-07)."""

    text = text("Note", rows=5, most=LONGEST_NOTE)
    kind = choice(
        "What kind of note is it?", [(one, KINDS[one]) for one in NOTE_KINDS],
        widget=forms.RadioSelect,
    )  # fmt: skip
    about = choice(
        "Who is it about?",
        [("", "Nobody in particular"), *((one, one.capitalize()) for one in PERSON_KINDS)],
        required=False,
    )


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the people who may work on cases."""

    widget = forms.Select


def _people(label: str, people: list[User], **options: Any) -> PersonChoice:
    among = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "pk")
    return PersonChoice(among, label=label, **options)


class LeadForm(forms.Form):
    """Who leads a case."""

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = _people("Who leads it?", people, empty_label="Choose")


class TaskForm(forms.Form):
    """A task added by hand."""

    name = text("What is to be done?", most=LONGEST_NAME)
    due = day("By when?")

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_to"] = _people(
            "Who does it?", people, required=False, empty_label="Whoever leads the case"
        )

    def clean_due(self) -> date:
        """Refuse a day in the past before anything else is looked at."""
        due: date = self.cleaned_data["due"]
        if due < timezone.localdate():
            raise forms.ValidationError("Choose today or a later day.")
        return due


class DoneForm(forms.Form):
    """A task that is done."""

    def __init__(self, *args: Any, mandatory: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"] = text(
            "When and how was it done?", rows=3, most=2000, required=mandatory
        )


class ReasonForm(forms.Form):
    """A reason that is kept."""

    reason = text("Why?", rows=3, most=300)


class AccessForm(forms.Form):
    """Who else is put on a case, in which role, and why."""

    def __init__(self, *args: Any, people: list[User], of: CaseType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(one.id, one.name) for one in of.workers if one.sees in ("case", "fields")]
        self.fields["person"] = _people("Who?", people, empty_label="Choose")
        self.fields["worker"] = choice("In which role on this case?", roles)
        self.fields["reason"] = text("Why must they see it?", rows=2, most=300)


class WordForm(forms.Form):
    """Something that the person who reported adds."""

    text = text("What do you want to add?", rows=4, most=4000)
