"""Delivery plans and their actions."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.tenancy import Owned
from goldenthread.delivery import rules


class DeliveryPlan(Owned):
    """What one group undertakes to do for a priority, an area, or a whole plan."""

    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True, help_text="two or three sentences")
    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="delivery_plans")
    priority = models.ForeignKey(
        "strategy.Priority", models.PROTECT, null=True, blank=True, related_name="delivery_plans"
    )
    owner_group = models.ForeignKey(
        "partnership.Group", models.PROTECT, null=True, blank=True, related_name="+"
    )
    chair = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who chairs that group and signs in: keeps this plan, hears of what is late",
    )
    places = models.JSONField(default=list, blank=True, help_text='such as ["002:534"]')

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="delivery_plan_key_once")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Give the page of this plan."""
        return reverse("delivery_plan", args=[self.key])

    def is_for(self, person: User | AnonymousUser) -> bool:
        """Say whether this person chairs the group that owns it."""
        return self.chair_id is not None and self.chair_id == person.pk


class Action(Owned):
    """One thing to be done, with one accountable owner; an empty owner is a vacancy and is said.

    The owner is a person who signs in, or an organisation's post; never both. What a document
    leaves open stays empty: nothing is invented.
    """

    plan = models.ForeignKey(DeliveryPlan, models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField(help_text="counted within its plan")
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="actions"
    )
    owner_post = models.CharField(max_length=200, blank=True, help_text="such as Head of Housing")
    owner_organisation = models.ForeignKey(
        "partnership.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    contributors = models.ManyToManyField("partnership.Organisation", blank=True, related_name="+")
    ways_of_working = models.ManyToManyField(
        "strategy.WayOfWorking", blank=True, related_name="+", help_text="that it is to evidence"
    )
    aim = models.ForeignKey(
        "strategy.Aim", models.PROTECT, null=True, blank=True, related_name="actions"
    )
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    deferred_on = models.DateField(null=True, blank=True)
    deferred_because = models.TextField(blank=True)
    missed_on = models.DateField(null=True, blank=True, help_text="given up undone")
    missed_because = models.TextField(blank=True)
    override = models.CharField(max_length=20, blank=True, help_text="a status set by hand")
    override_because = models.TextField(blank=True)
    override_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    override_on = models.DateField(null=True, blank=True)
    said = models.CharField(
        max_length=20, blank=True, help_text="how it goes, from the last update"
    )
    heard = models.DateField(null=True, blank=True, help_text="the day of the last update")
    places = models.JSONField(default=list, blank=True)
    added_on = models.DateField(default=timezone.localdate, help_text="from then on it is open")

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="delivery_action_number_once"),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(deferred_on=None),
                name="delivery_action_not_done_and_deferred",
            ),
            models.CheckConstraint(
                condition=Q(deferred_on=None) | ~Q(deferred_because=""),
                name="delivery_action_deferred_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(missed_on=None)
                | (~Q(missed_because="") & Q(done_on=None) & Q(deferred_on=None)),
                name="delivery_action_missed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(owner_post="", owner_organisation=None)
                | (~Q(owner_post="") & Q(owner_organisation__isnull=False) & Q(owner=None)),
                name="delivery_action_one_owner",
                violation_error_message="Name one owner: a person who signs in, or a post "
                "together with its organisation.",
            ),
            models.CheckConstraint(
                condition=Q(override="", override_on=None, override_by=None)
                | (
                    ~Q(override="")
                    & ~Q(override_because="")
                    & Q(override_on__isnull=False)
                    & Q(override_by__isnull=False)
                ),
                name="delivery_action_override_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Give the page of this action."""
        return reverse("action", args=[self.plan.key, self.number])

    def is_for(self, person: User | AnonymousUser) -> bool:
        """Say whether it is this person's own to update."""
        return self.owner_id is not None and self.owner_id == person.pk

    @property
    def accountable(self) -> str:
        """Who answers for it: a person, or an organisation's post; "" where nobody does."""
        if self.owner_id:
            return str(self.owner)
        return f"{self.owner_post}, {self.owner_organisation}" if self.owner_post else ""

    @property
    def is_vacant(self) -> bool:
        """Whether nobody answers for it."""
        return not (self.owner_id or self.owner_post)

    @property
    def is_open(self) -> bool:
        """Whether it is neither done, nor put off, nor given up."""
        return not (self.done_on or self.deferred_on or self.missed_on)

    @property
    def facts(self) -> rules.Facts:
        """What its status follows from."""
        return rules.Facts(
            due=self.due,
            done_on=self.done_on,
            deferred_on=self.deferred_on,
            said=self.said or None,
            heard=self.heard,
            missed_on=self.missed_on,
            override=self.override,
            set_on=self.override_on,
        )

    def status_on(self, today: date) -> rules.Status:
        """Say how it stands on a day."""
        return rules.status_of(self.facts, today=today)
