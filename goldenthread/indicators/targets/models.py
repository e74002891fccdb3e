"""Every target that was ever set for a measure in a plan."""

from django.db import models

from goldenthread.accounts.tenancy import Owned


class TargetSet(Owned):
    """A target as it was set once: value, who, when, why, course through the year, colour rule.

    Never written over: a new target, or its taking away (value empty), is a further version.
    plan and measure: the short names of the plan and of the indicator's use in it.
    """

    definition = models.ForeignKey(
        "indicators.IndicatorDefinition", models.PROTECT, related_name="targets"
    )
    plan = models.CharField(max_length=120)
    measure = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    comparison = models.CharField(max_length=20, blank=True, help_text='"or less"')
    period = models.CharField(max_length=40, blank=True)
    profile = models.JSONField(default=list, help_text="per cent by month from April, as text")
    tolerance = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    colour_rule = models.CharField(max_length=60, blank=True)
    set_by = models.CharField(max_length=150, blank=True)
    set_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["plan", "measure", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "plan", "measure", "version"],
                name="indicators_target_once_a_version",
            ),
            models.CheckConstraint(
                condition=models.Q(value=None) | ~models.Q(set_by="") & ~models.Q(why=""),
                name="indicators_target_has_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        said = "none" if self.value is None else f"{self.value.normalize():f} {self.comparison}"
        return f"{self.plan}, {self.measure}: {said.strip()}"
