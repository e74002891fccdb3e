"""Forms of meetings on cases."""

from typing import Any

from django import forms

from goldenthread.accounts.models import Partnership, User
from goldenthread.casework.changes.meetings import LONGEST_DECISION
from goldenthread.casework.forms.staff import PersonChoice
from goldenthread.partnership.forms import day, text
from goldenthread.partnership.models import InformationSharingAgreement, Organisation


class Chosen(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a few rows."""

    widget = forms.Select


class MeetingForm(forms.Form):
    """A meeting: its name, day, the agreement it is held under, and the chair's body."""

    name = text("Name of the meeting", most=200,
                help_text="Such as the place and month. Name no person and no case.")  # fmt: skip
    on = day("On which day?")

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreement"] = Chosen(
            InformationSharingAgreement.objects.of(partnership).order_by("title", "pk"),
            label="Under which information-sharing agreement?", empty_label="Choose",
            help_text="Only bodies that are party to it can have a seat.",
        )  # fmt: skip
        self.fields["body"] = Chosen(
            Organisation.objects.of(partnership).filter(agreements__isnull=False).distinct()
            .order_by("name", "pk"),
            label="For which body do you sit there?", empty_label="Choose",
        )  # fmt: skip


class SeatForm(forms.Form):
    """Who sits at a meeting, and for which body."""

    def __init__(
        self, *args: Any, people: list[User], agreement: InformationSharingAgreement, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        among = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "pk")
        self.fields["person"] = PersonChoice(among, label="Who?", empty_label="Choose")
        self.fields["body"] = Chosen(
            agreement.parties.order_by("name", "pk"), label="For which body?", empty_label="Choose"
        )


class DecisionForm(forms.Form):
    """What a meeting decided on a case."""

    decision = text("What was decided, and why?", rows=4, most=LONGEST_DECISION)
