"""Who may see a case, and who has looked at it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.tenancy import Owned


class CaseAccess(Owned):
    """One person's part in one case, from a time on until another. It opens no other case."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="accesses")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    worker = models.CharField(max_length=60, help_text="role on the case, as its type declares it")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300)

    class Privacy:
        personal = frozenset({"case", "person", "given_by", "reason"})
        countable = frozenset({"id", "partnership", "worker", "since", "until"})

    class Meta:
        verbose_name_plural = "case accesses"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "worker"],
                condition=Q(until=None),
                name="casework_access_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="casework_access_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "until"], name="casework_access_person"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.worker}"


class CaseRead(Owned):
    """One time that somebody looked at a case, and how much of it they saw (IS-08)."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="reads")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    level = models.CharField(max_length=10)

    class Privacy:
        personal = frozenset({"case", "person"})
        countable = frozenset({"id", "partnership", "at", "level"})

    class Meta:
        indexes = [
            models.Index(fields=["case", "at"], name="casework_read_case"),
            models.Index(fields=["partnership", "at"], name="casework_read_at"),
            models.Index(fields=["person", "at"], name="casework_read_person"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: read"
