"""Lists of cases that go, certificates, holds, emergencies, and what people ask for."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from goldenthread.accounts.tenancy import Owned
from goldenthread.casework.keeping import rules


def _person(*, none: bool = False) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=none, blank=none, related_name="+"
    )


class Disposal(Owned):
    """A list of cases that are due to go: made, checked by one person, approved by another.

    made_by: empty where the nightly job made it. dropped_at: given up, so that nothing goes by it.
    """

    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = _person(none=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = _person(none=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = _person(none=True)
    carried_out_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = frozenset({"made_by", "checked_by", "approved_by"})
        countable = frozenset(
            {"id", "partnership", "number", "made_at", "checked_at", "approved_at",
             "carried_out_at", "dropped_at"}
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="casework_disposal_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (Q(checked_by__isnull=False) & ~Q(checked_by=F("approved_by"))),
                name="casework_disposal_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"List {self.number} of cases to go"

    @property
    def state(self) -> str:
        """Where it stands: made, checked, approved, carried_out or dropped."""
        for name in ("dropped", "carried_out", "approved", "checked"):
            if getattr(self, f"{name}_at"):
                return name
        return "made"


class DisposalCase(Owned):
    """One case on a list: under which class of its type it goes, what then, and since when.

    left_out: why it stayed after all when the list was carried out; empty: it went.
    """

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="cases")
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="disposals")
    kind = models.CharField(max_length=200)
    what = models.CharField(max_length=300)
    then = models.CharField(max_length=20)
    after = models.DateField()
    left_out = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = frozenset({"case"})
        countable = frozenset(
            {"id", "partnership", "disposal", "kind", "what", "then", "after", "left_out"}
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["disposal", "case"], name="casework_disposal_case_once")
        ]

    def __str__(self) -> str:
        return f"{self.disposal}: {self.what}"


class Certificate(Owned):
    """What went, of what kinds and how many, under which rule, when and by whom. Never changed.

    contents: counts by class, kind of row and rule; no reference and nobody whom a case is about.
    hash: of all it says; it stands in the record too.
    """

    disposal = models.OneToOneField(Disposal, models.PROTECT, related_name="certificate")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200, help_text="who carried it out")
    checked_by_name = models.CharField(max_length=200)
    approved_by_name = models.CharField(max_length=200)
    contents = models.JSONField()
    hash = models.CharField(max_length=64)

    class Privacy:
        """The names are those of officers who decided, as a certificate must say."""

        personal = frozenset({"by_name", "checked_by_name", "approved_by_name"})
        countable = frozenset({"id", "partnership", "disposal", "number", "at", "contents", "hash"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="casework_certificate_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"Certificate {self.number}"


class LegalHold(Owned):
    """A hold on one case: while it lasts, nothing of it goes (RET-03)."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="holds")
    why = models.CharField(max_length=20)
    holder = models.CharField(max_length=200)
    reason = models.CharField(max_length=1000)
    review_by = models.DateField()
    placed_at = models.DateTimeField()
    placed_by = _person()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = _person(none=True)
    lifted_why = models.CharField(max_length=1000, blank=True)

    class Privacy:
        personal = frozenset({"case", "holder", "reason", "placed_by", "lifted_by", "lifted_why"})
        countable = frozenset({"id", "partnership", "why", "review_by", "placed_at", "lifted_at"})

    class Meta:
        indexes = [models.Index(fields=["partnership", "lifted_at"], name="casework_hold_open")]

    def __str__(self) -> str:
        return f"Hold {self.pk}"

    @property
    def is_due(self) -> bool:
        """Whether it is time to look at it again."""
        return self.lifted_at is None and self.review_by <= timezone.localdate()


class LongerKept(Owned):
    """One decision to keep a closed case for longer than its class says, until a day."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="longer_kept")
    until = models.DateField()
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = _person()

    class Privacy:
        personal = frozenset({"case", "reason", "by"})
        countable = frozenset({"id", "partnership", "until", "at"})

    def __str__(self) -> str:
        return f"Kept until {self.until}"


class EmergencyLook(Owned):
    """One time that somebody asked to see a case in an emergency, and what came of it (IS-08).

    case: empty where there was none of that reference, or one that no emergency opens. Nobody is
    told which; every asking counts and is looked at afterwards.
    """

    person = _person()
    case = models.ForeignKey(
        "casework.Case", models.PROTECT, null=True, blank=True, related_name="emergencies"
    )
    reason = models.CharField(max_length=1000)
    asked_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = _person(none=True)
    justified = models.BooleanField(null=True, blank=True)
    finding = models.CharField(max_length=1000, blank=True)

    class Privacy:
        personal = frozenset({"person", "case", "reason", "reviewed_by", "finding"})
        countable = frozenset({"id", "partnership", "asked_at", "reviewed_at", "justified"})

    class Meta:
        indexes = [models.Index(fields=["person", "asked_at"], name="casework_emergency_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at=None, justified=None)
                | Q(reviewed_at__isnull=False, justified__isnull=False),
                name="casework_emergency_reviewed_has_finding",
            )
        ]

    def __str__(self) -> str:
        return f"Emergency {self.pk}"


class PersonRequest(Owned):
    """What a person asks for of what is held on them: to see it, or to have it put right (IS-10).

    terms: names and contacts by which they are looked for, one in each line. pauses: days on
    which we waited for them. hash: of the bundle that was issued. outcome: of a rectification.
    """

    number = models.PositiveIntegerField()
    kind = models.CharField(
        max_length=15, choices=[("access", "See what is held"), ("rectify", "Put it right")]
    )
    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=300, blank=True)
    terms = models.TextField()
    asked = models.TextField(blank=True)
    received = models.DateField()
    identified_on = models.DateField(null=True, blank=True)
    pauses = models.JSONField(default=list, blank=True)
    more_months = models.PositiveSmallIntegerField(default=0)
    more_why = models.CharField(max_length=1000, blank=True)
    made_by = _person()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = _person(none=True)
    outcome = models.CharField(max_length=20, blank=True)
    outcome_why = models.TextField(blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Privacy:
        personal = frozenset(
            {"name", "contact", "terms", "asked", "pauses", "more_why", "made_by", "ended_by",
             "outcome_why"}
        )  # fmt: skip
        countable = frozenset(
            {"id", "partnership", "number", "kind", "received", "identified_on", "more_months",
             "ended_at", "outcome", "hash"}
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="casework_request_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"Request {self.number}"

    def due_on(self, today: date) -> date:
        """Give the last day for answering it, as things stand on a day."""
        waited = [
            (date.fromisoformat(one["since"]),
             date.fromisoformat(one["until"]) if one["until"] else None)
            for one in self.pauses
        ]  # fmt: skip
        return rules.due_of(self.received, months=self.more_months, pauses=waited, on=today)

    @property
    def waits(self) -> bool:
        """Whether we wait for the person, so that the month stands still."""
        return any(not one["until"] for one in self.pauses)


class RequestItem(Owned):
    """One thing that is held on a person who asks, as it stood, and whether they are given it.

    words: what they are given where a part is taken out. reason: the exemption relied on.
    """

    request = models.ForeignKey(PersonRequest, models.PROTECT, related_name="items")
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="requested")
    source = models.CharField(max_length=60)
    source_id = models.PositiveBigIntegerField()
    heading = models.CharField(max_length=300)
    text = models.TextField()
    decision = models.CharField(max_length=10, blank=True)
    words = models.TextField(blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    decided_by = _person(none=True)

    class Privacy:
        personal = frozenset(
            {"request", "case", "source_id", "heading", "text", "words", "reason", "decided_by"}
        )
        countable = frozenset({"id", "partnership", "source", "decision"})

    class Meta:
        ordering = ["case", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "source", "source_id"], name="casework_request_item_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.source}"

    @property
    def given(self) -> str:
        """The words that the person is given of it; empty where it is withheld."""
        return {"give": self.text, "part": self.words}.get(self.decision, "")
