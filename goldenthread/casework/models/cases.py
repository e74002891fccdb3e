"""Cases: what happened in them, what was answered, and whom they are about."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.accounts.tenancy import Owned
from goldenthread.casework.rules.working import BAND_NAMES, BAND_TONES


class Case(Owned):
    """One person's matter: its type, its stage, who leads it. All else stands beside it.

    reference: drawn at random, so that no other can be guessed from it.
    restricted: only people named on it see anything of it, whatever their role.
    link_hash: of the secret link by which the person who reported follows it.
    next_due: the soonest of its open clocks and tasks, kept by every change.
    """

    type = models.ForeignKey("casework.CaseTypeVersion", models.PROTECT, related_name="cases")
    reference = models.CharField(max_length=20)
    stage = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    risk = models.CharField(max_length=10, blank=True, help_text="highest of those harmed")
    place = models.CharField(max_length=300, blank=True)
    area = models.ForeignKey("places.Area", models.PROTECT, null=True, blank=True, related_name="+")
    marking = models.CharField(max_length=40)
    restricted = models.BooleanField(default=False)
    link_hash = models.CharField(max_length=64, blank=True)
    next_due = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = frozenset({"reference", "place", "lead", "supervisor", "link_hash"})
        countable = frozenset(
            {"id", "partnership", "type", "stage", "opened_at", "closed_at", "outcome", "area",
             "marking", "restricted", "next_due", "risk"}
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "reference"], name="casework_case_reference_once"
            ),
            models.UniqueConstraint(
                fields=["link_hash"], condition=~Q(link_hash=""), name="casework_case_link_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="")
                | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="casework_case_ends_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "next_due"], name="casework_case_due"),
            models.Index(fields=["partnership", "opened_at"], name="casework_case_opened"),
            models.Index(fields=["partnership", "lead", "closed_at"], name="casework_case_lead"),
            models.Index(fields=["type", "stage"], name="casework_case_stage"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("case", args=[self.reference])

    @property
    def risk_said(self) -> str:
        """The highest risk of anybody harmed in it, in words (RAM-08)."""
        return BAND_NAMES.get(self.risk, "Risk not assessed yet")

    @property
    def risk_tone(self) -> str:
        """That risk, for a status tag."""
        return BAND_TONES.get(self.risk, "waiting")


class CaseEvent(Owned):
    """One thing that happened in a case. Added only: stage, clocks and counts follow from these.

    text: a note, or the reason for a step. kind_of_note: fact, opinion or allegation (G-07).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=30)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    step = models.CharField(max_length=60, blank=True, help_text="the transition that was taken")
    stage = models.CharField(max_length=60, blank=True, help_text="the stage that was reached")
    text = models.TextField(blank=True)
    kind_of_note = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = frozenset({"by", "by_name", "text", "about", "case"})
        countable = frozenset(
            {"id", "partnership", "number", "at", "verb", "step", "stage", "kind_of_note"}
        )

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="casework_event_numbered_once")
        ]
        indexes = [
            models.Index(fields=["partnership", "verb", "at"], name="casework_event_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.number}: {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new event; refuse to write over one."""
        if self.pk:
            self.refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        self.refuse()

    @staticmethod
    def refuse() -> NoReturn:
        """Say why an event is not changed."""
        raise TypeError("What happened in a case stays written: add what is right beside it.")


class Answer(Owned):
    """What was answered to one question of a case. An earlier answer stays, no longer current.

    personal: as the case type classes the question; only what is not may ever be counted.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers")
    event = models.ForeignKey(CaseEvent, models.PROTECT, related_name="answers")
    question = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    personal = models.BooleanField()
    current = models.BooleanField(default=True)

    class Privacy:
        """`text` is personal or countable by the row's own `personal`; as a field, personal."""

        personal = frozenset({"text", "case", "event"})
        countable = frozenset({"id", "partnership", "question", "personal", "current"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "question"],
                condition=Q(current=True),
                name="casework_answer_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.question}"


class Party(Owned):
    """Somebody whom a case is about, by the part they play in it (G-07)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=60)
    name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = frozenset({"name", "contact", "case"})
        countable = frozenset({"id", "partnership", "role"})

    class Meta:
        verbose_name_plural = "parties"
        indexes = [models.Index(fields=["partnership", "name"], name="casework_party_name")]

    def __str__(self) -> str:
        return f"{self.case}: {self.role}"
