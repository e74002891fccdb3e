"""What happens to an award once it is made: profile, claims, payments, variations, reviews."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.tenancy import Owned
from goldenthread.funding.models.awards import Award, money


class ProfileLine(Owned):
    """How much of an award is meant to be spent between two days."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="profile")
    starts = models.DateField()
    ends = models.DateField()
    amount = money()

    class Meta:
        ordering = ["award", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["award", "starts"], name="profile_line_once"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="profile_line_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="profile_line_not_below_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}, from {self.starts:%-d %B %Y}"


class Claim(Owned):
    """What a recipient claims to have spent between two days, and who agreed it or did not.

    agreed: None while it waits. A refusal has its reason. Never agreed by who recorded it.
    """

    award = models.ForeignKey(Award, models.CASCADE, related_name="claims")
    number = models.PositiveSmallIntegerField(help_text="counted within its award")
    starts = models.DateField()
    ends = models.DateField()
    amount = money()
    what_for = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    recorded_by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)
    agreed = models.BooleanField(null=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["award", "number"]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="claim_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="claim_above_nothing"),
            models.CheckConstraint(
                condition=~Q(agreed=False) | ~Q(reason=""), name="claim_refused_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(agreed=None, decided_on=None)
                | Q(agreed__isnull=False, decided_on__isnull=False),
                name="claim_decided_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Claim {self.number} of {self.award}"


class Payment(Owned):
    """Money that was paid out of an award on a day."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="payments")
    paid_on = models.DateField()
    amount = money()
    reference = models.CharField(max_length=100, blank=True)
    by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["award", "paid_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_above_nothing")
        ]

    def __str__(self) -> str:
        return f"Payment of {self.paid_on:%-d %B %Y} for {self.award}"


class Variation(Owned):
    """A change to an award's sum or last day after it was made, with its reason."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="variations")
    on = models.DateField()
    amount_before = money(null=True)
    amount_after = money()
    ends_before = models.DateField(null=True)
    ends_after = models.DateField(null=True)
    reason = models.TextField()
    by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["award", "-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.award}, varied on {self.on:%-d %B %Y}"


class ValueReview(Owned):
    """Whether an award was worth its money, looked at on a day (rule CSP-13: at least yearly)."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="reviews")
    on = models.DateField()
    economy = models.TextField(help_text="was it bought for as little as it could be?")
    efficiency = models.TextField(help_text="was as much made of it as could be?")
    effectiveness = models.TextField(help_text="did it do what it was for?")
    by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["award", "-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.award}, reviewed on {self.on:%-d %B %Y}"
