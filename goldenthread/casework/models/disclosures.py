"""What of a case was disclosed to whom, or refused, and under which gateway (IS-04)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.tenancy import Owned


class CaseDisclosure(Owned):
    """One answer to somebody who asked for information: disclosed, or refused with the reason.

    gateway, regime, basis, condition: as the rules name them. warnings: what was known to stand
    against it and was heeded. grading: of intelligence (IS-12).
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="disclosures")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_refused = models.BooleanField(default=False)
    sender = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    receiver = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=200)
    asked_for = models.TextField()
    what = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    gateway = models.CharField(max_length=30, blank=True)
    regime = models.CharField(max_length=10, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    special = models.BooleanField(default=False)
    condition = models.CharField(max_length=300, blank=True)
    policy_document = models.CharField(max_length=300, blank=True)
    necessity = models.TextField(blank=True)
    handling = models.TextField(blank=True)
    grading = models.CharField(max_length=5, blank=True)
    agreement = models.ForeignKey(
        "partnership.InformationSharingAgreement", models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    warnings = models.JSONField(default=list)
    refused_because = models.TextField(blank=True)
    received_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = frozenset(
            {"case", "by", "asked_by", "asked_for", "what", "purpose", "basis", "condition",
             "necessity", "handling", "refused_because"}
        )  # fmt: skip
        countable = frozenset(
            {"id", "partnership", "at", "is_refused", "sender", "receiver", "gateway", "regime",
             "special", "policy_document", "grading", "agreement", "warnings", "received_on"}
        )  # fmt: skip

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_refused=True, refused_because__gt="")
                | Q(is_refused=False, gateway__gt="", sender__isnull=False),
                name="casework_disclosure_says_why",
            )
        ]
        indexes = [models.Index(fields=["partnership", "at"], name="casework_disclosure_at")]

    def __str__(self) -> str:
        return f"{self.case}: disclosure {self.pk}"
