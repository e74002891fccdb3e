"""Meetings of groups: what they spoke of, who was there, what they decided."""

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.tenancy import Owned
from goldenthread.governance import rules


class Meeting(Owned):
    """One meeting of a group on a day, from planned to agreed minutes.

    area: the area of focus it is about, where it is a themed one. keeper: who keeps its papers.
    day_printed: what a document prints where it gives no day, such as "July 2023".
    """

    group = models.ForeignKey("partnership.Group", models.PROTECT, related_name="meetings")
    on = models.DateField()
    day_printed = models.CharField(max_length=60, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True, help_text="its theme, if it has one")
    area = models.ForeignKey(
        "strategy.Area", models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    keeper = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=10, choices=list(rules.STATES.items()), default=rules.PLANNED
    )
    agreed_on = models.DateField(null=True, blank=True, help_text="the day minutes were agreed")
    cancelled_because = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="where it is not the first meeting, what it is")
    recording = models.URLField(blank=True, help_text="where it can be watched")
    places = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-on", "group__name"]
        constraints = [
            models.UniqueConstraint(fields=["group", "on"], name="governance_one_meeting_a_day"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""),
                name="governance_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_on__isnull=False),
                name="governance_agreed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.said_day}"

    def get_absolute_url(self) -> str:
        """Give its page."""
        return reverse("meeting", args=self.address)

    def is_for(self, person: User | AnonymousUser) -> bool:
        """Say whether this person keeps its papers."""
        return self.keeper_id is not None and self.keeper_id == person.pk

    @property
    def address(self) -> list[str]:
        """What tells it from every other, as in the addresses of its pages."""
        return [self.group.key, self.on.isoformat()]

    @property
    def said_day(self) -> str:
        """Its day as people say it, or as the document that names it does."""
        return self.day_printed or f"{self.on:%-d %B %Y}"

    @property
    def said(self) -> str:
        """The key in `rules.SAID` of how it stands today."""
        return rules.said_state(self.state, on=self.on, today=timezone.localdate())

    def get_said_display(self) -> str:
        """How it stands today, in words."""
        return rules.SAID[self.said]

    @property
    def is_open(self) -> bool:
        """Whether anything can still be written into it."""
        return self.state in (rules.PLANNED, rules.HELD)


class AgendaItem(Owned):
    """One item of an agenda, with why it stands there and what the minutes say of it.

    restricted: its private part; never published, and shown only to who may read such.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    reason = models.CharField(max_length=10, choices=list(rules.REASONS.items()), default="asked")
    why = models.TextField(blank=True, help_text="why it stands here, as it was known then")
    source = models.CharField(
        max_length=120, blank=True, help_text="what it came from: such as obligation:key"
    )
    presenter = models.CharField(max_length=200, blank=True)
    restricted = models.BooleanField(default=False)
    minute = models.TextField(blank=True)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="governance_item_once"),
            models.UniqueConstraint(
                fields=["meeting", "source"],
                condition=~Q(source=""),
                name="governance_item_source_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Attendance(Owned):
    """Who came to a meeting and who did not. is_member: counts for the quorum."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    name = models.CharField(max_length=200)
    seat = models.ForeignKey(
        "partnership.GroupMember", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_member = models.BooleanField(default=False)
    how = models.CharField(max_length=10, choices=list(rules.ATTENDANCES.items()))

    class Meta:
        ordering = ["meeting", "-is_member", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name"], name="governance_attends_once")
        ]

    def __str__(self) -> str:
        return self.name


class Recusal(Owned):
    """That somebody present takes no part in one item, and for which interest."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="recusals")
    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="recusals")
    interest = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "attendance"], name="governance_recused_once_of_an_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attendance}: {self.interest}"


class Decision(Owned):
    """What a meeting decided on an item, and why. Never changed; a later one may replace it."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="decisions")
    text = models.TextField()
    reasons = models.TextField()
    quorum = models.CharField(max_length=120, help_text="who was there, as counted then")
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", help_text="who wrote it down"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


class MeetingAction(Owned):
    """That a meeting gave somebody an action; how it stands, the delivery plan knows."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="actions")
    action = models.ForeignKey("delivery.Action", models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["action"], name="governance_action_of_one_item")
        ]

    def __str__(self) -> str:
        return str(self.action)
