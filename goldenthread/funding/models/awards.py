"""Funders, the funds or rounds they give from, and awards out of them."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.funding import rules
from goldenthread.partnership.models import Stated


def money(**options: Any) -> models.DecimalField:
    """Give a column for a sum in exact pence."""
    return models.DecimalField(max_digits=14, decimal_places=2, **options)


class Funder(Stated):
    """Who gives money: a body we hold, a group of the partnership, or a name alone."""

    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(
        "partnership.Group", models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="funder_key_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Give the page of this funder."""
        return reverse("funder", args=[self.key])


class Fund(Stated):
    """A pot of money or one round of it. total: what a document prints as its whole, if it does.

    within: the larger fund it belongs to. funder: None where the documents do not say whose.
    """

    name = models.CharField(max_length=200)
    funder = models.ForeignKey(Funder, models.PROTECT, null=True, blank=True, related_name="funds")
    within = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="rounds")
    total = money(null=True, blank=True)
    total_qualifier = models.CharField(
        max_length=10, choices=list(rules.QUALIFIERS.items()), blank=True
    )
    total_printed = models.CharField(max_length=60, blank=True)
    total_places = models.JSONField(default=list, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="fund_key_once"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")),
                name="fund_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Award(Stated):
    """Money given for a purpose: how much, from whom, to whom, for when, and what it serves.

    amount: None where no document gives one. counted: whether it goes into totals, lies within
    another sum (`part_of`), or may do so (`overlap_note` says why). year: in which the financial
    year of the award begins.
    """

    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    funder = models.ForeignKey(Funder, models.PROTECT, null=True, blank=True, related_name="awards")
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, blank=True, related_name="awards")
    amount = money(null=True, blank=True)
    qualifier = models.CharField(max_length=10, choices=list(rules.QUALIFIERS.items()), blank=True)
    printed = models.CharField(max_length=60, blank=True, help_text="as the document prints it")
    kind = models.CharField(max_length=10, choices=list(rules.KINDS.items()), default="cash")
    counted = models.CharField(
        max_length=10, choices=list(rules.STANDINGS.items()), default=rules.COUNTED
    )
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    overlap_note = models.TextField(blank=True)
    listed_as = models.CharField(
        max_length=10, choices=list(rules.LISTED_AS.items()), default=rules.RECORDED
    )
    recipient = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    recipient_name = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    priority = models.ForeignKey(
        "strategy.Priority", models.PROTECT, null=True, blank=True, related_name="awards"
    )
    commitment = models.ForeignKey(
        "strategy.Commitment", models.PROTECT, null=True, blank=True, related_name="awards"
    )
    scheme = models.ForeignKey(
        "strategy.Scheme", models.PROTECT, null=True, blank=True, related_name="awards"
    )
    action = models.ForeignKey(
        "delivery.Action", models.PROTECT, null=True, blank=True, related_name="awards"
    )
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    section_17 = models.TextField(blank=True, help_text="Crime and Disorder Act 1998 s.17")
    public = models.BooleanField(default=True)
    recorded_on = models.DateField(
        null=True, blank=True, help_text="empty: taken from a document, known since ever"
    )
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "title"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="award_key_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="award_amount_above_nothing"
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")),
                name="award_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(counted=rules.WITHIN, part_of__isnull=False)
                | (~Q(counted=rules.WITHIN) & Q(part_of=None)),
                name="award_within_another_or_not",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(closing_note=""),
                name="award_closed_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Give the page of this award."""
        return reverse("award", args=[self.key])

    @property
    def year_name(self) -> str:
        """Its financial year as people write it; empty where none is known."""
        return rules.financial_year(self.year) if self.year else ""

    @property
    def goes_to(self) -> str:
        """Who gets it, by the name we hold or as it is printed; empty where nobody is named."""
        return str(self.recipient) if self.recipient else self.recipient_name

    @property
    def said(self) -> str:
        """The sum as people read it, its word of doubt before it; empty where none is given."""
        if self.amount is None:
            return ""
        return f"{self.qualifier} {rules.pounds(self.amount)}".strip()

    def state_on(self, day: date, months: int = 6) -> str:
        """Say how it stands on a day: a key of rules.STATES."""
        return rules.state(self.starts, self.ends, self.closed_on, on=day, months=months)
