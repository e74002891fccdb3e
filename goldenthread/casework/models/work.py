"""What is to be done in a case, and by when."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.tenancy import Owned
from goldenthread.casework.rules import clocks
from goldenthread.casework.rules.lengths import Length, Unit


class Task(Owned):
    """Work that somebody has to do in a case.

    key: the declared task it arose from; empty where somebody added it by hand.
    since: when the stage was reached at which it arose, so that it arises once each time.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="tasks")
    key = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=300)
    worker = models.CharField(max_length=60, blank=True, help_text="role on the case that does it")
    given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField()
    due = models.DateTimeField()
    mandatory = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True, help_text="no longer needed")

    class Privacy:
        personal = frozenset({"name", "given_to", "done_by", "case"})
        countable = frozenset(
            {"id", "partnership", "key", "worker", "since", "due", "mandatory", "done_at",
             "dropped_at"}
        )  # fmt: skip

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key", "since"],
                condition=~Q(key=""),
                name="casework_task_arises_once",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False),
                name="casework_task_done_has_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "due"],
                condition=Q(done_at=None, dropped_at=None),
                name="casework_task_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: task {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_at is None and self.dropped_at is None


class CaseClock(Owned):
    """One running time limit of a case (G-05), as it was declared when it began.

    due: worked out by the rules of clocks and kept, so that lists can be ordered by it.
    pauses: times in which it stood still, each with reason and by whom; never of a statutory one.
    dropped_at: since when it no longer applies, for instance as the case is closed.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="clocks")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    rule = models.CharField(max_length=10)
    statutory = models.BooleanField()
    length_number = models.PositiveSmallIntegerField()
    length_unit = models.CharField(max_length=20)
    beginning_with = models.BooleanField(default=False)
    not_christmas = models.BooleanField(default=False)
    warn_days = models.PositiveSmallIntegerField(default=1)
    trigger = models.CharField(max_length=200)
    started = models.DateTimeField()
    due = models.DateTimeField()
    pauses = models.JSONField(default=list, blank=True)
    met = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = frozenset({"pauses", "case"})
        countable = frozenset(
            {"id", "partnership", "key", "name", "rule", "statutory", "length_number",
             "length_unit", "beginning_with", "not_christmas", "warn_days", "trigger", "started",
             "due", "met", "dropped_at"}
        )  # fmt: skip

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key", "started"], name="casework_clock_starts_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "due"],
                condition=Q(met=None, dropped_at=None),
                name="casework_clock_running",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.name}"

    @property
    def is_running(self) -> bool:
        """Whether what it waits for is still to be done."""
        return self.met is None and self.dropped_at is None

    @property
    def as_ruled(self) -> clocks.Clock:
        """The clock as the rules work on it."""
        return clocks.Clock(
            rule=self.rule,
            name=self.name,
            length=Length(
                self.length_number, Unit(self.length_unit), self.beginning_with, self.not_christmas
            ),
            statutory=self.statutory,
            trigger=self.trigger,
            started=self.started,
            pauses=tuple(
                clocks.Pause(
                    since=datetime.fromisoformat(one["since"]),
                    until=datetime.fromisoformat(one["until"]) if one["until"] else None,
                    reason=one["reason"],
                    by=one["by"],
                )
                for one in self.pauses
            ),
            met=self.met,
        )
