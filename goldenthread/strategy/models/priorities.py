"""Priorities with their areas, aims and sub-themes."""

from django.db import models

from goldenthread.partnership.models import Stated
from goldenthread.strategy import rules
from goldenthread.strategy.models.plans import Strategy


class Priority(Stated):
    """What a plan puts first: a priority, a section of an older plan, or a police plan's theme.

    duties: letters of the Crime and Disorder Act 1998 s.6(1) that it serves.
    """

    EDITABLE = ("title", "short_title", "why")

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="priorities")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=250)
    short_title = models.CharField(max_length=120, blank=True, help_text="as people say it")
    why = models.TextField(blank=True)
    duties = models.JSONField(default=list, blank=True)
    lead_group = models.ForeignKey(
        "partnership.Group", models.PROTECT, null=True, blank=True, related_name="leads"
    )
    lead_group_places = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["strategy", "number"]
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(fields=["strategy", "key"], name="priority_key_once"),
            models.UniqueConstraint(fields=["strategy", "number"], name="priority_number_once"),
        ]

    def __str__(self) -> str:
        return self.short_title or self.title


class Area(Stated):
    """A part of a priority. Focus and assurance owe different things (rules.AREA_DUTIES).

    What the documents do not give stays empty, and the page says so.
    """

    EDITABLE = (
        "title",
        "champion",
        "delivery_plan",
        "themed_meeting_on",
        "reporting_group",
        "cycle_months",
        "escalation_route",
    )

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="areas")
    title = models.CharField(max_length=250)
    kind = models.CharField(max_length=10, choices=list(rules.AREA_KINDS.items()))
    champion = models.CharField(max_length=150, blank=True, help_text="focus: who speaks for it")
    delivery_plan = models.CharField(max_length=200, blank=True, help_text="focus: its name")
    themed_meeting_on = models.DateField(null=True, blank=True, help_text="focus")
    reporting_group = models.ForeignKey(
        "partnership.Group",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports_on",
        help_text="assurance: who reports on it",
    )
    cycle_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="assurance: months from one report to the next"
    )
    escalation_route = models.TextField(blank=True, help_text="assurance")

    class Meta:
        ordering = ["priority", "order"]
        constraints = [models.UniqueConstraint(fields=["priority", "key"], name="area_key_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def strategy(self) -> Strategy:
        """The plan it belongs to."""
        return self.priority.strategy

    @property
    def has(self) -> set[str]:
        """Which of the things its kind owes are recorded here."""
        recorded = {
            "champion": self.champion,
            "delivery_plan": self.delivery_plan,
            "themed_meeting": self.themed_meeting_on,
            "reporting_group": self.reporting_group_id,
            "cycle": self.cycle_months,
            "escalation_route": self.escalation_route,
        }
        return {key for key, value in recorded.items() if value}

    @property
    def duties(self) -> list[rules.AreaDuty]:
        """What it owes, each with whether it is met."""
        return rules.area_duties(self.kind, self.has)


class Aim(Stated):
    """What a priority wants to achieve, as adopted; and as drafted, where that read otherwise."""

    EDITABLE = ("title",)

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="aims")
    title = models.CharField(max_length=300, help_text="as adopted")
    drafted = models.CharField(max_length=300, blank=True, help_text="empty: drafted the same")
    draft_places = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["priority", "order"]
        constraints = [models.UniqueConstraint(fields=["priority", "key"], name="aim_key_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def strategy(self) -> Strategy:
        """The plan it belongs to."""
        return self.priority.strategy


class SubTheme(Stated):
    """A part of a theme of the police and crime plan."""

    EDITABLE = ("title",)

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="sub_themes")
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["priority", "order"]
        constraints = [
            models.UniqueConstraint(fields=["priority", "key"], name="sub_theme_key_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def strategy(self) -> Strategy:
        """The plan it belongs to."""
        return self.priority.strategy
