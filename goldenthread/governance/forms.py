"""Forms of this room, thin: what may be done is decided in rules and changes."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms

from goldenthread.accounts.models import Partnership, User
from goldenthread.delivery import queries as delivery
from goldenthread.delivery.models import DeliveryPlan
from goldenthread.governance import rules
from goldenthread.governance.models import AgendaItem, Attendance, Meeting, Obligation
from goldenthread.governance.queries.agenda import Proposal
from goldenthread.partnership.forms import any_of, choice, day
from goldenthread.partnership.forms import text as words
from goldenthread.partnership.models import Group, GroupMember
from goldenthread.strategy.models import Area

SELECT = {"class": "govuk-select"}
MOST = 8000


class MeetingForm(forms.ModelForm):
    """When and where a group meets, and about what."""

    on = day("Day")
    starts_at = forms.TimeField(
        label="Begins at",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Write the time as hours and minutes, for example 14:00."},
    )
    recording = forms.URLField(
        label="Where it can be watched", required=False, assume_scheme="https"
    )

    class Meta:
        model = Meeting
        fields = ("on", "starts_at", "place", "title", "area", "keeper", "note", "recording")
        labels = {
            "place": "Place",
            "title": "Theme",
            "area": "Area of focus it is about",
            "keeper": "Who keeps its papers",
            "note": "Note",
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.of(partnership).filter(kind="focus").select_related("priority")
        choices: dict[str, Any] = {
            "area": areas.filter(priority__strategy__status="adopted"),
            "keeper": delivery.owners_to_choose(partnership),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        self.fields["area"].empty_label = "None: not a themed meeting"  # type: ignore[attr-defined]
        self.fields["keeper"].empty_label = "Nobody named"  # type: ignore[attr-defined]

    def clean_starts_at(self) -> time | None:
        """Give the time without seconds."""
        given: time | None = self.cleaned_data["starts_at"]
        return given


class NewMeetingForm(MeetingForm):
    """The same, of which group."""

    group = forms.ModelChoiceField(
        Group.objects.none(),
        label="Group",
        error_messages={"required": "Choose the group that meets."},
        widget=forms.Select(attrs=SELECT),
    )
    field_order = ("group", "on")

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, partnership=partnership, **kwargs)
        groups = Group.objects.of(partnership).filter(restricted=False)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class MeetingFilter(forms.Form):
    """Which meetings to show."""

    group = choice("Group", [], required=False)
    state = choice("State", any_of("meetings", rules.SAID.items()), required=False)

    def __init__(self, *args: Any, groups: Iterable[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted({(one.key, one.name) for one in groups}, key=lambda pair: pair[1])
        self.fields["group"].choices = any_of("groups", named)  # type: ignore[attr-defined]


class ProposalsForm(forms.Form):
    """Which of what follows from facts goes onto the agenda."""

    chosen = forms.MultipleChoiceField(
        label="What goes onto the agenda",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one."},
    )

    def __init__(self, *args: Any, proposals: Iterable[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.source, f"{one.title}. {one.reason_said}") for one in proposals]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("chosen", [source for source, _ in choices])


class ItemForm(forms.Form):
    """An item that somebody asks for."""

    title = words("What is it about?")
    why = words("Why is it on the agenda?", required=False, rows=3, most=MOST)
    presenter = words("Who speaks to it", required=False)
    restricted = forms.BooleanField(
        label="It belongs to the private part",
        required=False,
        help_text="Never published, and shown only to who may read the private part.",
    )

    @classmethod
    def of(cls, item: AgendaItem, data: Any = None) -> "ItemForm":
        """The same, filled with what the item says."""
        names = ("title", "why", "presenter", "restricted")
        return cls(data, initial={name: getattr(item, name) for name in names})


class AttendanceForm(forms.Form):
    """Whether one person came."""

    how = choice("Came", [("", "Not noted"), *rules.ATTENDANCES.items()], required=False)
    name = words("Name", required=False)

    def __init__(self, *args: Any, seat: GroupMember | None, named: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat
        self.initial.setdefault("name", named)


def attendance_forms(
    seats: list[GroupMember], noted: list[Attendance], data: Any
) -> list[AttendanceForm]:
    """One form for each member, each visitor noted, and three more visitors."""
    by_seat = {one.seat_id: one for one in noted if one.seat_id}
    visitors = [one for one in noted if not one.seat_id]
    rows: list[tuple[GroupMember | None, str, Attendance | None]] = []
    for seat in seats:
        known = by_seat.get(seat.pk)
        rows.append((seat, known.name if known else seat.holder, known))
    rows += [(None, one.name, one) for one in visitors] + [(None, "", None)] * 3
    return [
        AttendanceForm(
            data,
            prefix=f"row{number}",
            seat=seat,
            named=name,
            initial={"how": known.how if known else ""},
        )
        for number, (seat, name, known) in enumerate(rows)
    ]


class MinuteForm(forms.Form):
    """What the minutes say."""

    text = words(
        "What the minutes say",
        required=False,
        rows=6,
        most=MOST,
        help_text="No names of victims or suspects: minutes are read by many.",
    )


class RecusalForm(forms.Form):
    """Who takes no part, and why."""

    attendance = forms.ModelChoiceField(
        Attendance.objects.none(),
        label="Who takes no part",
        error_messages={"required": "Choose who."},
        widget=forms.Select(attrs=SELECT),
    )
    interest = words("Which interest", rows=2, most=2000)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = meeting.attendances.filter(how=rules.PRESENT)
        self.fields["attendance"].queryset = there  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What was decided, and why."""

    text = words("What was decided?", rows=3, most=MOST)
    reasons = words("Reasons", rows=3, most=MOST, help_text="Everybody who reads it will see them.")


class GivenForm(forms.Form):
    """What somebody is to do."""

    title = words("What is to be done?", help_text="Begin with a verb: “Agree”, “Open”, “Train”.")
    owner = forms.ModelChoiceField(
        User.objects.none(), label="Owner", required=False, widget=forms.Select(attrs=SELECT),
        empty_label="Nobody yet; the plan will say so",
    )  # fmt: skip
    due = day("By when", required=False)
    plan = forms.ModelChoiceField(
        DeliveryPlan.objects.none(), label="Delivery plan it belongs to", required=False,
        widget=forms.Select(attrs=SELECT), empty_label="None: the group's own list of actions",
    )  # fmt: skip

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = DeliveryPlan.objects.of(partnership).filter(strategy__status="adopted")
        people: Any = delivery.owners_to_choose(partnership)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


class AgreedForm(forms.Form):
    """When minutes were agreed."""

    agreed_on = day("The day on which they were agreed")


class ReasonForm(forms.Form):
    """A decision with its reason."""

    reason = words("Reason", rows=3, most=2000)


class ObligationForm(forms.ModelForm):
    """What is owed, by whom and by when."""

    due = day("Due next", required=False)

    class Meta:
        model = Obligation
        fields = (
            "title", "what", "kind", "due", "every", "owner", "owner_post", "group", "goes_to",
            "area",
        )  # fmt: skip
        labels = {
            "title": "What is owed?",
            "what": "What has to be done",
            "every": "Months from one to the next",
            "owner": "Who answers for it",
            "owner_post": "Or a post, where its holder does not sign in",
            "group": "Group that does it",
            "goes_to": "Group whose meeting it comes to",
            "area": "Area of the plan",
        }
        help_texts = {"every": "0 where it comes once, or as it arises."}
        widgets = {"what": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.of(partnership)
        areas = Area.objects.of(partnership).filter(priority__strategy__status="adopted")
        choices: dict[str, Any] = {
            "owner": delivery.owners_to_choose(partnership),
            "group": groups,
            "goes_to": groups.filter(restricted=False),
            "area": areas.select_related("priority"),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class MetForm(forms.Form):
    """That something owed was done."""

    on = day("The day on which it was done")
    evidence = words("What shows it?", rows=3, most=2000, help_text="A report, a minute, a page.")


class ProgrammeFilter(forms.Form):
    """What of the programme to show."""

    kind = choice("Kind", any_of("kinds", rules.KINDS.items()), required=False)
    standing = choice(
        "How it stands",
        any_of("of them", [(key, one.label) for key, one in rules.STANDINGS.items()]),
        required=False,
    )
