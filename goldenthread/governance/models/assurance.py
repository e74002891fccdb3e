"""How sure a board is of what others answer for, and what was put before it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.accounts.tenancy import Owned
from goldenthread.governance import rules
from goldenthread.governance.models.meetings import Decision


class AssuranceReport(Owned):
    """What a statutory group reported on an area of assurance on a day. Never changed.

    says: how it stands. basis: what that rests on. gaps: what is not known or not done.
    """

    area = models.ForeignKey("strategy.Area", models.PROTECT, related_name="assurance_reports")
    group = models.ForeignKey(
        "partnership.Group", models.PROTECT, null=True, related_name="+", help_text="who reports"
    )
    on = models.DateField()
    level = models.CharField(
        max_length=12, choices=[(key, one.label) for key, one in rules.LEVELS.items()]
    )
    says = models.TextField()
    basis = models.TextField()
    gaps = models.TextField(blank=True)
    return_on = models.DateField(null=True, help_text="the day it comes back")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.area}: {self.get_level_display().lower()}, {self.on:%-d %B %Y}"


class Escalation(Owned):
    """Something put before a group that can do more: from where, what is asked, what came of it.

    count: of a theme of several cases, how many; a theme says nothing else of them.
    """

    number = models.PositiveIntegerField(help_text="counted within the partnership")
    source = models.CharField(max_length=12, choices=list(rules.SOURCES.items()))
    title = models.CharField(max_length=200)
    what = models.TextField(blank=True)
    asked = models.TextField(help_text="what the group is asked to do")
    count = models.PositiveIntegerField(null=True, blank=True)
    indicator = models.ForeignKey(
        "indicators.IndicatorDefinition", models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.ForeignKey(
        "delivery.Action", models.PROTECT, null=True, blank=True, related_name="+"
    )
    area = models.ForeignKey(
        "strategy.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_group = models.ForeignKey(
        "partnership.Group", models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_group = models.ForeignKey("partnership.Group", models.PROTECT, related_name="escalations")
    raised_on = models.DateField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    return_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="governance_escalation_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="")
                | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="governance_answered_with_words",
            ),
            models.CheckConstraint(
                condition=Q(count=None) | Q(count__gte=5, source="case_theme"),
                name="governance_case_theme_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Give its page."""
        return reverse("escalation", args=[self.number])
