"""Sources, the releases we received from them, their files and what was set aside."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.tenancy import Owned


class Source(models.Model):
    """Somebody's published data, as declared: whose, under which licence, in which columns."""

    id = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)
    publisher = models.CharField(max_length=120)
    licence = models.CharField(max_length=120)
    licence_url = models.URLField(blank=True)
    attribution = models.TextField(help_text="printed wherever its figures are shown")
    homepage = models.URLField(blank=True)
    refresh = models.CharField(max_length=120, blank=True, help_text="how often it comes")
    columns = models.JSONField(default=list)
    categories = models.JSONField(default=dict, help_text="name as published to our short name")
    known_gaps = models.JSONField(default=list)
    notes = models.JSONField(default=list)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Release(Owned):
    """One delivery of data: what came, from whom, when, and what became of it."""

    class Status(models.TextChoices):
        LOADED = "loaded", "loaded"
        WITHDRAWN = "withdrawn", "withdrawn"
        SUPERSEDED = "superseded", "superseded by a newer copy"

    key = models.CharField(max_length=80, help_text="its short name, also its folder in the lake")
    source = models.ForeignKey(Source, models.PROTECT, related_name="releases")
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=120)
    licence = models.CharField(max_length=120, blank=True, help_text="empty: invented")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="empty: a command run by whoever keeps the installation",
    )  # fmt: skip
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    rows_in = models.PositiveIntegerField()
    rows_kept = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64, help_text="SHA-256 over its files' checksums")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.LOADED)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    marking = models.CharField(max_length=40, blank=True, help_text="empty: public")
    is_invented = models.BooleanField(default=False, help_text="says so wherever it shows")
    is_in_lake = models.BooleanField(default=False, help_text="its rows stand in the lake")
    how = models.TextField(blank=True, help_text="how it was made, where it was computed")
    geography = models.CharField(
        max_length=120, blank=True, help_text='which area codes its rows hold: "LSOA of 2011"'
    )
    flags = models.JSONField(default=list, help_text="what its reader must be warned of")
    difference = models.JSONField(
        default=dict, help_text="rows added, removed and changed against what it replaced"
    )

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="sources_release_key_once"),
            models.UniqueConstraint(
                fields=["partnership", "source", "checksum"],
                condition=~Q(status="withdrawn"),
                name="sources_release_received_once",
            ),
            models.CheckConstraint(
                condition=Q(rows_kept__lte=models.F("rows_in")),
                name="sources_release_keeps_no_more_than_came",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_why="")
                | ~Q(status="withdrawn") & Q(withdrawn_at=None, withdrawn_why=""),
                name="sources_withdrawn_has_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReleaseFile(Owned):
    """One file of a release, known by the SHA-256 of the bytes as they were given."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="files")
    number = models.PositiveIntegerField(help_text="its place in the release, from 1")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, help_text="of the file as it was given")
    content_sha256 = models.CharField(max_length=64, help_text="of the CSV in it, unpacked")
    bytes = models.PositiveBigIntegerField()
    rows = models.PositiveIntegerField()
    month = models.DateField(null=True, blank=True, help_text="first day of its month")
    force = models.CharField(max_length=60, blank=True)
    slot = models.CharField(
        max_length=120, blank=True,
        help_text="what a newer copy replaces, where that is no month of a force",
    )  # fmt: skip
    superseded_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="supersedes"
    )

    class Meta:
        ordering = ["release", "number"]
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="sources_file_numbered_once")
        ]
        indexes = [
            models.Index(fields=["partnership", "content_sha256"], name="sources_file_sha256"),
            models.Index(fields=["partnership", "force", "month"], name="sources_file_month"),
        ]

    def __str__(self) -> str:
        return self.name


class RowsSetAside(Owned):
    """Rows of a release that did not count everywhere: how many, why, and one to look at."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="set_aside")
    file = models.ForeignKey(ReleaseFile, models.CASCADE, related_name="set_aside")
    reason = models.CharField(max_length=200)
    column = models.CharField(max_length=60, blank=True)
    count = models.PositiveIntegerField()
    kept = models.BooleanField(help_text="still counted for the whole force")
    first_line = models.PositiveIntegerField(help_text="line of the first, the header being 1")
    sample = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["release", "file", "reason"]
        verbose_name_plural = "rows set aside"
        constraints = [
            models.UniqueConstraint(
                fields=["file", "reason"], name="sources_set_aside_once_a_file"
            ),
            models.CheckConstraint(condition=Q(count__gt=0), name="sources_set_aside_some"),
        ]

    def __str__(self) -> str:
        return f"{self.count} rows: {self.reason}"


# Django looks for models in this file; this one stands in a part of the room.
from goldenthread.sources.exchange.models import Supply  # noqa: E402, F401
