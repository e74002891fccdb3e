"""Forms of this room, thin: what may be done is decided in rules and changes."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import ROLES
from goldenthread.partnership import rules
from goldenthread.partnership.models import Group, InformationSharingAgreement, Organisation

DAY_WRONG = "Write the day as day/month/year, for example 30/6/2027."


def day(label: str, **options: Any) -> forms.DateField:
    """Give a field for one day."""
    control = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    wrong = {"invalid": DAY_WRONG, "required": f"{label}: give the day."}
    return forms.DateField(label=label, widget=control, error_messages=wrong, **options)


def text(label: str, *, most: int = 200, rows: int = 0, **options: Any) -> forms.CharField:
    """Give a field for words: one line, or as many rows as are named."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    wrong = {
        "required": f"{label}: this is needed.",
        "max_length": f"{label}: at most %(limit_value)s characters; this has %(show_value)s.",
    }
    return forms.CharField(
        label=label, max_length=most, widget=widget, error_messages=wrong, **options
    )


def choice(label: str, choices: Any, **options: Any) -> forms.ChoiceField:
    """Give a field for one of several."""
    wrong = {
        "required": f"{label}: choose one.",
        "invalid_choice": f"{label}: choose one of these.",
    }
    return forms.ChoiceField(label=label, choices=choices, error_messages=wrong, **options)


def any_of(what: str, choices: Any) -> list[tuple[str, str]]:
    """Put "All" before the choices of a filter."""
    return [("", f"All {what}"), *choices]


class Folded(forms.CheckboxSelectMultiple):
    """Many things to tick, folded away until they are wanted: what is ticked is said in a line."""


def _today() -> date:
    return timezone.localdate()


class GroupFilter(forms.Form):
    """Which groups to show."""

    q = text("Any of its names", required=False)
    kind = choice("Kind", any_of("kinds", rules.GROUP_KINDS.items()), required=False)


class OrganisationFilter(forms.Form):
    """Which bodies to show, and on which day."""

    q = text("Any of its names", required=False)
    membership = choice(
        "Membership",
        [
            ("", "Members on the day"),
            *rules.CLASSES.items(),
            ("none", "Named, but no member on the day"),
        ],
        required=False,
    )
    on = day("On the day", required=False)


class NewGroupForm(forms.Form):
    """A group that no document names."""

    name = text("Name")
    kind = choice("Kind", list(rules.GROUP_KINDS.items()))


class GroupForm(forms.ModelForm):
    """What is known of a group."""

    aliases = text(
        "Other names",
        rows=3,
        most=2000,
        required=False,
        help_text="One on each line. Search finds the group by any of them.",
    )

    class Meta:
        model = Group
        fields = ("name", "aliases", "kind", "parent", "state", "terms", "quorum", "note")
        labels = {
            "parent": "Stands under",
            "state": "How it stands, as last reported",
            "terms": "What it is for",
            "quorum": "Quorum: how many members must be there for a decision",
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("state", "terms", "note")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["aliases"] = "\n".join(self.instance.aliases)
        others = Group.objects.of(self.instance.partnership).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]
        self.fields["parent"].empty_label = "No other group"  # type: ignore[attr-defined]

    def clean_aliases(self) -> list[str]:
        """Give the other names as a list, each once."""
        lines = (line.strip() for line in self.cleaned_data["aliases"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class SeatForm(forms.Form):
    """Who takes a seat in a group."""

    office = choice("Seat", list(rules.OFFICES.items()), widget=forms.RadioSelect)
    name = text(
        "Officer's name",
        most=150,
        required=False,
        help_text="Leave empty where an organisation holds the seat, whoever comes.",
    )
    post = text("Post", required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Organisation", required=False, empty_label="None"
    )
    starts = day("First day", initial=_today)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.of(partnership)  # type: ignore[attr-defined]


class LastDayForm(forms.Form):
    """On which day something ends."""

    ends = day("Last day", initial=_today)


class LiaisonForm(forms.Form):
    """Whom an authority designates."""

    name = text("Officer's name", most=150)
    role = text("Their role", help_text="For example: Head of Community Safety.")
    deputy = text("Deputy", most=150, required=False)
    starts = day("First day", initial=_today)


class MembershipForm(forms.Form):
    """What a body becomes to the partnership."""

    membership_class = choice("Class", list(rules.CLASSES.items()), widget=forms.RadioSelect)
    starts = day("First day", initial=_today)
    ends = day("Last day", required=False, help_text="Leave empty while it is to go on.")
    note = text("Note", rows=2, most=1000, required=False)


class AgreementForm(forms.Form):
    """An agreement to share information."""

    title = text("Title")
    purpose = text("What it is for", rows=3, most=2000)
    parties = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Parties",
        widget=Folded,
        error_messages={"required": "Parties: choose two or more."},
    )
    agreed_on = day("Agreed on")
    review_months = forms.IntegerField(
        label="Months between reviews",
        min_value=1,
        max_value=60,
        initial=rules.REVIEW_MONTHS,
        error_messages={"invalid": "Months between reviews: write a whole number, such as 12."},
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parties"].queryset = Organisation.objects.of(partnership)  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """Who signed for a party, and when."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="For",
        error_messages={"required": "For: choose the party that signed."},
    )
    signed_by = text("Signed by", most=150)
    signed_on = day("Signed on", initial=_today)

    def __init__(self, *args: Any, agreement: InformationSharingAgreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signed = [one.organisation_id for one in agreement.signatures.all()]
        waiting = agreement.parties.exclude(pk__in=signed)
        self.fields["organisation"].queryset = waiting  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """When an agreement was reviewed."""

    reviewed_on = day("Reviewed on", initial=_today)


_ROLES = [(role.key, role.name) for role in ROLES.values() if role.key != "public"]


class SignInForm(forms.Form):
    """A person who is to sign in."""

    name = text("Name, as colleagues know them", most=150)
    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "invalid": "E-mail address: write it as name@example.org.",
            "required": "E-mail address: this is needed.",
        },
    )
    role = choice("Role", _ROLES)


class RoleForm(forms.Form):
    """A further role."""

    role = choice("Role", _ROLES)
    starts = day("First day", initial=_today)
    ends = day("Last day", required=False, help_text="Leave empty while it is to go on.")
