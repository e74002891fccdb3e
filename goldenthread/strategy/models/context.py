"""How a plan works and what it stands beside: ways, factors, drivers, other plans, generations."""

from django.db import models

from goldenthread.partnership.models import Stated
from goldenthread.strategy.models.plans import Strategy
from goldenthread.strategy.models.priorities import Area, Priority, SubTheme


class WayOfWorking(Stated):
    """A principle by which everybody in the plan works."""

    EDITABLE = ("title", "text")

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="ways_of_working")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["strategy", "order"]
        verbose_name_plural = "ways of working"
        constraints = [models.UniqueConstraint(fields=["strategy", "key"], name="way_key_once")]

    def __str__(self) -> str:
        return self.title


class EnablingFactor(Stated):
    """A heading under which a plan lists what makes delivery possible."""

    EDITABLE = ("title",)

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="enabling_factors")
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["strategy", "order"]
        constraints = [models.UniqueConstraint(fields=["strategy", "key"], name="factor_key_once")]

    def __str__(self) -> str:
        return self.title


class EnablingPoint(Stated):
    """One thing that makes delivery possible."""

    EDITABLE = ("text",)

    factor = models.ForeignKey(EnablingFactor, models.CASCADE, related_name="points")
    text = models.TextField()

    class Meta:
        ordering = ["factor", "order"]
        constraints = [models.UniqueConstraint(fields=["factor", "key"], name="point_key_once")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def strategy(self) -> Strategy:
        """The plan it belongs to."""
        return self.factor.strategy


class PolicyDriver(Stated):
    """An Act, regulation, duty or event that shaped a plan."""

    EDITABLE = ("title", "note")

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="policy_drivers")
    title = models.CharField(max_length=250)
    years = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=30)
    recent = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    flag = models.TextField(blank=True)

    class Meta:
        ordering = ["strategy", "order"]
        constraints = [models.UniqueConstraint(fields=["strategy", "key"], name="driver_key_once")]

    def __str__(self) -> str:
        return self.title


class AlignedPlan(Stated):
    """Another body's plan, set beside ours in the alignment matrix."""

    EDITABLE = ("title", "owner")

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="aligned_plans")
    title = models.CharField(max_length=250)
    period_printed = models.CharField(max_length=40, blank=True)
    owner = models.CharField(max_length=200, blank=True, help_text="as printed")

    class Meta:
        ordering = ["strategy", "order"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "key"], name="aligned_plan_key_once")
        ]

    def __str__(self) -> str:
        return self.title


class AlignmentCell(Stated):
    """What another plan says on one of our priorities. An empty cell of the matrix has no row."""

    EDITABLE = ("entries",)

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="alignment_cells")
    plan = models.ForeignKey(AlignedPlan, models.CASCADE, related_name="cells")
    entries = models.JSONField(default=list)

    class Meta:
        ordering = ["plan", "priority"]
        constraints = [models.UniqueConstraint(fields=["priority", "plan"], name="cell_once")]

    def __str__(self) -> str:
        return f"{self.priority} beside {self.plan}"

    @property
    def strategy(self) -> Strategy:
        """The plan it belongs to."""
        return self.priority.strategy


class CrosswalkLink(Stated):
    """How a priority of one plan lives on in the next. The judgement is ours, and says so.

    Without `from_priority` the later one is new; without `to_priority` the earlier one ended,
    or lives on in the later plan as a whole.
    """

    EDITABLE = ("note",)

    from_priority = models.ForeignKey(
        Priority, models.CASCADE, null=True, blank=True, related_name="lives_on"
    )
    to_strategy = models.ForeignKey(
        Strategy, models.CASCADE, null=True, blank=True, related_name="crosswalk"
    )
    to_priority = models.ForeignKey(
        Priority, models.CASCADE, null=True, blank=True, related_name="comes_from"
    )
    to_area = models.ForeignKey(
        Area, models.CASCADE, null=True, blank=True, related_name="comes_from"
    )
    relation = models.CharField(max_length=40)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="crosswalk_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.from_priority or 'new'} to {self.to_area or self.to_priority or 'ended'}"


class MutualRegard(Stated):
    """A priority set beside a theme of the police and crime plan (CSP-06)."""

    EDITABLE = ("note",)

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="regards")
    theme = models.ForeignKey(Priority, models.CASCADE, related_name="regarded_by")
    sub_theme = models.ForeignKey(
        SubTheme, models.CASCADE, null=True, blank=True, related_name="regarded_by"
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["priority", "order"]
        verbose_name_plural = "mutual regard"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="regard_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.priority} beside {self.sub_theme or self.theme}"

    @property
    def strategy(self) -> Strategy:
        """The plan it belongs to."""
        return self.priority.strategy
