"""Forms of tools and powers: asked for as each is declared."""

from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.casework.forms.victims import whole
from goldenthread.casework.rules.working import INFORMAL_NAMES
from goldenthread.casework.values.powers import Power, Step, powers
from goldenthread.partnership.forms import choice, text


def moment(label: str, **options: Any) -> forms.DateTimeField:
    """Give a field for a day and a time of day."""
    control = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    wrong = {
        "invalid": f"{label}: write day and time, such as 30/6/2027 14:00.",
        "required": f"{label}: this is needed.",
    }
    formats = ["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"]
    return forms.DateTimeField(
        label=label, widget=control, input_formats=formats, error_messages=wrong, **options
    )


def ticked(label: str, steps: list[Step] | dict[str, str], **options: Any) -> forms.Field:
    """Give a field of things to tick."""
    known = steps.items() if isinstance(steps, dict) else [(one.id, one.says) for one in steps]
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, choices=list(known),
        **options,
    )  # fmt: skip


class PowerForm(forms.Form):
    """All that the law asks about one power; only the first questions must be answered at once."""

    def __init__(self, *args: Any, power: Power, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.power = power
        add = self.fields
        who = {one: one.replace("_", " ").capitalize() for one in power.used_by}
        add["subject"] = text("Against whom is it, or for which place?")
        add["age"] = whole("How old are they?", least=0, most=130, required=False,
                           help_text="Leave empty where it is a body or a place.")  # fmt: skip
        add["place"] = text("Where?", most=300, required=False)
        add["used_by"] = choice("Who uses it?", list(who.items()))
        add["officer"] = text("Name and rank or post of whoever authorises it", required=False)
        add["starts"] = moment("From when?", initial=lambda: timezone.localtime())
        add["ends"] = moment("Until when?", required=False,
                             help_text="Leave empty for the usual end, or for no end.")  # fmt: skip
        add["terms"] = text("What does it forbid or ask for?", rows=3, most=4000, required=False)
        for limb in power.test:
            add[f"met_{limb.id}"] = text(
                f"Evidence: {limb.says[0].lower()}{limb.says[1:]}", rows=2, most=4000,
                required=False,
            )  # fmt: skip
        self._steps()
        self._weighed()
        add["service"] = text("How and when was it served or told?", most=300, required=False)

    def _steps(self) -> None:
        for name, label, steps in (
            ("done", "What was done first?", self.power.before),
            ("says", "What does its notice say or show?", self.power.notice),
            ("heeds", "Make sure of this", self.power.never),
        ):
            if steps:
                self.fields[name] = ticked(label, steps)

    def _weighed(self) -> None:
        add = self.fields
        if self.power.formal:
            add["informal"] = ticked(
                "Which informal measures were considered?", dict(INFORMAL_NAMES)
            )
            add["why_not"] = text("Why are they not enough?", rows=2, most=4000, required=False)
            add["needs"] = text(
                "What was considered of the person's age, health, capacity, care and housing?",
                rows=2, most=4000, required=False,
            )  # fmt: skip
        if self.power.youth_consulted:
            add["youth_consulted"] = text(
                "Under 18: when and with whom was youth justice consulted?", rows=2, most=2000,
                required=False,
            )  # fmt: skip
        if self.power.respondent_assessed:
            add["respondent_risk"] = text(
                "The applicant's assessment of the respondent's risk", rows=3, most=4000,
                required=False,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Gather the evidence, limb by limb."""
        given = super().clean() or {}
        kept = {name: value for name, value in given.items() if not name.startswith("met_")}
        kept["met"] = {
            one.id: given[f"met_{one.id}"] for one in self.power.test if given.get(f"met_{one.id}")
        }
        return {"given": kept}


class PowerEventForm(forms.Form):
    """What became of a power in use."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = text("What happened, or why?", rows=3, most=4000)
        if kind in ("varied", "extended"):
            self.fields["new_end"] = moment("Until when now?", required=kind == "extended")
        if kind == "breached":
            self.fields["pounds"] = whole(
                "Fixed penalty in pounds, if one was given", least=1, most=100_000, required=False
            )


class RegisterFilter(forms.Form):
    """Which powers to show."""

    power = choice("Tool or power", [], required=False)
    state = choice("Which?", [("", "In force or to come"), ("ended", "Ended"), ("all", "All")],
                   required=False)  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.id, one.name) for one in powers().values()]
        self.fields["power"] = choice("Tool or power", [("", "Every one"), *known], required=False)
