"""Plans, the steps they took, their signatories and notes, and every change after publication."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from csp_analytics.period import Kind, Period
from goldenthread.accounts.tenancy import Owned
from goldenthread.partnership.models import Stated
from goldenthread.strategy import rules


class Strategy(Stated):
    """A plan: one generation of the partnership's own, or a police and crime plan beside it."""

    EDITABLE = ("title", "strapline", "ambition", "vision")

    title = models.CharField(max_length=250)
    kind = models.CharField(max_length=25, choices=list(rules.PLAN_KINDS.items()))
    status = models.CharField(
        max_length=12, choices=list(rules.PLAN_STATUSES.items()), default=rules.DRAFT
    )
    version = models.PositiveSmallIntegerField(default=1, help_text="counts every amendment")
    period_kind = models.CharField(max_length=20, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    period_printed = models.CharField(max_length=40, blank=True)
    strapline = models.CharField(max_length=250, blank=True)
    ambition = models.CharField(max_length=250, blank=True)
    vision = models.CharField(max_length=250, blank=True)
    wording_places = models.JSONField(
        default=dict, blank=True, help_text="where strapline, ambition and vision stand"
    )
    document = models.CharField(max_length=20, blank=True, help_text="short name of its document")
    adopted_on = models.DateField(null=True, blank=True, help_text="empty: not known")
    superseded_on = models.DateField(null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    class Meta:
        # a plan without dates stands last, whichever way a database sorts what is empty
        ordering = [F("period_start").desc(nulls_last=True), "title"]
        verbose_name_plural = "strategies"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="strategy_key_once"),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True) | Q(period_end__gte=F("period_start")),
                name="strategy_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period | None:
        """The time it is for; None where its document does not say."""
        if self.period_start is None or self.period_end is None:
            return None
        return Period(Kind(self.period_kind), self.period_start, self.period_end)

    @property
    def is_draft(self) -> bool:
        """Whether only those who may read drafts see it."""
        return self.status == rules.DRAFT


class StatusChange(Owned):
    """A step of a plan: adopted or superseded, when, by whom."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="steps")
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12, choices=list(rules.PLAN_STATUSES.items()))
    on = models.DateField(help_text="the day it took effect")
    decided_by = models.CharField(max_length=200, help_text="the body that decided")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.strategy}: {self.get_after_display()}"


class CarriedOver(Owned):
    """What an imported file said of a plan or a part that has no column here; it goes out again.

    about: the part's identifier in our own form, such as "aim.prevention.fewer-victims"; empty
        for the plan itself. facts: by field; a wording that had to be shortened stands with
        what is shown of it, and gives way once somebody edits that.
    """

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="carried_over")
    about = models.CharField(max_length=500, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["strategy", "about"]
        verbose_name_plural = "carried over"
        constraints = [
            models.UniqueConstraint(fields=["strategy", "about"], name="carried_over_once")
        ]

    def __str__(self) -> str:
        return f"{self.strategy}: {self.about or 'the plan'}"


class Signatory(Stated):
    """An officer who signed a plan's foreword."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="signatories")
    officer = models.ForeignKey("partnership.Officer", models.PROTECT, related_name="signed")
    role = models.CharField(max_length=100)
    post = models.CharField(max_length=200, blank=True, help_text="at the time")
    ends = models.DateField(null=True, blank=True, help_text="the last day in that role")

    class Meta:
        ordering = ["strategy", "order"]
        verbose_name_plural = "signatories"
        constraints = [
            models.UniqueConstraint(fields=["strategy", "key"], name="signatory_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.officer}, {self.role}"


class PlanNote(Stated):
    """A statement of a plan that has no table of its own: a success, a lesson, a concern, a date.

    kind: a plain word such as "success", "lesson", "action_ahead", "public_concern".
    facts: what else is known, such as a language's own name or the counts of a consultation.
    """

    EDITABLE = ("title", "text")

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="notes")
    priority = models.ForeignKey(
        "strategy.Priority", models.CASCADE, null=True, blank=True, related_name="notes"
    )
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    flag = models.TextField(blank=True)
    groups = models.ManyToManyField("partnership.Group", related_name="plan_notes", blank=True)
    organisations = models.ManyToManyField(
        "partnership.Organisation", related_name="plan_notes", blank=True
    )
    schemes = models.ManyToManyField("strategy.Scheme", related_name="plan_notes", blank=True)

    class Meta:
        ordering = ["strategy", "kind", "order"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "key"], name="plan_note_key_once")
        ]

    def __str__(self) -> str:
        return self.title or self.text[:80]


class Amendment(Owned):
    """A change to a plan's wording: before, after, why, by whom and when.

    Nothing published changes in silence: whoever reads the plan can read its amendments.
    """

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="amendments")
    about_kind = models.CharField(max_length=40, help_text="the kind of statement, such as aim")
    about_id = models.PositiveBigIntegerField()
    about_name = models.CharField(max_length=300)
    field = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField(blank=True, help_text="may be empty only while the plan is a draft")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="amendment_about")]

    def __str__(self) -> str:
        return f"{self.about_name}: {self.field}"
