"""Tools and powers as they were used in cases, and what became of each use."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from goldenthread.accounts.tenancy import Owned
from goldenthread.casework.values.powers import Power, powers


class PowerUse(Owned):
    """One use of a tool or power, or the wish to use it (rule book section 5).

    met: the limbs of its test with the evidence for each. done, says, heeds: what was done first,
    what its notice says and what it never does. informal, why_not, needs: what was weighed before
    (CASE-04, CASE-05). respondent_risk: the applicant's assessment of the respondent (RAM-09).
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="powers")
    power = models.CharField(max_length=60)
    state = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    used_by = models.CharField(max_length=60)
    officer = models.CharField(max_length=200, blank=True)
    terms = models.TextField(blank=True)
    met = models.JSONField(default=dict)
    done = models.JSONField(default=list)
    says = models.JSONField(default=list)
    heeds = models.JSONField(default=list)
    informal = models.JSONField(default=list)
    why_not = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    youth_consulted = models.TextField(blank=True)
    respondent_risk = models.TextField(blank=True)
    service = models.CharField(max_length=300, blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    appeal_until = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="ended before its time")

    class Privacy:
        personal = frozenset(
            {"case", "subject", "age", "place", "officer", "terms", "met", "why_not", "needs",
             "youth_consulted", "respondent_risk", "service", "proposed_by"}
        )  # fmt: skip
        countable = frozenset(
            {"id", "partnership", "power", "state", "used_by", "done", "says", "heeds", "informal",
             "starts", "ends", "appeal_until", "review_on", "proposed_at", "used_at", "ended_at"}
        )  # fmt: skip

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("starts")),
                name="casework_power_ends_after_it_starts",
            )
        ]
        indexes = [
            models.Index(fields=["partnership", "state", "ends"], name="casework_power_ends")
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.declared.name}"

    @property
    def declared(self) -> Power:
        """The power as it is declared."""
        return powers()[self.power]

    def standing(self, now: datetime) -> str:
        """Say how it stands: proposed, to come, in force or ended."""
        if self.state != "in_force":
            return self.state
        if self.ends is not None and self.ends <= now:
            return "ended"
        return "in_force" if self.starts <= now else "to_come"

    @property
    def stands(self) -> str:
        """How it stands now."""
        return self.standing(timezone.now())


class PowerEvent(Owned):
    """What became of a power in use: varied, extended, breached, appealed, reviewed, discharged."""

    use = models.ForeignKey(PowerUse, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    new_end = models.DateTimeField(null=True, blank=True)
    pounds = models.PositiveIntegerField(null=True, blank=True, help_text="fixed penalty")

    class Privacy:
        personal = frozenset({"use", "by", "text"})
        countable = frozenset({"id", "partnership", "kind", "at", "new_end", "pounds"})

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.use}: {self.kind}"
