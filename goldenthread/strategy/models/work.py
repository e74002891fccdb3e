"""Work areas, their deliverables, and the plans that carry them out."""

from django.db import models

from goldenthread.partnership.models import Stated
from goldenthread.strategy.models.plans import Strategy
from goldenthread.strategy.models.priorities import Priority


class Mechanism(Stated):
    """A delivery plan or strategy through which work areas are carried out."""

    EDITABLE = ("title", "status", "note")

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="mechanisms")
    title = models.CharField(max_length=250)
    aliases = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=100, blank=True, help_text="as printed")
    owner_group = models.ForeignKey(
        "partnership.Group", models.PROTECT, null=True, blank=True, related_name="mechanisms"
    )
    note = models.TextField(blank=True)
    flag = models.TextField(blank=True)

    class Meta:
        ordering = ["strategy", "order"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "key"], name="mechanism_key_once")
        ]

    def __str__(self) -> str:
        return self.title


class WorkArea(Stated):
    """A part of a priority with deliverables of its own."""

    EDITABLE = ("title",)

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="work_areas")
    title = models.CharField(max_length=250)
    aliases = models.JSONField(default=list, blank=True)
    mechanisms = models.ManyToManyField(Mechanism, related_name="work_areas", blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="no longer pursued since")

    class Meta:
        ordering = ["priority", "order"]
        constraints = [
            models.UniqueConstraint(fields=["priority", "key"], name="work_area_key_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def strategy(self) -> Strategy:
        """The plan it belongs to."""
        return self.priority.strategy


class Deliverable(Stated):
    """What a work area is to bring about; a sub-item has the deliverable it belongs to."""

    EDITABLE = ("title", "heading")

    work_area = models.ForeignKey(WorkArea, models.CASCADE, related_name="deliverables")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="items")
    title = models.CharField(max_length=300)
    heading = models.CharField(max_length=120, blank=True, help_text="heading above it, if any")
    shared_with = models.ManyToManyField(WorkArea, related_name="shared_deliverables", blank=True)
    flag = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="no longer pursued since")

    class Meta:
        ordering = ["work_area", "order"]
        constraints = [
            models.UniqueConstraint(fields=["work_area", "key"], name="deliverable_key_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def strategy(self) -> Strategy:
        """The plan it belongs to."""
        return self.work_area.priority.strategy
