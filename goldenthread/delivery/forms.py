"""Forms of this room, thin: what may be done is decided in rules."""

from typing import Any

from django import forms

from goldenthread.accounts.models import Partnership
from goldenthread.delivery import queries, rules
from goldenthread.delivery.models import Action
from goldenthread.strategy.models import Aim


def _day(label: str, **options: Any) -> forms.DateField:
    control = forms.DateInput(attrs={"type": "date", "class": "govuk-input"}, format="%Y-%m-%d")
    wrong = "Write the day as day/month/year, for example 30/6/2027."
    return forms.DateField(
        label=label, widget=control, error_messages={"invalid": wrong}, **options
    )


def _text(label: str, *, rows: int = 3, **options: Any) -> forms.CharField:
    control = forms.Textarea(attrs={"rows": rows, "class": "govuk-textarea"})
    return forms.CharField(label=label, widget=control, max_length=4000, **options)


class UpdateForm(forms.Form):
    """How does it stand?"""

    said = forms.ChoiceField(
        label="How does it stand?", choices=list(rules.SAYINGS.items()), widget=forms.RadioSelect
    )
    text = _text(
        "What happened since last time?",
        required=False,
        help_text="One or two sentences. Needed when it is in difficulty or done. No names of "
        "victims or suspects.",
    )


class MoveDateForm(forms.Form):
    """A due date moves only with a reason."""

    now = _day("New due date")
    reason = _text("Why is the date moved?", help_text="The old date and this reason stay visible.")


class ReasonForm(forms.Form):
    """A decision with its reason."""

    reason = _text("Reason", help_text="Everyone who can read the plan will see it.")


class ActionForm(forms.ModelForm):
    """What an action says and who owns it."""

    due = _day("Due date", required=False)

    class Meta:
        model = Action
        fields = ("title", "detail", "owner", "aim")
        labels = {"title": "What is to be done?", "detail": "More about it", "aim": "Aim it serves"}
        help_texts = {
            "title": "Begin with a verb: “Agree”, “Open”, “Train”.",
            "owner": "The one person accountable. Leave empty if nobody is; the plan will say so.",
        }
        widgets = {
            "title": forms.TextInput(attrs={"class": "govuk-input"}),
            "detail": forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}),
            "owner": forms.Select(attrs={"class": "govuk-select"}),
            "aim": forms.Select(attrs={"class": "govuk-select"}),
        }

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = queries.owners_to_choose(partnership)  # type: ignore[attr-defined]
        self.fields["owner"].empty_label = "Nobody yet"  # type: ignore[attr-defined]
        self.fields["aim"].queryset = Aim.objects.of(partnership).select_related("priority")  # type: ignore[attr-defined]
        self.fields["aim"].empty_label = "None"  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["due"]  # moved with a reason, on its own page
