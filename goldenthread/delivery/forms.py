"""Forms of this room, thin: what may be done is decided in rules."""

from typing import Any

from django import forms

from goldenthread.delivery import queries, rules
from goldenthread.delivery.models import Action, DeliveryPlan
from goldenthread.partnership.forms import day, text
from goldenthread.strategy.models import Aim


class UpdateForm(forms.Form):
    """How does it stand?"""

    said = forms.ChoiceField(
        label="How does it stand?", choices=list(rules.SAYINGS.items()), widget=forms.RadioSelect
    )
    text = text(
        "What happened since last time?",
        required=False,
        most=4000,
        rows=3,
        help_text="One or two sentences. Needed when it is in difficulty or done. No names of "
        "victims or suspects.",
    )


class MoveDateForm(forms.Form):
    """A due date moves only with a reason."""

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


class AimChoice(forms.ModelChoiceField):
    """An aim of a plan, told apart from one worded alike by its priority."""

    def label_from_instance(self, obj: Aim) -> str:
        """Name the priority, then the aim."""
        return f"{obj.priority}: {obj.title}"


class ActionForm(forms.ModelForm):
    """What an action says and who owns it."""

    due = day("Due date", required=False)

    class Meta:
        model = Action
        fields = ("title", "detail", "owner", "aim")
        labels = {"title": "What is to be done?", "detail": "More about it"}
        help_texts = {
            "title": "Begin with a verb: “Agree”, “Open”, “Train”.",
            "owner": "The one person accountable. Leave empty if nobody is; the plan will say so.",
        }
        widgets = {
            "title": forms.TextInput(attrs={"class": "govuk-input"}),
            "detail": forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}),
            "owner": forms.Select(attrs={"class": "govuk-select"}),
        }

    def __init__(self, *args: Any, plan: DeliveryPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partnership = plan.partnership
        self.fields["owner"].queryset = queries.owners_to_choose(partnership)  # type: ignore[attr-defined]
        self.fields["owner"].empty_label = "Nobody yet"  # type: ignore[attr-defined]
        aims = Aim.objects.of(partnership).filter(priority__strategy=plan.strategy_id)
        self.fields["aim"] = AimChoice(
            aims.select_related("priority"),
            label="Aim it serves",
            required=False,
            empty_label="None",
            widget=forms.Select(attrs={"class": "govuk-select"}),
        )
        if self.instance.pk:
            del self.fields["due"]  # moved with a reason, on its own page
