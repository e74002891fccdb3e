"""Meetings of several bodies on cases: who sat there, what was on the agenda, what was decided."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from goldenthread.accounts.tenancy import Owned


class ProblemMeeting(Owned):
    """A local multi-agency problem-solving meeting under one sharing agreement (PS-05).

    statement: the confidentiality statement that everybody accepts before they see the agenda.
    """

    name = models.CharField(max_length=200)
    on = models.DateField()
    agreement = models.ForeignKey(
        "partnership.InformationSharingAgreement", models.PROTECT, related_name="+"
    )
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    statement = models.TextField()

    class Privacy:
        personal = frozenset({"chair", "name"})
        countable = frozenset({"id", "partnership", "on", "agreement", "statement"})

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("problem_meeting", args=[self.pk])


class MeetingSeat(Owned):
    """One person at a meeting for one body. accepted_at: when they accepted the statement."""

    meeting = models.ForeignKey(ProblemMeeting, models.PROTECT, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = frozenset({"person"})
        countable = frozenset({"id", "partnership", "meeting", "body", "accepted_at"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="casework_seat_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.person}"


class MeetingItem(Owned):
    """One case on the agenda of a meeting: why it is there, and what was decided."""

    meeting = models.ForeignKey(ProblemMeeting, models.PROTECT, related_name="items")
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=20)
    decision = models.TextField(blank=True)

    class Privacy:
        personal = frozenset({"case", "decision"})
        countable = frozenset({"id", "partnership", "meeting", "number", "why"})

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "case"], name="casework_item_once"),
            models.UniqueConstraint(fields=["meeting", "number"], name="casework_item_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: item {self.number}"


class MeetingAction(Owned):
    """A task of a case that a meeting asked for."""

    item = models.ForeignKey(MeetingItem, models.PROTECT, related_name="actions")
    task = models.OneToOneField("casework.Task", models.PROTECT, related_name="+")

    class Privacy:
        personal: frozenset[str] = frozenset()
        countable = frozenset({"id", "partnership", "item", "task"})

    def __str__(self) -> str:
        return f"{self.item}: {self.task_id}"
