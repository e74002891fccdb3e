"""Schemes, case studies and commitments."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.tenancy import Owned
from goldenthread.partnership.models import Stated
from goldenthread.strategy import rules
from goldenthread.strategy.models.plans import Strategy
from goldenthread.strategy.models.priorities import Priority, SubTheme


class Scheme(Stated):
    """A scheme, programme or system that the documents name.

    row: its row in the index of the documents; those that share a row have `named_with`.
    needs: what the software must do for it; empty where a record is enough.
    funding: who paid, as far as it is given: funder, name, amount, printed, until, places.
    """

    EDITABLE = ("name", "needs", "note")

    name = models.CharField(max_length=200)
    aliases = models.JSONField(default=list, blank=True)
    row = models.PositiveSmallIntegerField(null=True, blank=True)
    needs = models.TextField(blank=True)
    named_with = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="also_named"
    )
    owners = models.ManyToManyField("partnership.Organisation", related_name="schemes", blank=True)
    owner_group = models.ForeignKey(
        "partnership.Group", models.PROTECT, null=True, blank=True, related_name="owned_schemes"
    )
    groups = models.ManyToManyField("partnership.Group", related_name="schemes", blank=True)
    serves = models.ManyToManyField(Priority, related_name="schemes", blank=True)
    funding = models.JSONField(default=list, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="scheme_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class CaseStudy(Stated):
    """A short story of what was done and what changed, told without naming anyone.

    printed_with: what the document itself printed of the person: initial, age, place.
    findings: what the anonymity check found in our wording. Published only when it found
        nothing, or a named person accepted what it found, with a reason.
    """

    EDITABLE = ("title", "summary")

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="case_studies")
    title = models.CharField(max_length=250)
    summary = models.TextField()
    printed_with = models.JSONField(default=dict, blank=True)
    findings = models.JSONField(default=list, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=150, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_reason = models.TextField(blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    published = models.BooleanField(default=False)
    schemes = models.ManyToManyField(Scheme, related_name="case_studies", blank=True)
    organisations = models.ManyToManyField(
        "partnership.Organisation", related_name="case_studies", blank=True
    )

    class Meta:
        ordering = ["priority", "order"]
        verbose_name_plural = "case studies"
        constraints = [
            models.UniqueConstraint(fields=["priority", "key"], name="case_study_key_once"),
            models.CheckConstraint(
                condition=Q(published=False) | Q(checked_at__isnull=False),
                name="case_study_published_only_when_checked",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | ~Q(accepted_reason=""),
                name="case_study_accepted_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def strategy(self) -> Strategy:
        """The plan it belongs to."""
        return self.priority.strategy


class Commitment(Stated):
    """A promise of the police and crime plan, held once however often it is printed.

    listed_places: its rows in the plan's list. reported_places: where the report tells of it.
    status: empty until somebody gives one with evidence.
    """

    EDITABLE = ("title",)

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="commitments")
    priority = models.ForeignKey(Priority, models.CASCADE, related_name="commitments")
    sub_theme = models.ForeignKey(
        SubTheme, models.CASCADE, null=True, blank=True, related_name="commitments"
    )
    title = models.CharField(max_length=300)
    listed_places = models.JSONField(default=list, blank=True)
    reported_places = models.JSONField(default=list, blank=True)
    is_listed = models.BooleanField(default=True)
    is_reported = models.BooleanField(default=False)
    status = models.CharField(
        max_length=12, choices=list(rules.COMMITMENT_STATUSES.items()), blank=True
    )
    schemes = models.ManyToManyField(Scheme, related_name="commitments", blank=True)

    class Meta:
        ordering = ["strategy", "order"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "key"], name="commitment_key_once")
        ]

    def __str__(self) -> str:
        return self.title


class CommitmentUpdate(Owned):
    """How a commitment stood on a day, and what shows it."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="updates")
    status = models.CharField(max_length=12, choices=list(rules.COMMITMENT_STATUSES.items()))
    evidence = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.get_status_display()}"


class Achievement(Stated):
    """Something the report ticks off under a commitment."""

    EDITABLE = ("text", "heading")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="achievements")
    text = models.TextField()
    heading = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["commitment", "order"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "key"], name="achievement_key_once")
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def strategy(self) -> Strategy:
        """The plan it belongs to."""
        return self.commitment.strategy
