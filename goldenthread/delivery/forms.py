"""What is said and decided of actions, and which are shown; what may be done is in rules."""

from typing import Any

from django import forms

from csp_analytics.period import Period, PeriodError
from goldenthread.accounts.models import Partnership
from goldenthread.delivery import queries, rules
from goldenthread.delivery.models import DeliveryPlan
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.partnership.forms import any_of, choice, day, text
from goldenthread.partnership.models import Group

SELECT = {"class": "govuk-select"}
ONE_TAP = {rules.NO_CHANGE}  # has a button of its own wherever an update is asked for


class UpdateForm(forms.Form):
    """How does it stand?"""

    said = forms.ChoiceField(
        label="How does it stand?",
        choices=list(rules.SAYINGS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands."},
    )
    text = text(
        "What happened since last time?",
        required=False,
        most=4000,
        rows=3,
        help_text="One or two sentences. Needed when it is in difficulty or done. No names of "
        "victims or suspects.",
    )


class LinkForm(UpdateForm):
    """The same on a phone, from a reminder: "no change" is a button of its own above it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            left = [(key, word) for key, word in rules.SAYINGS.items() if key not in ONE_TAP]
            self.fields["said"].choices = left  # type: ignore[attr-defined]


class BulkForm(forms.Form):
    """How one of several actions stands; left out where nothing is chosen."""

    said = forms.ChoiceField(
        label="How it stands",
        choices=[("", "Say nothing of it"), *rules.SAYINGS.items()],
        required=False,
        widget=forms.Select(attrs=SELECT),
    )
    text = text("What happened", required=False, most=4000)


class MoveDateForm(forms.Form):
    """A due date moves only with a reason, and a second person approves it."""

    now = day("New due date")
    reason = text(
        "Why is the date moved?",
        most=4000,
        rows=3,
        help_text="The old date and this reason stay visible.",
    )


class ReasonForm(forms.Form):
    """A decision with its reason."""

    reason = text(
        "Reason", most=4000, rows=3, help_text="Everyone who can read the plan will see it."
    )


class AnswerForm(forms.Form):
    """What becomes of a date that was asked for."""

    approve = choice(
        "Your decision",
        [("yes", "Approve: move the date"), ("no", "Refuse: the date stays")],
        widget=forms.RadioSelect,
    )
    answer = text("Why it is refused", required=False, most=4000, rows=3)

    def clean(self) -> dict[str, Any]:
        """Give the decision as yes or no."""
        given = super().clean() or {}
        return {**given, "approve": given["approve"] == "yes"} if "approve" in given else given


class OverrideForm(forms.Form):
    """How it stands, set by hand."""

    status = choice(
        "How it stands",
        [(key, rules.STATUSES[key].label) for key in rules.OVERRIDES],
        widget=forms.RadioSelect,
    )
    reason = text(
        "Why not as the dates and updates say?",
        most=4000,
        rows=3,
        help_text="What they say stays visible beside it. It ends with the next update or moved "
        "date, and after 100 days.",
    )


class MilestoneForm(forms.Form):
    """A step."""

    title = text("What is to be reached?")
    due = day("By when", required=False)


class EffectForm(forms.Form):
    """What an action is to change, and on what ground."""

    indicator = forms.ModelChoiceField(
        IndicatorDefinition.objects.none(), label="Measure", widget=forms.Select(attrs=SELECT)
    )
    towards = choice("Which way?", list(rules.TOWARDS.items()), widget=forms.RadioSelect)
    claim = choice("On what ground?", list(rules.CLAIMS.items()), widget=forms.RadioSelect)
    evidence = text("What shows it", required=False, most=2000, rows=2)
    baseline = text(
        "Baseline: the period it is counted from",
        required=False,
        most=60,
        help_text="Such as “May 2025” or “2024-25”. Leave empty if none is set.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = IndicatorDefinition.objects.order_by("name")  # type: ignore[attr-defined]

    def clean_baseline(self) -> Period | None:
        """Read the period."""
        typed = self.cleaned_data["baseline"].strip()
        try:
            return Period.parse(typed) if typed else None
        except PeriodError as why:
            raise forms.ValidationError(f"Baseline: {why}") from None


class ActionFilter(forms.Form):
    """Which actions to show."""

    q = text("Words", required=False)
    status = choice(
        "How they stand",
        [("", "All"), ("open", "All that are open"),
         *((one.key, one.label) for one in rules.STATUSES.values())],
        required=False,
    )  # fmt: skip
    plan = choice("Plan", [], required=False)
    owner = choice("Owner", [], required=False)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = DeliveryPlan.objects.of(partnership).values_list("key", "title")
        owners = queries.owners_to_choose(partnership).filter(actions__partnership=partnership)
        people = [(str(one.pk), str(one)) for one in owners]
        fields: dict[str, Any] = self.fields
        fields["plan"].choices = any_of("plans", plans)
        fields["owner"].choices = [("", "Anybody"), ("none", "Nobody: vacant"), *people]


class GroupChoice(forms.Form):
    """Whose due dates."""

    group = forms.ModelChoiceField(
        Group.objects.none(),
        label="Due dates of",
        required=False,
        empty_label="My own actions",
        widget=forms.Select(attrs=SELECT),
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owning = DeliveryPlan.objects.of(partnership).values("owner_group")
        self.fields["group"].queryset = Group.objects.of(partnership).filter(pk__in=owning)  # type: ignore[attr-defined]
