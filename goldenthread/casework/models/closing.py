"""Closing a case: why, what each victim was told, and how content they are (CASE-06)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.tenancy import Owned


class Closing(Owned):
    """What is recorded before a case is closed; one of each case.

    quiet_since: since when the behaviour has stopped. approved_by: the supervisor, where the risk
    was ever high.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="closings")
    reason = models.CharField(max_length=30)
    quiet_since = models.DateField(null=True, blank=True)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_why = models.TextField(blank=True)

    class Privacy:
        personal = frozenset({"case", "prepared_by", "approved_by", "approved_why"})
        countable = frozenset(
            {"id", "partnership", "reason", "quiet_since", "prepared_at", "approved_at"}
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="casework_closing_once"),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="casework_closing_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: closing"


class VictimTold(Owned):
    """What one victim was told when a case was to be closed, and how content they are."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="told")
    victim = models.ForeignKey("casework.Victim", models.PROTECT, related_name="told")
    on = models.DateField()
    why = models.TextField()
    review_right = models.BooleanField(help_text="told again of the right to a case review")
    survey_offered = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content = models.CharField(max_length=20, blank=True)
    content_text = models.TextField(blank=True)
    content_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = frozenset({"case", "victim", "why", "by", "content_text"})
        countable = frozenset(
            {"id", "partnership", "on", "review_right", "survey_offered", "content", "content_on"}
        )

    class Meta:
        verbose_name_plural = "victims told"
        constraints = [models.UniqueConstraint(fields=["victim"], name="casework_victim_told_once")]

    def __str__(self) -> str:
        return f"{self.case}: told on {self.on}"
