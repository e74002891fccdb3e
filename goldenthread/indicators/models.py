"""Definitions, series and observations."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from csp_analytics.period import Kind, Period
from goldenthread.accounts.tenancy import Owned
from goldenthread.indicators.rules import Better, Measure, Status


def _choices(values: type[Measure] | type[Better] | type[Status] | type[Kind]) -> list:
    return [(str(one), str(one).replace("_", " ")) for one in values]


class IndicatorDefinition(models.Model):
    """What is measured and how: declared, dated, written by one person, checked by another.

    Reference data, the same for every partnership. `measure` is empty where the document that
    names the indicator does not say whether a count or a rate is meant.
    """

    id = models.SlugField(primary_key=True, max_length=80)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60, blank=True, help_text="what one of it is")
    measure = models.CharField(max_length=20, choices=_choices(Measure), blank=True)
    per = models.PositiveIntegerField(null=True, blank=True, help_text="rates only")
    counts = models.CharField(max_length=300, blank=True, help_text="what is counted")
    of = models.CharField(max_length=300, blank=True, help_text="out of what")
    numerator = models.JSONField(default=dict, blank=True)
    denominator = models.JSONField(default=dict, blank=True)
    better = models.CharField(max_length=10, choices=_choices(Better), blank=True)
    why = models.TextField(blank=True)
    method = models.TextField(blank=True)
    publisher = models.CharField(max_length=120, blank=True)
    frequency = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    flag = models.TextField(blank=True, help_text="what is doubtful about it")
    written_by = models.CharField(max_length=60, blank=True)
    checked_by = models.CharField(max_length=60, blank=True)
    next_review = models.DateField(null=True, blank=True)
    changes = models.JSONField(default=list, blank=True, help_text="what was changed and when")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(written_by="", checked_by="") | ~Q(written_by=F("checked_by")),
                name="indicators_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(measure="rate", per__isnull=False, per__gt=0)
                | ~Q(measure="rate") & Q(per=None),
                name="indicators_rates_have_a_per",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Series(Owned):
    """One run of observations of an indicator in a partnership, from one origin.

    key: its origin, such as "data" (computed from releases) or "document-002" (as printed
    there). Two origins are never mixed in one series: a plan may count ASB reports of council
    and police together where the open data hold the police's alone.
    """

    DATA = "data"

    definition = models.ForeignKey(IndicatorDefinition, models.PROTECT, related_name="series")
    key = models.SlugField(max_length=60, default=DATA)
    note = models.TextField(blank=True, help_text="what this series has of its own")

    class Meta:
        ordering = ["definition", "key"]
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "definition", "key"], name="indicators_series_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.definition} ({self.key})"


class Observation(Owned):
    """One number: of a series, in an area, over a period, in one version. Never overwritten.

    Counted things hold count (and denominator), and their rate and limits are computed on
    read. What a document prints holds the value alone, with its words of doubt. A revision
    is a further version, so what was known on any day can be told again.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="observations")
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    period_kind = models.CharField(max_length=20, choices=_choices(Kind), blank=True)
    period_start = models.DateField(null=True, blank=True, help_text="empty: not stated")
    period_end = models.DateField(null=True, blank=True)
    breakdown = models.CharField(max_length=120, blank=True, help_text='such as "aged 10 to 17"')
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    count = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    lower = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    upper = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    status = models.CharField(max_length=12, choices=_choices(Status), default=Status.FINAL)
    qualifier = models.CharField(max_length=60, blank=True, help_text='as printed: "almost"')
    as_printed = models.CharField(max_length=200, blank=True)
    period_printed = models.CharField(max_length=120, blank=True, help_text="where it differs")
    flag = models.TextField(blank=True, help_text="what is doubtful about it")
    publisher = models.CharField(max_length=120, blank=True, help_text="as the document gives it")
    release = models.ForeignKey(
        "sources.Release", models.PROTECT, null=True, blank=True, related_name="observations"
    )
    file = models.ForeignKey(
        "sources.ReleaseFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the one file of the release that it comes from, where there is one",
    )
    document = models.CharField(max_length=20, blank=True, help_text='its short name: "002"')
    lines = models.JSONField(default=list, blank=True, help_text='["352", "354-356"]')

    class Meta:
        ordering = ["series", "area", "period_start", "period_end", "breakdown", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "series",
                    "area",
                    "period_start",
                    "period_end",
                    "period_kind",
                    "breakdown",
                    "version",
                ],
                name="indicators_observation_once_a_version",
            ),
            models.UniqueConstraint(
                fields=["series", "area", "breakdown", "version"],
                condition=Q(period_start=None),
                name="indicators_undated_observation_once_a_version",
            ),
            models.CheckConstraint(
                condition=Q(period_start=None, period_end=None, period_kind="")
                | Q(
                    period_start__isnull=False,
                    period_end__isnull=False,
                    period_end__gte=F("period_start"),
                )
                & ~Q(period_kind=""),
                name="indicators_period_whole_or_not_stated",
            ),
            models.CheckConstraint(
                condition=Q(release__isnull=False) | ~Q(document=""),
                name="indicators_observation_has_an_origin",
            ),
            models.CheckConstraint(
                condition=Q(count=None) | Q(value=None, lower=None, upper=None),
                name="indicators_counted_or_printed",
            ),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gt=0),
                name="indicators_denominator_above_nothing",
            ),
            models.CheckConstraint(
                condition=Q(count=None) | Q(count__gte=0), name="indicators_count_not_below_nothing"
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "document"], name="indicators_obs_document"),
            models.Index(fields=["partnership", "recorded_at"], name="indicators_obs_recorded"),
        ]

    def __str__(self) -> str:
        return f"{self.series}, {self.area}, {self.period or 'period not stated'}"

    @property
    def period(self) -> Period | None:
        """The period, or None where the document states none."""
        if self.period_start is None or self.period_end is None:
            return None
        return Period(Kind(self.period_kind), self.period_start, self.period_end)

    @property
    def number(self) -> Decimal | None:
        """What was recorded: the count, or the value as printed."""
        return self.count if self.count is not None else self.value


# Django looks for models in this file; these stand in the rooms' own parts.
from goldenthread.indicators.comparators.models import SimilarArea, SimilarGroup  # noqa: E402, F401
from goldenthread.indicators.control.models import RecordingChange  # noqa: E402, F401
from goldenthread.indicators.returns.models import (  # noqa: E402, F401
    Reminder,
    Return,
    ReturnedRow,
    ReturnRequest,
)
from goldenthread.indicators.targets.models import TargetSet  # noqa: E402, F401
