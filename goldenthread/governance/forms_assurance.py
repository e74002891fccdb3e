"""Forms of assurance and of what is put before a group."""

from typing import Any

from django import forms

from goldenthread.accounts.models import Partnership
from goldenthread.delivery.models import Action
from goldenthread.governance import rules
from goldenthread.governance.forms import SELECT
from goldenthread.governance.models import Decision
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.partnership.forms import choice, day
from goldenthread.partnership.forms import text as words
from goldenthread.partnership.models import Group
from goldenthread.strategy.models import Area


class AssuranceForm(forms.Form):
    """The short template that every report of assurance follows."""

    level = choice(
        "How sure may the board be?",
        [(key, f"{one.label}: {one.meaning}") for key, one in rules.LEVELS.items()],
        widget=forms.RadioSelect,
    )
    says = words("How does it stand?", rows=4, most=4000)
    basis = words(
        "What does that rest on?", rows=3, most=4000, help_text="Figures, audits, what was seen."
    )
    gaps = words("What is not known or not done?", rows=3, most=4000, required=False)
    group = forms.ModelChoiceField(
        Group.objects.none(), label="Who reports", required=False,
        widget=forms.Select(attrs=SELECT), empty_label="The group that the plan names, if any",
    )  # fmt: skip
    on = day("Day of the report", required=False, help_text="Left empty: today.")
    return_on = day(
        "Day it comes back", required=False, help_text="Needed where assurance is limited or none."
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.of(area.partnership_id)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class EscalationForm(forms.Form):
    """What is put before which group, from where, and what is asked."""

    title = words("What is it?")
    source = choice("Where does it come from?", list(rules.SOURCES.items()))
    what = words(
        "More about it", rows=3, most=4000, required=False,
        help_text="No names of victims or suspects, and nothing of a single case.",
    )  # fmt: skip
    asked = words("What is the group asked to do?", rows=3, most=4000)
    to_group = forms.ModelChoiceField(
        Group.objects.none(), label="Which group is asked", widget=forms.Select(attrs=SELECT),
        error_messages={"required": "Choose the group that is asked."},
    )  # fmt: skip
    from_group = forms.ModelChoiceField(
        Group.objects.none(), label="On behalf of which group", required=False,
        widget=forms.Select(attrs=SELECT), empty_label="None",
    )  # fmt: skip
    indicator = forms.ModelChoiceField(
        IndicatorDefinition.objects.all(), label="The measure", required=False,
        widget=forms.Select(attrs=SELECT), empty_label="None",
    )  # fmt: skip
    action = forms.ModelChoiceField(
        Action.objects.none(), label="The action", required=False,
        widget=forms.Select(attrs=SELECT), empty_label="None",
    )  # fmt: skip
    area = forms.ModelChoiceField(
        Area.objects.none(), label="The area of the plan", required=False,
        widget=forms.Select(attrs=SELECT), empty_label="None",
    )  # fmt: skip
    count = forms.IntegerField(
        label="How many cases stand behind it", required=False, min_value=0,
        help_text="Only for a theme of several cases, and only the number: 5 or more.",
    )  # fmt: skip
    return_on = day("Day by which an answer is needed", required=False)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.of(partnership)
        areas = Area.objects.of(partnership).filter(priority__strategy__status="adopted")
        open_ones = Action.objects.of(partnership).filter(done_on=None, missed_on=None)
        choices: dict[str, Any] = {
            "to_group": groups.filter(restricted=False),
            "from_group": groups,
            "action": open_ones.order_by("title"),
            "area": areas,
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the group answers, and by which decision."""

    answer = words("What does the group answer?", rows=3, most=4000)
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label="The decision", required=False,
        widget=forms.Select(attrs=SELECT), empty_label="None was taken",
    )  # fmt: skip

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Decision.objects.of(group.partnership_id).filter(item__meeting__group=group)
        self.fields["decision"].queryset = taken.order_by("-pk")  # type: ignore[attr-defined]
