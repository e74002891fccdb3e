"""Forms of this room, thin: what may be done is decided in rules and changes."""

from typing import Any

from django import forms

from goldenthread.hotspots import patrolling, rules
from goldenthread.partnership.forms import choice, day, text

NO_NAMES = "Everyone who sees hotspots can read it. No names of people and no house numbers."
_STATES = (("", "All"), ("waiting", "Waiting for the panel"), ("chosen", "Chosen"),
           ("declined", "Declined"))  # fmt: skip


class ShortlistFilter(forms.Form):
    """Which candidates to show."""

    status = choice("How it stands", _STATES, required=False)
    basis = choice("Rests on", [("", "All"), *rules.BASES.items()], required=False)


class NominationForm(forms.Form):
    """Which place, why, and where that comes from."""

    where = text(
        "Where?", most=20, help_text="A postcode or a grid reference: DH1 5UL, NZ 270 425. The "
        "square that it lies in is put forward.",
    )  # fmt: skip
    name = text("What people call it", most=120, help_text="Such as a street, a park or an estate.")
    theme = choice("Theme", list(rules.THEMES.items()), widget=forms.RadioSelect)
    basis = choice("What does it rest on?", list(rules.BASES.items()), widget=forms.RadioSelect)
    reason = text("Why this place?", most=4000, rows=4, help_text=NO_NAMES)
    on_behalf_of = text(
        "Which body or community does it come from?", most=120, required=False,
        help_text="Needed unless it rests on what is on record: a parish council, a residents' "
        "association, councillors of a ward.",
    )  # fmt: skip


class InterestForm(forms.Form):
    """A panel member's interest."""

    what = text("What is your interest?", most=1000, rows=3, help_text="Such as living nearby. "
                "You then take no part in deciding on this place.")  # fmt: skip


class DecisionForm(forms.Form):
    """What the panel decided, and why."""

    outcome = choice("What was decided?", list(rules.OUTCOMES.items()), widget=forms.RadioSelect)
    reasons = text("Reasons", most=4000, rows=4, help_text=NO_NAMES)
    panel = text("Who took part?", most=1000, rows=2, help_text="Bodies and posts, such as "
                 "“police, neighbourhood inspector; county council, warden manager”.")  # fmt: skip
    starts = day("First day, if chosen", required=False)
    review_by = day("To be reviewed by, if chosen", required=False,
                    help_text="Within six months of the first day.")  # fmt: skip


class RenewForm(forms.Form):
    """What a review of an area found."""

    name = text("What people call it", most=120)
    theme = choice("Theme", list(rules.THEMES.items()), widget=forms.RadioSelect)
    reason = text("What did the review find?", most=4000, rows=4, help_text=NO_NAMES)
    review_by = day("To be reviewed next by", help_text="Within six months of today.")


def _when(label: str) -> forms.DateTimeField:
    control = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    wrong = {"required": f"{label}: give day and time.",
             "invalid": f"{label}: write day and time, such as 2026-11-21 21:30."}  # fmt: skip
    return forms.DateTimeField(label=label, widget=control, error_messages=wrong)


class PatrolForm(forms.Form):
    """A patrol that is over: when, who, and what it led to."""

    sent_as = forms.UUIDField(widget=forms.HiddenInput)
    starts = _when("Started")
    stops = _when("Stopped")
    body = choice("Which body?", list(patrolling.BODIES.items()), widget=forms.RadioSelect)
    persons = forms.IntegerField(label="How many people?", min_value=1, initial=2)
    is_extra = forms.BooleanField(
        label="An extra patrol, paid for as such, and not business as usual", required=False
    )
    note = text("Note", most=500, rows=2, required=False, help_text="No names of anybody.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in patrolling.OUTCOMES.items():
            self.fields[kind] = forms.IntegerField(
                label=label, min_value=0, max_value=patrolling.MOST_OUTCOMES, required=False,
                widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-4"}),
            )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """Give what is logged: the fields, with the outcomes by kind."""
        told = dict(self.cleaned_data)
        return told | {"outcomes": {kind: told.pop(kind) or 0 for kind in patrolling.OUTCOMES}}


class EndForm(forms.Form):
    """The end of an area."""

    on = day("Last day")
    reason = text("Why does it end?", most=4000, rows=4, help_text=NO_NAMES)
