"""Forms of this room, thin: what may be done is decided in rules and changes."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from csp_analytics.period import Period, PeriodError
from goldenthread.accounts.models import Partnership
from goldenthread.indicators.targets.queries import colour_rules, standing
from goldenthread.indicators.targets.rules import read_profile
from goldenthread.partnership.forms import choice, day, text
from goldenthread.partnership.models import Group, Stated
from goldenthread.strategy import rules
from goldenthread.strategy.models import IndicatorUse, Strategy

REASON_HELP = "This plan is published. Everybody can read this reason beside the change."
LABELS = {
    "title": "Wording",
    "short_title": "Short name, as people say it",
    "why": "Why it is a priority",
    "text": "Wording",
    "note": "Note",
    "summary": "The story, told without naming anyone",
    "champion": "Champion: who speaks for it",
    "delivery_plan": "Delivery plan: its name",
    "themed_meeting_on": "Day of the themed Board meeting",
    "reporting_group": "Group that reports on it",
    "cycle_months": "Months from one report to the next",
    "escalation_route": "How trouble is escalated to the Board",
    "strapline": "Strapline",
    "ambition": "Ambition",
    "vision": "Vision",
    "status": "Status, as printed",
    "heading": "Heading above it",
    "owner": "Whose plan it is",
    "better": "Which way is better",
    "better_why": "Why that way is better",
}


class StatementForm(forms.Form):
    """The wording of one statement of a plan: a field for each that may be edited."""

    def __init__(
        self,
        *args: Any,
        item: Stated | None,
        model: type[models.Model],
        published: bool,
        partnership: Partnership,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in getattr(model, "EDITABLE", ()):
            self.fields[name] = _field(model._meta.get_field(name), name, partnership)
            if item is not None:
                self.initial.setdefault(name, getattr(item, name))
        self.fields["reason"] = text(
            "Why does it change?" if item is not None else "Why is it added?",
            rows=3,
            most=2000,
            required=published,
            help_text=REASON_HELP if published else "Needed once the plan is adopted.",
        )

    @property
    def wording(self) -> dict[str, Any]:
        """What was typed, without the reason."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


def _field(column: Any, name: str, partnership: Partnership) -> forms.Field:
    label, needed = LABELS.get(name, name.replace("_", " ").capitalize()), not column.blank
    if column.choices:
        return choice(label, list(column.choices), required=needed, widget=forms.RadioSelect)
    if column.is_relation:
        rows = column.related_model.objects.of(partnership)
        return forms.ModelChoiceField(rows, label=label, required=needed, empty_label="None")
    if isinstance(column, models.DateField):
        return day(label, required=needed)
    if isinstance(column, models.IntegerField):
        wrong = {"invalid": f"{label}: write a whole number."}
        return forms.IntegerField(
            label=label, required=needed, min_value=1, max_value=999, error_messages=wrong
        )
    long = isinstance(column, models.TextField)
    most = 10_000 if long else column.max_length
    return text(label, rows=5 if long else 2 if most > 200 else 0, most=most, required=needed)


class AimForm(forms.Form):
    """A new aim of a priority."""

    title = text("What the priority wants to achieve", most=300, rows=2)

    def __init__(self, *args: Any, published: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = text(
            "Why is it added?",
            rows=3,
            most=2000,
            required=published,
            help_text=REASON_HELP if published else "Needed once the plan is adopted.",
        )


class DutiesForm(forms.Form):
    """Which duties of section 6 a priority serves."""

    duties = forms.MultipleChoiceField(
        label="This priority serves the duty to",
        choices=[(letter, f"({letter}) {what}") for letter, what in rules.DUTIES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Section 6 has the duties a, b, c and d only."},
    )

    def __init__(self, *args: Any, published: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = text(
            "Why does it change?",
            rows=3,
            most=2000,
            required=published,
            help_text=REASON_HELP if published else "",
        )


class PlanForm(forms.Form):
    """A new draft."""

    title = text("Title", most=250)
    period = text(
        "Period", most=40, help_text="For example 2029-2034, or April 2029 to March 2034."
    )

    def clean_period(self) -> Period:
        """Read the period; say what is understood where it cannot be read."""
        try:
            return Period.parse(self.cleaned_data["period"])
        except PeriodError as why:
            raise forms.ValidationError(str(why)) from None


class AdoptForm(forms.Form):
    """When a draft was adopted, and by whom."""

    on = day("Adopted on", initial=timezone.localdate)
    decided_by = text("By which body", help_text="For example: Full Council.")


class SupersedeForm(forms.Form):
    """When a plan gave way, and to which."""

    on = day("It ended on", initial=timezone.localdate)
    by_plan = forms.ModelChoiceField(
        Strategy.objects.none(),
        label="The plan that took its place",
        error_messages={"required": "The plan that took its place: choose one."},
    )
    decided_by = text("By which body", help_text="For example: Full Council.")

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Strategy.objects.of(strategy.partnership).filter(
            kind=strategy.kind, status=rules.ADOPTED
        )
        self.fields["by_plan"].queryset = others.exclude(pk=strategy.pk)  # type: ignore[attr-defined]


class TargetForm(forms.Form):
    """The target of an indicator in a plan, who set it, and why at this level."""

    target = forms.DecimalField(
        label="Target",
        required=False,
        max_digits=20,
        decimal_places=6,
        help_text="Leave empty to take the target away.",
        error_messages={"invalid": "Target: write a number, such as 25 or 4.5."},
    )
    comparison = choice(
        "It is met by",
        [("", "Reaching it"), ("or less", "This or less"), ("or more", "This or more")],
        required=False,
    )
    period = text("For which period", most=40, required=False)
    set_by = text("Who set it", most=150, required=False)
    why = text("Why at this level", rows=3, most=2000, required=False)
    tolerance = forms.DecimalField(
        label="Tolerance",
        required=False,
        max_digits=20,
        decimal_places=6,
        min_value=0,
        help_text="How far off still counts as near.",
        error_messages={"invalid": "Tolerance: write a number, such as 5."},
    )
    set_on = day("When it was set", required=False)
    profile = text(
        "How it falls to the months",
        required=False,
        most=200,
        help_text="Twelve per cents from April to March, 100 in all. Leave empty for none.",
    )
    colour_rule = choice("Rule that gives it a colour", [], required=False)
    owner = forms.ModelChoiceField(
        Group.objects.none(), label="Group that answers for it", required=False, empty_label="None"
    )
    due_day = forms.IntegerField(
        label="Due, in working days after a quarter ends",
        required=False,
        min_value=1,
        max_value=90,
        error_messages={"invalid": "Due: write a whole number of working days."},
    )

    def __init__(self, *args: Any, use: IndicatorUse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Group.objects.of(use.partnership)  # type: ignore[attr-defined]
        rules_known = [(one.id, one.name) for one in colour_rules().values()]
        self.fields["colour_rule"].choices = [("", "None: no colour"), *rules_known]  # type: ignore[attr-defined]
        for name, column in TARGET_COLUMNS.items():
            self.initial.setdefault(name, getattr(use, column))
        if kept := standing(use.partnership, use.strategy.key, use.key):
            self.initial["set_on"] = kept.set_on
            self.initial["profile"] = " ".join(kept.profile)
            self.initial["colour_rule"] = kept.colour_rule

    def clean_profile(self) -> tuple[Decimal, ...]:
        """Read the twelve shares, or say what is wrong with them."""
        shares, wrong = read_profile(self.cleaned_data["profile"])
        if wrong:
            raise forms.ValidationError(wrong)
        return shares


TARGET_COLUMNS = {
    "target": "target",
    "comparison": "target_comparison",
    "period": "target_period",
    "set_by": "target_set_by",
    "why": "target_why",
    "tolerance": "tolerance",
    "owner": "owner_id",
    "due_day": "due_day",
}


class DeliverableForm(AimForm):
    """A new deliverable, or a part of one."""

    title = text("What is to be brought about", most=300, rows=2)
    heading = text(
        "Heading above it", most=120, required=False, help_text="Where the plan groups them."
    )

    field_order = ("title", "heading", "reason")


class WorkAreaForm(AimForm):
    """A new work area of a priority."""

    title = text("Name of the work area", most=250)


class AreaForm(AimForm):
    """A new area of focus or assurance of a priority."""

    title = text("Name of the area", most=250)
    kind = choice(
        "Which kind is it?",
        [
            (rules.FOCUS, "Area of focus: the partnership itself champions it"),
            (rules.ASSURANCE, "Area of assurance: it is run elsewhere, and a group reports on it"),
        ],
        widget=forms.RadioSelect,
    )

    field_order = ("title", "kind", "reason")


class CaseStudyForm(AimForm):
    """A new case study of a priority, told without naming anyone."""

    title = text("Title", most=250)
    summary = text(
        "The story", rows=8, most=10_000,
        help_text="What was done, and what changed. Leave out names, initials, ages, exact days "
        "and addresses: whoever was helped must not be known from it.",
    )  # fmt: skip

    field_order = ("title", "summary", "reason")


class EndForm(forms.Form):
    """From which day something is no longer pursued, and why."""

    on = day("Last day", initial=timezone.localdate)
    reason = text(
        "Why does it end?",
        rows=3,
        most=2000,
        help_text="Everyone can read this reason beside the change.",
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = text("Reason", rows=3, most=2000)

    def __init__(self, *args: Any, public: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if public:
            self.fields["reason"].help_text = REASON_HELP
