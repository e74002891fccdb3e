"""What belongs to an action: its milestones, what it waits for, what it is to change."""

from django.db import models
from django.db.models import F, Q

from csp_analytics.period import Kind, Period
from goldenthread.accounts.tenancy import Owned
from goldenthread.delivery import rules
from goldenthread.delivery.models.plans import Action


class Milestone(Owned):
    """A step of an action by which one sees that it gets on."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [F("due").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title


class Dependency(Owned):
    """That an action waits for another to be done. Circles are refused."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="needs")
    on = models.ForeignKey(Action, models.CASCADE, related_name="needed_by")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "dependencies"
        constraints = [
            models.UniqueConstraint(fields=["action", "on"], name="delivery_dependency_once"),
            models.CheckConstraint(
                condition=~Q(action=F("on")), name="delivery_action_waits_for_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} waits for {self.on}"


class ExpectedEffect(Owned):
    """What an action is to do to an indicator, and whether that is hoped or shown.

    baseline: the period from which the change is counted; empty where none is set.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="effects")
    indicator = models.ForeignKey(
        "indicators.IndicatorDefinition", models.PROTECT, related_name="+"
    )
    towards = models.CharField(max_length=10, choices=list(rules.TOWARDS.items()))
    claim = models.CharField(max_length=12, choices=list(rules.CLAIMS.items()))
    evidence = models.TextField(blank=True, help_text="what shows that it works")
    baseline_kind = models.CharField(max_length=20, blank=True)
    baseline_start = models.DateField(null=True, blank=True)
    baseline_end = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "indicator"], name="delivery_effect_on_an_indicator_once"
            ),
            models.CheckConstraint(
                condition=~Q(claim="evidenced") | ~Q(evidence=""),
                name="delivery_effect_evidenced_says_by_what",
            ),
            models.CheckConstraint(
                condition=Q(baseline_kind="", baseline_start=None, baseline_end=None)
                | (
                    ~Q(baseline_kind="")
                    & Q(baseline_start__isnull=False)
                    & Q(baseline_end__gte=F("baseline_start"))
                ),
                name="delivery_effect_baseline_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_towards_display()}: {self.indicator}"

    @property
    def baseline(self) -> Period | None:
        """The period it is counted from."""
        if self.baseline_start is None or self.baseline_end is None:
            return None
        return Period(Kind(self.baseline_kind), self.baseline_start, self.baseline_end)
