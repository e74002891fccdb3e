"""What came in by the front door besides the answers: traces, papers, links, and how many."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.tenancy import Owned


class ReportTrace(Owned):
    """What is known of one report for finding others like it (RPT-04).

    contact, person, address: keyed hashes of how to reach the person harmed, of their name and
    of the place as written; empty where not known. easting, northing: metres, where a point is
    known. again_of: the earlier report from whose own page this one was begun.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="trace")
    made = models.DateField()
    contact = models.CharField(max_length=64, blank=True)
    person = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64, blank=True)
    easting = models.IntegerField(null=True, blank=True)
    northing = models.IntegerField(null=True, blank=True)
    again_of = models.ForeignKey(
        "casework.Case", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = frozenset(
            {"case", "contact", "person", "address", "easting", "northing", "again_of"}
        )
        countable = frozenset({"id", "partnership", "made"})

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "contact"], name="casework_trace_contact"),
            models.Index(fields=["partnership", "person"], name="casework_trace_person"),
            models.Index(fields=["partnership", "address"], name="casework_trace_address"),
            models.Index(fields=["partnership", "easting"], name="casework_trace_easting"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: trace"


class SameIncident(Owned):
    """Two reports that a person found to be of one incident (RPT-05). Undone, never deleted."""

    report = models.ForeignKey("casework.Case", models.PROTECT, related_name="found_same_as")
    same_as = models.ForeignKey("casework.Case", models.PROTECT, related_name="same_found")
    reason = models.CharField(max_length=300)
    linked_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = frozenset({"report", "same_as", "reason", "by", "undone_by"})
        countable = frozenset({"id", "partnership", "linked_at", "undone_at"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(undone_at=None), name="casework_same_as_one_only"
            ),
            models.CheckConstraint(
                condition=~Q(report=F("same_as")), name="casework_same_as_another"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="casework_same_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} is the same incident as {self.same_as}"


class Attachment(Owned):
    """A picture or paper of a report, drawn anew so that nothing hides in it.

    key: random; names the file in the store. name: as the sender called it.
    scanned: whether a virus scanner found it clean; False where none is set up.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="attachments")
    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scanned = models.BooleanField()
    added_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Privacy:
        personal = frozenset({"case", "key", "name", "sha256", "by_name"})
        countable = frozenset({"id", "partnership", "kind", "size", "scanned", "added_at"})

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.case}: attachment {self.pk}"


class SentFrom(Owned):
    """How much one internet address sent within an hour; the address is kept as a code only."""

    code = models.CharField(max_length=40)
    hour = models.DateTimeField()
    number = models.PositiveIntegerField(default=1)

    class Privacy:
        personal = frozenset({"code"})
        countable = frozenset({"id", "partnership", "hour", "number"})

    class Meta:
        verbose_name_plural = "sent from"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "code", "hour"], name="casework_sent_from_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} within the hour from {self.hour}"
