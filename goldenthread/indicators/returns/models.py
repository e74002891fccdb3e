"""Requests for figures, what was sent in answer, and the letters that remind."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from csp_analytics.period import Kind, Period
from goldenthread.accounts.models import User
from goldenthread.accounts.tenancy import Owned
from goldenthread.indicators.returns.rules import DUE_IN, RHYTHMS, Sent, Way
from goldenthread.indicators.rules import Status


def _person(**options: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        **options,  # type: ignore[arg-type]
    )


class ReturnRequest(Owned):
    """A figure that somebody owes: which, for which area, how often, by when, who approves."""

    key = models.SlugField(max_length=120)
    definition = models.ForeignKey(
        "indicators.IndicatorDefinition", models.PROTECT, related_name="requests"
    )
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    breakdown = models.CharField(max_length=120, blank=True)
    rhythm = models.CharField(max_length=20, choices=[(str(k), v) for k, v in RHYTHMS.items()])
    starts = models.DateField(help_text="first day of the first period that is asked for")
    ends = models.DateField(null=True, blank=True, help_text="last day asked for; empty: open")
    due_days = models.PositiveSmallIntegerField(help_text="after the period ends")
    due_in = models.CharField(max_length=10, choices=list(DUE_IN.items()), default="working")
    organisation = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+")
    owner = _person()
    deputy = _person(null=True, blank=True)
    approver = _person()
    guidance = models.TextField(blank=True, help_text="how to count it")

    class Meta:
        ordering = ["definition__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key"], name="indicators_request_key_once"
            ),
            models.CheckConstraint(
                condition=~Q(approver=F("owner")) & (Q(deputy=None) | ~Q(deputy=F("owner"))),
                name="indicators_request_has_different_people",
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(approver=F("deputy")),
                name="indicators_request_deputy_does_not_approve",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="indicators_request_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        part = f", {self.breakdown}" if self.breakdown else ""
        return f"{self.definition}{part}, {self.area}"

    @property
    def kind(self) -> Kind:
        """The kind of its periods."""
        return Kind(self.rhythm)

    def is_for(self, user: User) -> bool:
        """Whether somebody owes it: its owner or the deputy."""
        return user.pk in {self.owner_id, self.deputy_id}


class Return(Owned):
    """Figures that were sent once: in answer to a request, or as a file of any indicators."""

    request = models.ForeignKey(
        ReturnRequest, models.PROTECT, null=True, blank=True, related_name="returns"
    )
    period_kind = models.CharField(max_length=20, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True, help_text="as it was when this was sent")
    state = models.CharField(
        max_length=12, choices=[(str(o), str(o).replace("_", " ")) for o in Sent]
    )
    way = models.CharField(max_length=15, choices=[(str(o), str(o).replace("_", " ")) for o in Way])
    status = models.CharField(max_length=12, choices=[(str(o), str(o)) for o in Status])
    why = models.TextField(blank=True, help_text="why it is not available, or changes")
    file_name = models.CharField(max_length=150, blank=True)
    sent_by = _person()
    sent_at = models.DateTimeField()
    decided_by = _person(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.TextField(blank=True)
    release = models.ForeignKey(
        "sources.Release", models.PROTECT, null=True, blank=True, related_name="returns"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("sent_by")),
                name="indicators_return_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None)
                & ~Q(state__in=["approved", "sent_back"])
                | Q(decided_by__isnull=False, decided_at__isnull=False)
                & Q(state__in=["approved", "sent_back"]),
                name="indicators_return_decision_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(way="not_available") | ~Q(why=""),
                name="indicators_return_not_available_has_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved", release=None) | Q(way="not_available"),
                name="indicators_return_approved_has_a_release",
            ),
            models.UniqueConstraint(
                fields=["request", "period_start"],
                condition=Q(state="waiting"),
                name="indicators_return_one_waits",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state"], name="indicators_return_state")]

    def __str__(self) -> str:
        if self.request is None:
            return f"File of figures: {self.file_name}"
        return f"{self.request}, {self.period}"

    @property
    def period(self) -> Period | None:
        """What it tells of, None for a file of several."""
        if self.period_start is None or self.period_end is None:
            return None
        return Period(Kind(self.period_kind), self.period_start, self.period_end)

    def is_for(self, user: User) -> bool:
        """Whether somebody may go on with it: who sent it, or who owes it."""
        return user.pk == self.sent_by_id or (
            self.request is not None and self.request.is_for(user)
        )


class ReturnedRow(Owned):
    """One figure of a return, as it was sent. It becomes an observation once approved."""

    sent = models.ForeignKey(Return, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=250, blank=True, help_text="where it stands in its file")
    definition = models.ForeignKey(
        "indicators.IndicatorDefinition", models.PROTECT, related_name="+"
    )
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    period_kind = models.CharField(max_length=20)
    period_start = models.DateField()
    period_end = models.DateField()
    breakdown = models.CharField(max_length=120, blank=True)
    count = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    status = models.CharField(max_length=12, choices=[(str(o), str(o)) for o in Status])
    qualifier = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["sent", "number"]
        constraints = [
            models.UniqueConstraint(fields=["sent", "number"], name="indicators_row_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.definition}, {self.area}, {self.period}"

    @property
    def period(self) -> Period:
        """What it tells of."""
        return Period(Kind(self.period_kind), self.period_start, self.period_end)


class Reminder(Owned):
    """A letter that reminded somebody of what is owed; by this row none goes out twice."""

    request = models.ForeignKey(ReturnRequest, models.CASCADE, related_name="reminders")
    period_start = models.DateField()
    kind = models.CharField(max_length=20, help_text='"before", "on", "after-5", "approve"')
    to = _person()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "period_start", "kind", "to"], name="indicators_reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.request}"
