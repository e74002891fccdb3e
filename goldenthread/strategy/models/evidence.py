"""What a plan says the world is like, and which indicators it means to be judged by."""

from django.db import models
from django.db.models import Q

from goldenthread.partnership.models import Stated
from goldenthread.strategy import rules
from goldenthread.strategy.models.plans import Strategy
from goldenthread.strategy.models.priorities import Area, Priority, SubTheme


class EvidenceItem(Stated):
    """A sentence of evidence in a plan or its report, with the values and changes it prints.

    kind: "bullet", "figure_row", "change_statement" or "value".
    """

    EDITABLE = ("text",)

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="evidence")
    priority = models.ForeignKey(
        Priority, models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    sub_theme = models.ForeignKey(
        SubTheme, models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    kind = models.CharField(max_length=20)
    text = models.TextField()
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="nested",
        help_text="the bullet it is nested under",
    )

    class Meta:
        ordering = ["strategy", "order"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "key"], name="evidence_key_once")
        ]

    def __str__(self) -> str:
        return self.text[:80]


class EvidenceValue(Stated):
    """One value of a piece of evidence: as printed, as parsed, and the observation it became.

    qualifier: words of doubt, as printed. flag: why a value is doubtful or badly printed.
    """

    item = models.ForeignKey(EvidenceItem, models.CASCADE, related_name="values")
    definition = models.ForeignKey(
        "indicators.IndicatorDefinition", models.PROTECT, related_name="printed_values"
    )
    observation = models.ForeignKey(
        "indicators.Observation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="printed_as",
        help_text="empty: the value could not be read, or its area is not known",
    )
    printed = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    qualifier = models.CharField(max_length=60, blank=True)
    breakdown = models.CharField(max_length=120, blank=True)
    area_printed = models.CharField(max_length=120, blank=True, help_text="code, or place as named")
    period_text = models.CharField(max_length=120, blank=True, help_text="as it was read")
    period_printed = models.CharField(max_length=120, blank=True, help_text="where it differs")
    source = models.CharField(max_length=120, blank=True)
    flag = models.TextField(blank=True)

    class Meta:
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(fields=["item", "key"], name="evidence_value_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.qualifier} {self.printed}".strip()


class ChangeStatement(Stated):
    """A change as a document prints it: from, to, in which words; what is wrong with it, if so.

    percent: as printed, falls negative; empty where none is printed.
    """

    item = models.ForeignKey(EvidenceItem, models.CASCADE, related_name="changes")
    from_value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    to_value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    printed = models.CharField(max_length=200, blank=True)
    percent = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    direction = models.CharField(max_length=10, blank=True, help_text='"none": no word printed')
    flag = models.TextField(blank=True)

    class Meta:
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(fields=["item", "key"], name="change_statement_key_once")
        ]

    def __str__(self) -> str:
        return self.printed or f"{self.from_value} to {self.to_value}"


class IndicatorUse(Stated):
    """An indicator as a plan uses it: role, which way is better and why, target, owner, due day.

    Where the plan gives no target, owner or due day they stay empty, and the page says so.
    """

    EDITABLE = ("title", "better", "better_why")

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="indicator_uses")
    priority = models.ForeignKey(
        Priority, models.CASCADE, null=True, blank=True, related_name="indicator_uses"
    )
    area = models.ForeignKey(
        Area, models.CASCADE, null=True, blank=True, related_name="indicator_uses"
    )
    definition = models.ForeignKey(
        "indicators.IndicatorDefinition", models.PROTECT, related_name="uses"
    )
    role = models.CharField(max_length=10, choices=list(rules.USE_ROLES.items()))
    title = models.CharField(max_length=250, blank=True, help_text="as the plan names it")
    better = models.CharField(max_length=10, choices=list(rules.BETTER.items()))
    better_why = models.TextField(blank=True)
    better_is_ours = models.BooleanField(default=False, help_text="not said by the document")
    target = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    target_printed = models.CharField(max_length=100, blank=True)
    target_comparison = models.CharField(max_length=20, blank=True, help_text='"or less"')
    target_period = models.CharField(max_length=40, blank=True)
    target_set_by = models.CharField(max_length=150, blank=True)
    target_why = models.TextField(blank=True)
    tolerance = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    owner = models.ForeignKey(
        "partnership.Group", models.PROTECT, null=True, blank=True, related_name="indicator_uses"
    )
    due_day = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="working days after a quarter ends"
    )

    class Meta:
        ordering = ["strategy", "-role", "order"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "key"], name="indicator_use_key_once"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target_printed="") | ~Q(target_set_by=""),
                name="indicator_use_target_has_an_origin",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.definition)
