"""What an ASB case review holds beside its answers: complaints, requests, recommendations."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.tenancy import Owned


class Complaint(Owned):
    """One time somebody told a body of the behaviour, as the applicant says it was (CR-21).

    body: key of a kind of body, as the procedure declares it. told: who there, in the
    applicant's words. incident: the same number for complaints about one event (RPT-05).
    behaviour: the day it is said to have happened; None where nobody knows (CR-05a).
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="complaints")
    number = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=60)
    told = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    made = models.DateField()
    behaviour = models.DateField(null=True, blank=True)
    incident = models.PositiveSmallIntegerField()
    person = models.CharField(max_length=200, blank=True, help_text="who complained, where known")
    hate = models.BooleanField(default=False)
    nuisance_only = models.BooleanField(default=False)

    class Privacy:
        personal = frozenset(
            {"case", "told", "reference", "made", "behaviour", "incident", "person"}
        )
        countable = frozenset({"id", "partnership", "number", "body", "hate", "nuisance_only"})

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="casework_complaint_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: complaint {self.number}"


class ComplaintFinding(Owned):
    """What one body found on its books of one complaint. The latest of each body holds."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="findings")
    body = models.CharField(max_length=60)
    found = models.BooleanField()
    reference = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Privacy:
        personal = frozenset({"complaint", "reference", "note", "by"})
        countable = frozenset({"id", "partnership", "body", "found", "at"})

    class Meta:
        ordering = ["complaint", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.complaint}: {self.body}"


class InformationRequest(Owned):
    """What a body is asked to tell for a review, and what it answered (CR-22)."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="requests")
    body = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    due = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(blank=True, help_text="what the body did, and when")
    gaps = models.TextField(blank=True, help_text="what it did not do or does not know")

    class Privacy:
        personal = frozenset({"case", "answered_by", "answer", "gaps"})
        countable = frozenset({"id", "partnership", "body", "asked_at", "due", "answered_at"})

    class Meta:
        ordering = ["case", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "body", "asked_at"], name="casework_request_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="casework_request_answer_has_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: request to {self.body}"


class Recommendation(Owned):
    """What a review recommends, to whom and by when, and how that body answered (CR-13).

    to: a person or body with public functions, who must have regard to it.
    accepted: None until it has answered.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    to = models.CharField(max_length=200)
    text = models.TextField()
    due = models.DateField()
    made_at = models.DateTimeField()
    accepted = models.BooleanField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    followed_up = models.TextField(blank=True, help_text="what was found when it was checked")

    class Privacy:
        personal = frozenset({"case", "to", "text", "reason", "followed_up"})
        countable = frozenset(
            {"id", "partnership", "number", "due", "made_at", "accepted", "answered_on", "done_on"}
        )

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="casework_recommendation_numbered_once"
            ),
            models.CheckConstraint(
                condition=~Q(accepted=False) | ~Q(reason=""),
                name="casework_recommendation_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(accepted=None, answered_on=None)
                | Q(accepted__isnull=False, answered_on__isnull=False),
                name="casework_recommendation_answer_has_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: recommendation {self.number}"


class LinkedCase(Owned):
    """Another case about the same behaviour: whoever worked on it is involved too (CR-16)."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="linked")
    other = models.ForeignKey("casework.Case", models.PROTECT, related_name="linked_from")

    class Privacy:
        personal = frozenset({"case", "other"})
        countable = frozenset({"id", "partnership"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="casework_linked_once"),
            models.CheckConstraint(
                condition=~Q(case=F("other")), name="casework_linked_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: linked case"


class EffectivenessReview(Owned):
    """The yearly look at how well the procedure for case reviews works (CR-03, CR-18).

    year: in which the statutory period began, such as 2026 for 2026/27. Holds no case.
    """

    year = models.PositiveSmallIntegerField()
    reviewed_on = models.DateField()
    looked_at = models.TextField()
    found = models.TextField()
    changes = models.TextField()
    consulted = models.TextField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal: frozenset[str] = frozenset()
        countable = frozenset(
            {"id", "partnership", "year", "reviewed_on", "looked_at", "found", "changes",
             "consulted", "published_at"}
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "year"], name="casework_effectiveness_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"Effectiveness of case reviews, {self.year}"
