"""Forms by which staff work on a case review."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.casework.queries.review.reckoning import Count
from goldenthread.casework.rules.complaint_rows import (
    BODIES,
    LONGEST_REFERENCE,
    LONGEST_TOLD,
    Row,
)
from goldenthread.casework.rules.review_routes import (
    ALTERNATIVE,
    DISCRETIONARY,
    MANDATORY,
    NONE,
)
from goldenthread.casework.rules.threshold import GROUNDS
from goldenthread.partnership.forms import choice, day, text

RELEVANT = [(key, name) for key, name in BODIES.items() if key != "other"]
ATTENDS = [
    ("attends", "Comes to a part of it"),
    ("statement", "Sends a statement that is read out"),
    ("both", "Does both"),
    ("neither", "Does neither"),
]
CAME_IN = [
    ("online", "Online"),
    ("phone", "By phone"),
    ("paper", "On paper"),
    ("in_person", "In person"),
    ("with_help", "With help from somebody"),
]
YES_NO = [("yes", "Yes"), ("no", "No")]


def _today() -> date:
    return timezone.localdate()


class ComplaintForm(forms.Form):
    """A complaint that came to light later."""

    body = choice("Which body was told?", list(BODIES.items()))
    told = text("Whom there?", most=LONGEST_TOLD, required=False)
    made = day("On which day were they told?")
    behaviour = day("On which day did it happen?", required=False,
                    help_text="Leave empty where nobody knows: then it stays open.")  # fmt: skip
    reference = text("Reference", most=LONGEST_REFERENCE, required=False)
    person = text("Who complained, if not the applicant?", required=False,
                  help_text="Whoever it was, it counts (rule CR-06).")  # fmt: skip
    hate = forms.BooleanField(label="It was told as motivated by hate", required=False)

    def given(self) -> dict[str, Any]:
        """Give what a change needs; only after `is_valid`."""
        said = self.cleaned_data
        row = Row(said["body"], said["made"], said["behaviour"], said["told"], said["reference"])
        return {"row": row, "person": said["person"], "hate": said["hate"]}


class CorrectForm(forms.Form):
    """What is put right of a complaint."""

    behaviour = day("On which day did it happen?", required=False,
                    help_text="Leave empty where nobody knows.")  # fmt: skip
    incident = choice("Is it one event with another complaint?", [], help_text=(
        "One event counts once, however many bodies were told of it (rule RPT-05)."
    ))  # fmt: skip
    hate = forms.BooleanField(label="It was told as motivated by hate", required=False)
    nuisance_only = forms.BooleanField(
        label="Only nuisance is said of it, outside housing: decide whether anybody was alarmed",
        required=False,
    )
    reason = text("Why?", rows=2, most=300)

    def __init__(self, *args: Any, number: int, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (one, "No, an event of its own" if one == number else f"With complaint {one}")
            for one in [number, *(one for one in numbers if one != number)]
        ]
        self.fields["incident"] = forms.TypedChoiceField(
            label=self.fields["incident"].label, choices=choices, coerce=int,
            help_text=self.fields["incident"].help_text,
        )  # fmt: skip


class FindingForm(forms.Form):
    """What a body found on its books."""

    body = choice("Which body looked?", RELEVANT)
    found = choice("Does it have the complaint on its books?", YES_NO, widget=forms.RadioSelect)
    reference = text("Its reference there", most=100, required=False)
    note = text("Where did it look?", most=500, required=False,
                help_text="Needed where it has none.")  # fmt: skip

    def given(self) -> dict[str, Any]:
        """Give what a change needs; only after `is_valid`."""
        return {**self.cleaned_data, "found": self.cleaned_data["found"] == "yes"}


class DecideForm(forms.Form):
    """The decision on the threshold, as the count leaves it open."""

    route = choice("How did the application come in?", CAME_IN)
    threshold_route = choice("What is decided?", [], widget=forms.RadioSelect)
    met_on = forms.MultipleChoiceField(
        label="On which grounds, if by discretion?",
        choices=[(key, said.capitalize()) for key, said in GROUNDS.items()],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    evidence = text("What evidence was looked at?", rows=3, most=4000)
    rejected = text("Which other decisions were considered, and why not taken?", rows=3, most=4000)
    decision_reasons = text("What are the reasons?", rows=5, most=4000,
                            help_text="The applicant reads them word for word.")  # fmt: skip
    next_step = text("What is offered instead, if there is no review?", rows=3, most=4000,
                     required=False)  # fmt: skip
    support_offered = choice("If there is a review: was victim support offered?",
                             [("", "Not yet"), *YES_NO], required=False)  # fmt: skip

    def __init__(self, *args: Any, count: Count, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = count.bodies
        self.fields["threshold_route"].choices = _routes(count)  # type: ignore[attr-defined]
        for one in count.bodies:
            self.fields[f"decided_{one.id}"] = text(f"Who decided for: {one.name}?", most=150)

    def given(self) -> dict[str, str]:
        """Give the answers to the declared form; only after `is_valid`."""
        said = self.cleaned_data
        texts = {
            key: str(said[key])
            for key in ("route", "threshold_route", "evidence", "rejected", "decision_reasons",
                        "next_step", "support_offered")
        }  # fmt: skip
        deciders = "\n".join(f"{one.name}: {said[f'decided_{one.id}']}" for one in self.bodies)
        return {**texts, "met_on": ",".join(said["met_on"]), "deciders": deciders}


def _routes(count: Count) -> list[tuple[str, str]]:
    """Give the decisions that the count allows: no other can be chosen."""
    if count.reckoning.is_met:
        return [(MANDATORY, "A review is held: the number of qualifying complaints is reached")]
    found = [(DISCRETIONARY, "A review is held, by discretion of the bodies")]
    if count.alternatives:
        found.append((ALTERNATIVE, f"A review is held: {count.alternatives[0]}"))
    if not (count.reckoning.may_yet_be_met or count.alternatives or count.alternatives_open):
        found.append((NONE, "The threshold is not met"))
    return found


class AnswerForm(forms.Form):
    """What a body answered."""

    answer = text("What did it do, and when?", rows=6, most=6000)
    gaps = text("What did it not do, or does not know?", rows=3, most=2000, required=False)


class PrepareForm(forms.Form):
    """Who chairs, and how the victim takes part."""

    chair_named = text("Who chairs the meeting?", most=150, required=False,
                       help_text="Somebody with no part in this case or a linked one.")  # fmt: skip
    chair_from = text("From which body?", required=False)
    victim_attends = choice(
        "How does the victim want to take part?", [("", "Not asked yet"), *ATTENDS], required=False
    )
    statement = text("The victim's statement, word for word", rows=5, most=4000, required=False)


class LinkForm(forms.Form):
    """Another case of the same behaviour."""

    reference = text("Reference of the other case", most=20)


class RecommendForm(forms.Form):
    """A recommendation."""

    to = text("To which person or body with public functions?")
    text = text("What is recommended?", rows=3, most=2000)
    due = day("To be done by")


class OutcomeForm(forms.Form):
    """What the review found."""

    findings = text("What was found?", rows=6, most=4000,
                    help_text="The applicant reads it word for word.")  # fmt: skip
    outcome_reasons = text("Why?", rows=4, most=4000)


class ResponseForm(forms.Form):
    """How a body answered a recommendation."""

    accepted = choice("Is it accepted?", YES_NO, widget=forms.RadioSelect)
    reason = text("What did the body say?", rows=3, most=2000, required=False,
                  help_text="A body that does not accept it must say why.")  # fmt: skip
    on = day("On which day did it answer?", initial=_today)

    def given(self) -> dict[str, Any]:
        """Give what a change needs; only after `is_valid`."""
        return {**self.cleaned_data, "accepted": self.cleaned_data["accepted"] == "yes"}


class FollowUpForm(forms.Form):
    """How a recommendation stands."""

    found = text("What was found when it was checked?", rows=3, most=2000)
    done_on = day("Done on", required=False, help_text="Leave empty while it is not done.")


class AppealForm(forms.Form):
    """An appeal by the applicant."""

    why = text("What is wrong with the decision?", rows=5, most=4000)


class EffectivenessForm(forms.Form):
    """The yearly look at the procedure."""

    reviewed_on = day("Reviewed on", initial=_today)
    looked_at = text("What was looked at?", rows=3, most=8000)
    found = text("How well did the procedure work?", rows=5, most=8000)
    changes = text("What is changed, or why nothing?", rows=4, most=8000)
    consulted = text("Who was consulted?", rows=2, most=8000,
                     help_text="A changed procedure needs the local policing body and providers of "
                     "social housing to be consulted (rule CR-03).")  # fmt: skip
