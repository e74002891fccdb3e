"""Places put forward, interests declared, what a panel decided, and the areas that were chosen."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.tenancy import Owned
from goldenthread.hotspots import patrolling, rules


class Square(Owned):
    """A square of the National Grid, by its south-west corner in metres."""

    west = models.PositiveIntegerField()
    south = models.PositiveIntegerField()
    width = models.PositiveIntegerField(help_text="metres")

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        """Its grid reference."""
        return rules.reference(self.west, self.south)


class Candidate(Square):
    """A place somebody put forward, with what was on record of it that day. Never deleted."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting for the panel"
        CHOSEN = "chosen", "Chosen"
        DECLINED = "declined", "Declined"

    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    theme = models.CharField(max_length=20, choices=list(rules.THEMES.items()))
    basis = models.CharField(max_length=20, choices=list(rules.BASES.items()))
    reason = models.TextField()
    on_behalf_of = models.CharField(max_length=120, blank=True, help_text="a body, not a person")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.WAITING)
    evidence: models.JSONField = models.JSONField(help_text="as it stood on the day, never renewed")
    nominated_on = models.DateField()
    nominated_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    nominated_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="hotspots_candidate_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Give the page of this candidate."""
        return reverse("hotspot_candidate", args=[self.number])


class Interest(Owned):
    """An interest that a panel member declared in a candidate: they take no part in deciding."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="interests")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200)
    what = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "person"], name="hotspots_interest_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_name}: {self.what}"


class Decision(Owned):
    """What a panel decided of a candidate, with its reasons. Put off, it may decide again."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=list(rules.OUTCOMES.items()))
    reasons = models.TextField()
    panel = models.TextField(help_text="the bodies and posts that took part")
    on = models.DateField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.on:%d %B %Y}"


class ChosenArea(Owned):
    """A hotspot area: chosen by a panel, reviewed, and ended one day. Its versions say all else."""

    number = models.PositiveIntegerField()
    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="area")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="hotspots_area_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"Hotspot area {self.number}"

    def get_absolute_url(self) -> str:
        """Give the page of this area."""
        return reverse("hotspot_area", args=[self.number])


class AreaVersion(Square):
    """A hotspot area as it stands from a day on, and why. Never changed: a new one follows."""

    area = models.ForeignKey(ChosenArea, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    theme = models.CharField(max_length=20, choices=list(rules.THEMES.items()))
    starts = models.DateField()
    review_by = models.DateField(null=True, help_text="six months at most after it starts")
    ended_on = models.DateField(null=True, help_text="the last day, where this version ends it")
    reason = models.TextField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="hotspots_version_once"),
            models.CheckConstraint(
                condition=Q(review_by=None, ended_on__isnull=False)
                | Q(review_by__isnull=False, ended_on=None),
                name="hotspots_version_has_a_review_or_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    def standing_on(self, today: date) -> rules.Standing:
        """Say how the area stands on a day."""
        return rules.standing(review_by=self.review_by, ended_on=self.ended_on, today=today)

    def facts(self) -> dict[str, Any]:
        """Give what the next version takes over."""
        return {name: getattr(self, name) for name in ("name", "theme", "west", "south", "width")}


class Patrol(Owned):
    """A patrol of a hotspot area, as whoever was there logged it; nobody met is named."""

    area = models.ForeignKey(ChosenArea, models.CASCADE, related_name="patrols")
    sent_as = models.UUIDField(help_text="made by the form: sent twice, it is kept once")
    starts = models.DateTimeField()
    stops = models.DateTimeField()
    body = models.CharField(max_length=20, choices=list(patrolling.BODIES.items()))
    persons = models.PositiveSmallIntegerField()
    is_extra = models.BooleanField(help_text="paid for as an extra, not business as usual")
    note = models.CharField(max_length=500, blank=True)
    logged_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    logged_by_name = models.CharField(max_length=200)
    logged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "sent_as"], name="hotspots_patrol_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(stops__gt=F("starts")), name="hotspots_patrol_stops_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()}, {timezone.localtime(self.starts):%d %B %Y, %H:%M}"

    @property
    def hours(self) -> float:
        """How long it took."""
        return (self.stops - self.starts).total_seconds() / 3600


class PatrolOutcome(Owned):
    """How many of one kind a patrol led to."""

    patrol = models.ForeignKey(Patrol, models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=20, choices=list(patrolling.OUTCOMES.items()))
    count = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["patrol", "kind"], name="hotspots_outcome_kind_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.count}"
