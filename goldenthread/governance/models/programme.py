"""What groups owe, by when, and what shows that it was done."""

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.accounts.tenancy import Owned
from goldenthread.governance import rules


class Obligation(Owned):
    """Something owed by a day, once or in a cycle: a duty in law, a report, a themed meeting.

    An empty day or owner is said on the page; nothing is invented. rule: its id in the rule book.
    """

    key = models.SlugField(max_length=120)
    kind = models.CharField(max_length=10, choices=list(rules.KINDS.items()))
    title = models.CharField(max_length=200)
    what = models.TextField(blank=True, help_text="what has to be done, in a sentence or two")
    rule = models.CharField(max_length=20, blank=True, help_text="such as CSP-15")
    places = models.JSONField(default=list, blank=True)
    area = models.ForeignKey(
        "strategy.Area", models.PROTECT, null=True, blank=True, related_name="obligations"
    )
    group = models.ForeignKey(
        "partnership.Group",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="obligations",
        help_text="the group that does it",
    )
    goes_to = models.ForeignKey(
        "partnership.Group",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the group whose meeting it comes to",
    )
    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_post = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    every = models.PositiveSmallIntegerField(
        default=0, help_text="months; 0: once, or as it arises"
    )

    class Meta:
        ordering = [F("due").asc(nulls_last=True), "title"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="governance_owed_key_once"),
            models.CheckConstraint(
                condition=Q(owner=None) | Q(owner_post=""), name="governance_owed_by_one"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Give its page."""
        return reverse("obligation", args=[self.key])

    def is_for(self, person: User | AnonymousUser) -> bool:
        """Say whether this person answers for it."""
        return self.owner_id is not None and self.owner_id == person.pk

    @property
    def accountable(self) -> str:
        """Who answers for it; "" where nobody does."""
        return str(self.owner) if self.owner_id else self.owner_post


class ObligationMet(Owned):
    """That something owed was done on a day, and what shows it. Never changed."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="met")
    was_due = models.DateField(null=True)
    on = models.DateField()
    evidence = models.TextField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "on"], name="governance_met_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.obligation}, {self.on:%-d %B %Y}"
