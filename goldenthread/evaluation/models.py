"""Interventions, the question asked of each in its versions, and results as they were published."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.accounts.tenancy import Owned
from goldenthread.evaluation import rules


class Intervention(Owned):
    """Something that is done so that a count changes, with what it belongs to. Never deleted."""

    number = models.PositiveIntegerField()
    award = models.ForeignKey(
        "funding.Award", models.PROTECT, null=True, blank=True, related_name="interventions"
    )
    action = models.ForeignKey(
        "delivery.Action", models.PROTECT, null=True, blank=True, related_name="interventions"
    )
    hotspot = models.ForeignKey(
        "hotspots.ChosenArea", models.PROTECT, null=True, blank=True, related_name="interventions"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="evaluation_intervention_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"Intervention {self.number}"

    def get_absolute_url(self) -> str:
        """Give its page."""
        return reverse("intervention", args=[self.number])


class Question(Owned):
    """What is asked of an intervention, in one version; frozen from the day it starts.

    fingerprint: SHA-256 over all that is asked, worked out when it was declared.
    """

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="questions")
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=list(rules.KINDS.items()))
    what = models.TextField()
    ground = models.CharField(max_length=10, choices=list(rules.GROUNDS.items()))
    measure = models.CharField(max_length=80)
    width = models.PositiveIntegerField(help_text="of squares, in metres; 0 for areas")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    first = models.DateField(help_text="first day of the first month before")
    last = models.DateField(help_text="first day of the last month after")
    design = models.CharField(max_length=20, choices=list(rules.DESIGNS.items()))
    expected = models.SmallIntegerField(null=True, help_text="change in per cent")
    chosen = models.CharField(max_length=20, choices=list(rules.CHOSEN.items()))
    compared_how = models.TextField(blank=True)
    treated: models.JSONField = models.JSONField(default=list)
    comparison: models.JSONField = models.JSONField(default=list)
    buffer: models.JSONField = models.JSONField(default=list)
    reason = models.TextField(blank=True, help_text="why this version took the place of another")
    fingerprint = models.CharField(max_length=64)
    declared_on = models.DateField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "version"], name="evaluation_question_version_once"
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="evaluation_question_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def asked(self) -> rules.Asked:
        """Give what is asked, apart from any row."""
        told: dict[str, Any] = {name: getattr(self, name) for name in rules.FACTS}
        told |= {role: tuple(told[role]) for role in rules.ROLES}
        return rules.Asked(**told)

    @property
    def is_as_declared(self) -> bool:
        """Whether it still says what its fingerprint was made of."""
        return self.asked().fingerprint() == self.fingerprint

    @property
    def asked_before(self) -> bool:
        """Whether it was declared before anything was done."""
        return rules.asked_before(declared=self.declared_on, starts=self.starts)


class Result(Owned):
    """An answer as it was published: words, figures and what it rests on. A correction follows it.

    told: all that its page shows. fingerprint: SHA-256 over it.
    """

    number = models.PositiveIntegerField(help_text="in the what-works register")
    question = models.ForeignKey(Question, models.PROTECT, related_name="results")
    issue = models.PositiveSmallIntegerField(default=1)
    verdict = models.CharField(max_length=10, choices=list(rules.VERDICTS.items()))
    told: models.JSONField = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    published_on = models.DateField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-number", "-issue"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number", "issue"], name="evaluation_result_issue_once"
            )
        ]

    def __str__(self) -> str:
        return f"Result {self.number}: {self.told.get('name', '')}"

    def get_absolute_url(self) -> str:
        """Give its page in the register."""
        return reverse("what_works_result", args=[self.number])
