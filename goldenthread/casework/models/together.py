"""Working a case together: referrals to partners, and the action plan."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.tenancy import Owned


class Referral(Owned):
    """A case put before an officer of another body, who sees it once they accept (REF-01).

    worker: the role in which they then work on it. shared: what they are told of it.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="referrals")
    body = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    worker = models.CharField(max_length=60)
    reason = models.TextField()
    shared = models.TextField()
    urgent = models.BooleanField(default=False)
    consent = models.BooleanField()
    override = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    access = models.ForeignKey(
        "casework.CaseAccess", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = frozenset(
            {"case", "officer", "reason", "shared", "override", "legal_basis", "sent_by", "answer",
             "outcome", "access"}
        )  # fmt: skip
        countable = frozenset(
            {"id", "partnership", "body", "worker", "urgent", "consent", "state", "sent_at", "due",
             "answered_at", "ended_at"}
        )  # fmt: skip

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "officer"],
                condition=Q(ended_at=None),
                name="casework_referral_open_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["officer", "due"],
                condition=Q(ended_at=None),
                name="casework_referral_officer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: referral to {self.body}"


class PlannedAction(Owned):
    """One thing that somebody is to do in a case, by when and with which tool (CASE-02).

    owner: who does it, where they sign in here; person: their name in any case.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="actions")
    what = models.TextField()
    body = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.CharField(max_length=200)
    tool = models.CharField(max_length=60)
    due = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    victim_told_on = models.DateField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True, help_text="no longer needed")

    class Privacy:
        personal = frozenset({"case", "what", "owner", "person", "made_by", "outcome"})
        countable = frozenset(
            {"id", "partnership", "body", "tool", "due", "made_at", "done_on", "victim_told_on",
             "dropped_at"}
        )  # fmt: skip

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(dropped_at=None),
                name="casework_action_done_or_dropped",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: action {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None and self.dropped_at is None
