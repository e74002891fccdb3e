"""What a plan and an action say, as forms; what may be done is decided in rules."""

from typing import Any

from django import forms

from goldenthread.accounts.models import Partnership
from goldenthread.delivery import queries
from goldenthread.delivery.forms import SELECT
from goldenthread.delivery.models import Action, DeliveryPlan
from goldenthread.delivery.whole import parts_of
from goldenthread.partnership.forms import Folded, day
from goldenthread.partnership.models import Group, Organisation
from goldenthread.strategy.models import Aim, Priority, Strategy, WayOfWorking


class AimChoice(forms.ModelChoiceField):
    """An aim of a plan, told apart from one worded alike by its priority."""

    def label_from_instance(self, obj: Aim) -> str:
        """Name the priority, then the aim."""
        return f"{obj.priority}: {obj.title}"


class OfAPlan(forms.ModelMultipleChoiceField):
    """Actions to choose from, each with its plan."""

    def label_from_instance(self, obj: Action) -> str:
        """Name the plan, then the action."""
        return f"{obj.plan}: {obj.number}. {obj.title}"


class ActionForm(forms.ModelForm):
    """What an action says, who owns it, and what it waits for."""

    due = day("Due date", required=False)

    class Meta:
        model = Action
        fields = (
            "title", "detail", "owner", "owner_post", "owner_organisation", "aim",
        )  # fmt: skip
        labels = {
            "title": "What is to be done?",
            "detail": "More about it",
            "owner": "Owner",
            "owner_post": "Or a post, where its holder does not sign in",
            "owner_organisation": "The organisation of that post",
        }
        help_texts = {
            "title": "Begin with a verb: “Agree”, “Open”, “Train”. So that one can see later "
            "whether it is done, say how much or how many.",
            "owner": "The one person accountable. Leave empty if nobody is; the plan will say so.",
            "owner_post": "Such as “Head of Housing”. A post gets no reminders: the chair does.",
        }
        widgets = {
            "title": forms.TextInput(attrs={"class": "govuk-input"}),
            "detail": forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}),
            "owner": forms.Select(attrs=SELECT),
            "owner_organisation": forms.Select(attrs=SELECT),
        }

    def __init__(self, *args: Any, plan: DeliveryPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partnership = plan.partnership
        self._offer("owner", queries.owners_to_choose(partnership), "Nobody yet")
        self._offer("owner_organisation", Organisation.objects.of(partnership), "None")
        aims = Aim.objects.of(partnership).filter(priority__strategy=plan.strategy_id)
        self.fields["aim"] = AimChoice(
            aims.select_related("priority"),
            label="Aim it serves",
            required=False,
            empty_label="None",
            widget=forms.Select(attrs=SELECT),
        )
        self._add_parts(plan)
        if self.instance.pk:
            known = parts_of(self.instance)
            self.initial["contributors"] = [one.pk for one in known.contributors]
            self.initial["ways_of_working"] = [one.pk for one in known.ways]
            self.initial["needs"] = [one.pk for one in known.needed]
            del self.fields["due"]  # moved with a reason, on its own page

    def _add_parts(self, plan: DeliveryPlan) -> None:
        """Add what there can be several of: read together as they stand, and saved as a whole."""
        partnership = plan.partnership
        ways = WayOfWorking.objects.of(partnership).filter(strategy=plan.strategy_id)
        others = Action.objects.of(partnership).exclude(pk=self.instance.pk)
        several: dict[str, Any] = {"required": False, "widget": Folded}
        contributors = forms.ModelMultipleChoiceField(
            Organisation.objects.of(partnership), label="Contributors", **several
        )
        bodies: Any = self.fields["owner_organisation"]
        contributors.choices = _once(bodies)
        self.fields["contributors"] = contributors
        self.fields["ways_of_working"] = forms.ModelMultipleChoiceField(
            ways, label="Ways of working it is to show", **several
        )
        self.fields["needs"] = OfAPlan(
            others.select_related("plan"),
            label="Waits for",
            help_text="What must be done before it.",
            **several,
        )

    def _offer(self, name: str, rows: Any, empty: str) -> None:
        field: Any = self.fields[name]
        field.queryset, field.required, field.empty_label = rows, False, empty


def _once(field: Any) -> list[tuple[Any, str]]:
    """Read the choices of a field once, for it and for another; give them without the empty one."""
    field.choices = list(field.choices)
    return [one for one in field.choices if one[0]]


class PlanForm(forms.ModelForm):
    """What a plan is for, and who keeps it."""

    class Meta:
        model = DeliveryPlan
        fields = ("title", "purpose", "strategy", "priority", "owner_group", "chair")
        labels = {"strategy": "Plan it carries out", "owner_group": "Group that owns it"}
        help_texts = {
            "chair": "Who chairs that group and signs in: may change this plan, and hears of what "
            "is late or has no owner.",
            "purpose": "Two or three sentences.",
        }
        widgets = {
            "title": forms.TextInput(attrs={"class": "govuk-input"}),
            "purpose": forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}),
            **{
                name: forms.Select(attrs=SELECT)
                for name in ("strategy", "priority", "owner_group", "chair")
            },
        }

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["owner_group"].queryset = Group.objects.of(partnership)
        fields["owner_group"].empty_label = "No group yet"
        fields["chair"].queryset = queries.owners_to_choose(partnership)
        fields["chair"].empty_label = "Nobody yet"
        if self.instance.pk:
            del fields["strategy"], fields["priority"]
        else:
            fields["strategy"].queryset = Strategy.objects.of(partnership)
            fields["priority"].queryset = Priority.objects.of(partnership).select_related(
                "strategy"
            )
            fields["priority"].empty_label = "The whole plan"

    def clean(self) -> dict[str, Any]:
        """Refuse a priority of another plan."""
        given = super().clean() or self.cleaned_data
        priority, strategy = given.get("priority"), given.get("strategy")
        if priority and strategy and priority.strategy_id != strategy.pk:
            self.add_error("priority", "That priority stands in another plan. Choose one of this.")
        return given
