"""Reports as they were built, their files, and every number they print."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from csp_analytics.period import Kind, Period
from goldenthread.accounts.tenancy import Owned
from goldenthread.publishing import rules


class Report(Owned):
    """A report that was built: of what, for which period, as known when, by whom. Never changed.

    body: its text as HTML, as it was on that day.
    """

    name = models.SlugField(max_length=40, help_text="as declared: quarterly")
    title = models.CharField(max_length=200)
    period_kind = models.CharField(max_length=20)
    period_start = models.DateField()
    period_end = models.DateField()
    as_of = models.DateField(help_text="what was known at the end of this day")
    marking = models.CharField(max_length=40, blank=True)
    subject = models.CharField(
        max_length=80, blank=True, help_text="the priority, area or group it is for"
    )
    meets_on = models.DateField(null=True, blank=True, help_text="the meeting it goes to")
    audience = models.CharField(
        max_length=10, choices=list(rules.AUDIENCES.items()), default=rules.PUBLIC
    )
    body = models.TextField()
    contents = models.JSONField(default=list)
    summary = models.JSONField(default=list, help_text="standings with how many measures")
    worst = models.CharField(max_length=250, blank=True, help_text="most in need of attention")
    built_at = models.DateTimeField()
    built_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    built_by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["-built_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="report_period_in_order"
            )
        ]
        indexes = [
            models.Index(fields=["partnership", "name", "-built_at"], name="report_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.period}"

    @property
    def period(self) -> Period:
        """The time it is about."""
        return Period(Kind(self.period_kind), self.period_start, self.period_end)

    @property
    def is_published(self) -> bool:
        """Whether it is published; a draft otherwise."""
        return hasattr(self, "publication")

    @property
    def file_name(self) -> str:
        """The name of its files without ending: "quarterly-q1-2025-26"."""
        period = str(self.period).lower().replace("/", "-").replace(" ", "-")
        about = f"-{self.subject.lower()}" if self.subject else ""
        meeting = f"-{self.meets_on.isoformat()}" if self.meets_on else ""
        return f"{self.name}{about}{meeting}-{period}"

    def file_named(self, format: str) -> str:
        """The name of its file in a format: "quarterly-q1-2025-26-large-print.pdf"."""
        ending = rules.FORMATS[format].ending
        more = "" if format == ending else f"-{format}"
        return f"{self.file_name}{more}.{ending}"


class ReportFile(Owned):
    """A report in one format, byte for byte as it was built."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    format = models.CharField(max_length=20)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["report", "format"]
        constraints = [
            models.UniqueConstraint(fields=["report", "format"], name="report_file_once_a_format")
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.format}"

    @property
    def label(self) -> str:
        """The format as people call it."""
        return rules.FORMATS[self.format].label


class ReportFigure(Owned):
    """One number that a report prints: its text, where it stands, and what it was made from."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    number = models.PositiveIntegerField(help_text="its place among the numbers, from 1")
    key = models.CharField(max_length=120, help_text='measure and part: "focus-1.value"')
    text = models.CharField(max_length=60, help_text="as printed")
    how = models.CharField(max_length=20)
    place = models.CharField(max_length=300, help_text="the headings it stands under")
    url = models.CharField(max_length=300, blank=True, help_text="where its trace is read")
    observations = models.ManyToManyField("indicators.Observation", related_name="printed_in")
    releases = models.ManyToManyField("sources.Release", related_name="printed_in")

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_figure_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.key})"


class Review(Owned):
    """Somebody by name was asked to read a report before it is published, and what they said."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="reviews")
    of = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    of_name = models.CharField(max_length=150)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=list(rules.VERDICTS.items()), blank=True)
    note = models.TextField(blank=True)
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["report", "-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="", said_at=None) | (~Q(verdict="") & Q(said_at__isnull=False)),
                name="review_verdict_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["report", "of"], condition=Q(verdict=""), name="review_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, read by {self.of_name}"


class Publication(Owned):
    """A report as published, frozen: its address, its hashes, who approved it. Never changed.

    sha256: over what it says (`rules.fingerprint`). file_hashes: over each file.
    corrects: the publication it puts right; reason and corrections say why and what.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="publication")
    address = models.SlugField(max_length=150)
    sha256 = models.CharField(max_length=64)
    file_hashes = models.JSONField(default=dict)
    approved_by_name = models.CharField(max_length=150, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    published_by_name = models.CharField(max_length=150)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    reason = models.TextField(blank=True)
    corrections = models.JSONField(default=list)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "address"], name="publication_address_once"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(reason=""), name="correction_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, published {self.published_at:%Y-%m-%d}"
