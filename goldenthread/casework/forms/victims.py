"""Forms of the people harmed: who they are, their risk, each contact with them."""

from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.casework.forms.staff import PersonChoice
from goldenthread.casework.rules import working
from goldenthread.casework.values.matrix import Matrix
from goldenthread.partnership.forms import choice, day, text

YES_NO = [("yes", "Yes"), ("no", "No")]


def person(label: str, people: list[User], **options: Any) -> PersonChoice:
    """Give a field for one of the people who work on cases."""
    among = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "pk")
    return PersonChoice(among, label=label, **options)


def whole(label: str, *, least: int, most: int, **options: Any) -> forms.IntegerField:
    """Give a field for a whole number."""
    wrong = {
        "invalid": f"{label}: write a whole number.",
        "required": f"{label}: this is needed.",
        "min_value": f"{label}: {least} or more.",
        "max_value": f"{label}: {most} at most.",
    }
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, error_messages=wrong, **options
    )


class VictimForm(forms.Form):
    """Somebody harmed, their one point of contact, and how often they want to hear from us."""

    name = text("Name, or what they are called in this case")
    contact = text("How can we reach them?", most=300, required=False)
    safe_times = text("When is it safe to contact them?", most=300, required=False)
    contact_every = whole(
        "Days between contacts, as agreed with them", least=1, most=working.MOST_DAYS,
        required=False, help_text="Leave empty to follow their risk.",
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact_person"] = person(
            "Who is their single point of contact?", people, required=False,
            empty_label="Nobody yet",
        )  # fmt: skip


class AssessForm(forms.Form):
    """The questions of a risk matrix, as it stands on the day (RAM-01, RAM-03)."""

    def __init__(self, *args: Any, matrix: Matrix, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matrix = matrix
        self.fields["occasion"] = choice(
            "Why is it assessed now?", list(working.OCCASIONS.items()), widget=forms.RadioSelect
        )
        for asked in matrix.questions:
            self.fields[f"q_{asked.id}"] = choice(
                asked.ask, [(id, said) for id, (_, said) in asked.options.items()],
                widget=forms.RadioSelect, required=False,
            )  # fmt: skip
        self.fields["facts"] = forms.MultipleChoiceField(
            label="Does any of this hold?", required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(one.id, one.says) for one in matrix.overrides],
            help_text="Each makes the risk high, whatever the points.",
        )  # fmt: skip
        self.fields["reports"] = whole(
            "How many times have they reported it, this time included?", least=1, most=1000,
            initial=1,
        )  # fmt: skip
        self.fields["wished"] = choice(
            "What do you make of it?",
            [("", "As the points say"), *working.BAND_NAMES.items()], required=False,
            help_text="You may raise it, with reasons. To lower it, a supervisor must agree.",
        )  # fmt: skip
        self.fields["reasons"] = text(
            "Why, if you judge otherwise than the points?", rows=3, most=4000, required=False
        )

    def clean(self) -> dict[str, Any]:
        """Gather the answers, question by question."""
        given = super().clean() or {}
        kept = {name: value for name, value in given.items() if not name.startswith("q_")}
        kept["answers"] = {
            one.id: given[f"q_{one.id}"]
            for one in self.matrix.questions
            if given.get(f"q_{one.id}")
        }
        return kept


class BandForm(forms.Form):
    """What a supervisor says of a band that was wished for."""

    agrees = choice("Does it stand?", [("yes", "Yes, I agree"), ("no", "No, the scored one stays")],
                    widget=forms.RadioSelect)  # fmt: skip
    reasons = text("Why?", rows=3, most=4000)

    def clean_agrees(self) -> bool:
        """Give it as yes or no."""
        return bool(self.cleaned_data["agrees"] == "yes")


class ReviewForm(forms.Form):
    """Who looked at a victim's risk again, and what they found."""

    reviewer = text("Who looked at it? Name and post")
    text = text("What did they find?", rows=4, most=4000)


class ContactForm(forms.Form):
    """One contact with a victim, or an attempt."""

    how = choice("How?", list(working.HOW.items()), widget=forms.RadioSelect)
    reached = choice("Did you reach them?", YES_NO, widget=forms.RadioSelect)
    on = day("When?", initial=timezone.localdate)
    text = text("What was said, or what did you try?", rows=4, most=4000)
    agreed = day(
        "When will you contact them next, if you agreed a day?", required=False,
        help_text="Leave empty for the usual time.",
    )  # fmt: skip

    def clean_reached(self) -> bool:
        """Give it as yes or no."""
        return bool(self.cleaned_data["reached"] == "yes")


class SupervisorForm(forms.Form):
    """Who supervises a case."""

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = person("Who supervises it?", people, empty_label="Choose")
