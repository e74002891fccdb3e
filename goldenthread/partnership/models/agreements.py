"""Agreements to share information, and who signed them."""

from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.tenancy import Owned
from goldenthread.partnership import rules
from goldenthread.partnership.models.base import Stated
from goldenthread.partnership.models.bodies import Organisation


class InformationSharingAgreement(Stated):
    """A protocol between bodies for a purpose, reviewed every year (CSP-14, IS-05)."""

    title = models.CharField(max_length=200)
    purpose = models.TextField()
    parties = models.ManyToManyField(Organisation, related_name="agreements")
    agreed_on = models.DateField()
    review_on = models.DateField(help_text="12 months after it was agreed or last reviewed")
    review_months = models.PositiveSmallIntegerField(default=rules.REVIEW_MONTHS)
    ends = models.DateField(null=True, blank=True, help_text="the last day; empty: open")

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="agreement_key_once"),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("agreed_on")), name="agreement_review_after_agreed"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Signature(Owned):
    """One party's name under an agreement."""

    agreement = models.ForeignKey(
        InformationSharingAgreement, models.CASCADE, related_name="signatures"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="signatures")
    signed_by = models.CharField(max_length=150)
    signed_on = models.DateField()

    class Meta:
        ordering = ["signed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"], name="signature_once_per_party"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.signed_by}"
