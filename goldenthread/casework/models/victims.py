"""People harmed, for whom a case is worked: their risk, and how they are kept in touch."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.tenancy import Owned
from goldenthread.casework.rules import working

BAND = 10


class Victim(Owned):
    """Somebody harmed, with the one person they can call (CASE-01) and how often they are called.

    contact_every: days between contacts as agreed with them; empty: as their risk asks (CASE-03).
    band, next_contact: as they stand now, kept by every change.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="victims")
    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=300, blank=True)
    safe_times = models.CharField(max_length=300, blank=True)
    contact_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact_every = models.PositiveSmallIntegerField(null=True, blank=True)
    band = models.CharField(max_length=BAND, blank=True)
    next_contact = models.DateField(null=True, blank=True)

    class Privacy:
        personal = frozenset({"case", "name", "contact", "safe_times", "contact_person"})
        countable = frozenset({"id", "partnership", "contact_every", "band", "next_contact"})

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "name"], name="casework_victim_named_once")
        ]
        indexes = [models.Index(fields=["partnership", "band"], name="casework_victim_band")]

    def __str__(self) -> str:
        return self.name

    @property
    def band_said(self) -> str:
        """How their risk stands, in words."""
        return working.BAND_NAMES.get(self.band, "Risk not assessed yet")

    @property
    def band_tone(self) -> str:
        """How their risk stands, for a status tag."""
        return working.BAND_TONES.get(self.band, "waiting")


class RiskAssessment(Owned):
    """One assessment of one victim's risk, kept with the version it was scored with (RAM-01).

    by_score: the band of the points alone. scored_band: after overrides. band: as it was settled.
    wished: a band that waits for a supervisor, or waited; agreed: what the supervisor said.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="assessments")
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="assessments")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=20)
    matrix = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    facts = models.JSONField(default=list)
    reports = models.PositiveSmallIntegerField(default=1)
    score = models.PositiveSmallIntegerField()
    by_score = models.CharField(max_length=BAND)
    scored_band = models.CharField(max_length=BAND)
    band = models.CharField(max_length=BAND)
    because = models.TextField(blank=True)
    leave_for = models.CharField(max_length=60, blank=True)
    unanswered = models.PositiveSmallIntegerField(default=0)
    reasons = models.TextField(blank=True)
    wished = models.CharField(max_length=BAND, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.TextField(blank=True)

    class Privacy:
        personal = frozenset(
            {"case", "victim", "by", "answers", "facts", "because", "reasons", "decided_by",
             "decided_why"}
        )  # fmt: skip
        countable = frozenset(
            {"id", "partnership", "number", "at", "occasion", "matrix", "version", "reports",
             "score", "by_score", "scored_band", "band", "leave_for", "unanswered", "wished",
             "agreed", "decided_at"}
        )  # fmt: skip

    class Meta:
        ordering = ["victim", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["victim", "number"], name="casework_assessment_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(agreed=None, decided_by=None, decided_at=None)
                | Q(agreed__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="casework_assessment_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: assessment {self.number}"

    @property
    def waits(self) -> bool:
        """Whether a supervisor has yet to say whether the wished band stands."""
        return bool(self.wished) and self.agreed is None


class RiskReview(Owned):
    """One look again at a victim's risk, by whom the band asks for (RAM-07)."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="risk_reviews")
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="reviews")
    level = models.CharField(max_length=30)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewer = models.CharField(max_length=200)
    text = models.TextField()

    class Privacy:
        personal = frozenset({"case", "victim", "by", "reviewer", "text"})
        countable = frozenset({"id", "partnership", "level", "at"})

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.case}: review by {self.level}"


class VictimContact(Owned):
    """One contact with a victim, or an attempt: when, how, by whom, and what was said."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="contacts")
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="contacts")
    on = models.DateField()
    how = models.CharField(max_length=20)
    reached = models.BooleanField()
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(help_text="when it was written down")

    class Privacy:
        personal = frozenset({"case", "victim", "by", "text"})
        countable = frozenset({"id", "partnership", "on", "how", "reached", "at"})

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.case}: contact by {self.how}"
