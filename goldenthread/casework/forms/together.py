"""Forms of referrals and of the action plan."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.casework.forms.victims import YES_NO, person
from goldenthread.casework.types.model import CaseType
from goldenthread.partnership.forms import choice, day, text
from goldenthread.partnership.models import Organisation


def body(label: str, partnership: Partnership, **options: Any) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    """Give a field for one of the bodies of a partnership that still exist."""
    among = Organisation.objects.of(partnership).filter(ends=None)
    wrong = {"required": f"{label}: choose one."}
    return forms.ModelChoiceField(
        among, label=label, empty_label="Choose", error_messages=wrong, **options
    )


class ReferForm(forms.Form):
    """To whom a case is referred, why, and what is shared (REF-01, REF-02)."""

    reason = text("Why is it referred?", rows=3, most=4000)
    shared = text(
        "What do you tell them of it?", rows=4, most=4000,
        help_text="They read this before they accept. Once they accept, they see the case.",
    )  # fmt: skip
    urgent = choice("Is it urgent?", YES_NO, widget=forms.RadioSelect, initial="no")
    consent = choice("Did the person agree to it?", YES_NO, widget=forms.RadioSelect)
    override = text(
        "If they did not: why is it referred all the same?", rows=2, most=2000, required=False
    )
    legal_basis = text("And on what legal basis?", most=300, required=False)

    field_order = ("body", "officer", "worker")

    def __init__(
        self, *args: Any, partnership: Partnership, people: list[User], of: CaseType, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        roles = [(one.id, one.name) for one in of.workers
                 if one.sees in ("case", "fields") and not one.held_by]  # fmt: skip
        self.fields["body"] = body("To which body?", partnership)
        self.fields["officer"] = person("To which officer?", people, empty_label="Choose")
        self.fields["worker"] = choice("In which role do they work on it?", roles)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Give yes and no as such."""
        given = super().clean() or {}
        for name in ("urgent", "consent"):
            if name in given:
                given[name] = given[name] == "yes"
        return given


class AnswerForm(forms.Form):
    """Whether a referral is accepted, and why not."""

    accepts = choice(
        "Do you accept it?", [("yes", "Yes: I will work on it"), ("no", "No")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    why = text("If not, why?", rows=3, most=2000, required=False)

    def clean_accepts(self) -> bool:
        """Give it as yes or no."""
        return bool(self.cleaned_data["accepts"] == "yes")


class EndForm(forms.Form):
    """How a referral ended."""

    def __init__(self, *args: Any, ends: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["then"] = choice(
            "How does it end?", list(ends.items()), widget=forms.RadioSelect
        )
        self.fields["outcome"] = text("What came of it?", rows=3, most=2000)


class ActionForm(forms.Form):
    """One action of the plan of a case (CASE-02)."""

    what = text("What is to be done?", rows=2, most=1000)
    person = text("Their name, if they do not sign in here", required=False)
    due = day("By when?")

    field_order = ("what", "tool", "body", "owner", "person", "due")

    def __init__(
        self, *args: Any, partnership: Partnership, people: list[User], tools: Mapping[str, str],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["tool"] = choice("With which tool?", [("", "Choose"), *tools.items()])
        self.fields["body"] = body("Which body does it?", partnership)
        self.fields["owner"] = person(
            "Who does it?", people, required=False, empty_label="Somebody who does not sign in here"
        )
        self.order_fields(self.field_order)


class FinishForm(forms.Form):
    """What came of an action."""

    needed = choice(
        "Is it done?", [("yes", "Yes, it is done"), ("no", "No, it is no longer needed")],
        widget=forms.RadioSelect, initial="yes",
    )  # fmt: skip
    outcome = text("What came of it, or why is it not needed?", rows=3, most=2000)
    victim_told_on = day("When was the victim told?", required=False, initial=timezone.localdate)

    def clean_needed(self) -> bool:
        """Give it as yes or no."""
        return bool(self.cleaned_data["needed"] == "yes")
