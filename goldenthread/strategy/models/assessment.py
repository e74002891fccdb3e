"""The strategic assessment of a year: its statements, the figures they rest on, their history."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from csp_analytics.period import Kind, Period
from goldenthread.accounts.tenancy import Owned
from goldenthread.strategy.assessment import rules
from goldenthread.strategy.models.priorities import Priority


class Assessment(Owned):
    """The strategic assessment of one financial year (CSP-15).

    year: in which its financial year begins. two_tier: whether the seventh heading is asked.
    address: of its public layer among the publications; empty until it is printed.
    """

    year = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=10, choices=list(rules.STATUSES.items()), default=rules.DRAFT
    )
    two_tier = models.BooleanField(default=False)
    taken_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by"
    )
    begun_at = models.DateTimeField()
    begun_by_name = models.CharField(max_length=150)
    completed_on = models.DateField(null=True, blank=True)
    completed_by_name = models.CharField(
        max_length=150, blank=True, help_text="who signs it off for the strategy group"
    )
    completed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    address = models.SlugField(max_length=150, blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year"], name="assessment_once_a_year"),
            models.CheckConstraint(
                condition=Q(status=rules.DRAFT)
                | ~Q(completed_by_name="") & Q(completed_at__isnull=False),
                name="assessment_complete_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=rules.PUBLISHED) | Q(published_at__isnull=False),
                name="assessment_published_has_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Strategic assessment {self.said_year}"

    @property
    def said_year(self) -> str:
        """Its year as people write it: "2025/26"."""
        return rules.said_year(self.year)

    @property
    def period(self) -> Period:
        """Its financial year."""
        return Period.financial_year(self.year)

    @property
    def is_draft(self) -> bool:
        """Whether it can be written in."""
        return self.status == rules.DRAFT


class AssessmentStatement(Owned):
    """One thing that an assessment says under a heading, in one of the two layers.

    number: its own in the assessment, for its address. text: with references to its figures,
    such as {{ figure: 1 }}. looked_at: false for what was taken over and not read again yet.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    heading = models.CharField(
        max_length=12, choices=[(one.key, one.title) for one in rules.HEADINGS.values()]
    )
    order = models.PositiveIntegerField(default=0)
    layer = models.CharField(max_length=10, choices=list(rules.LAYERS.items()))
    text = models.TextField()
    priorities = models.ManyToManyField(Priority, related_name="assessed_by", blank=True)
    taken_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by"
    )
    looked_at = models.BooleanField(default=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_by_name = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["assessment", "heading", "order", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "number"], name="assessment_statement_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(layer__in=list(rules.LAYERS)), name="assessment_statement_has_a_layer"
            ),
        ]

    def __str__(self) -> str:
        # never its wording: this stands in the record, which has other readers
        return f"Statement {self.number} of {self.assessment}"


class BoundFigure(Owned):
    """A figure that a statement rests on: which indicator, where, when, set against what.

    restricted: held back from the public whatever the data behind it; its statement is
    restricted too.
    """

    statement = models.ForeignKey(AssessmentStatement, models.CASCADE, related_name="figures")
    number = models.PositiveSmallIntegerField()
    indicator = models.ForeignKey(
        "indicators.IndicatorDefinition", models.PROTECT, related_name="assessed_in"
    )
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    period_kind = models.CharField(max_length=20)
    period_start = models.DateField()
    period_end = models.DateField()
    against = models.CharField(
        max_length=12, choices=list(rules.AGAINST.items()), blank=True, default=rules.NONE
    )
    restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["statement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"], name="bound_figure_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="bound_figure_period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"Figure {self.number} of statement {self.statement_id}"

    @property
    def period(self) -> Period:
        """The time it is about."""
        return Period(Kind(self.period_kind), self.period_start, self.period_end)

    @property
    def compared_with(self) -> Period | None:
        """The period it is set against; None for nothing."""
        if self.against == rules.BEFORE:
            return self.period.previous()
        return self.period.year_before() if self.against == rules.YEAR_BEFORE else None

    @property
    def said(self) -> str:
        """Which it is, in words: "Crimes recorded, County Durham, Q1 2025/26"."""
        told = f"{self.indicator.name}, {self.area.name}, {self.period}"
        return f"{told}, against {self.compared_with}" if self.against else told


class StatementVersion(Owned):
    """A statement as it stood after each change, with who, when and why. For its writers only."""

    statement = models.ForeignKey(AssessmentStatement, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=40)
    heading = models.CharField(max_length=12)
    layer = models.CharField(max_length=10)
    text = models.TextField()
    figures = models.JSONField(default=list, help_text="which it rested on, in words")
    why = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["statement", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"], name="statement_version_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of statement {self.statement_id}"
