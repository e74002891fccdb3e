"""Delivery plans, their actions, updates and moved dates."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse

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


class Action(Owned):
    """One thing to be done, with one accountable owner; an empty owner is a vacancy and is said."""

    plan = models.ForeignKey(DeliveryPlan, models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField(help_text="counted within its plan")
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="actions"
    )
    contributors = models.ManyToManyField("partnership.Organisation", blank=True, related_name="+")
    aim = models.ForeignKey(
        "strategy.Aim", models.PROTECT, null=True, blank=True, related_name="actions"
    )
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    deferred_on = models.DateField(null=True, blank=True)
    deferred_because = models.TextField(blank=True)
    said = models.CharField(
        max_length=20, blank=True, help_text="how it goes, from the last update"
    )
    heard = models.DateField(null=True, blank=True, help_text="the day of the last update")
    places = models.JSONField(default=list, blank=True)

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
    def facts(self) -> rules.Facts:
        """What its status follows from."""
        said = self.said or None
        return rules.Facts(self.due, self.done_on, self.deferred_on, said, self.heard)

    def status_on(self, today: date) -> rules.Status:
        """Say how it stands on a day."""
        return rules.status_of(self.facts, today=today)


class Update(Owned):
    """What was said of an action on a day, by a person or in a document. Never changed."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="updates")
    on = models.DateField()
    said = models.CharField(max_length=20, choices=list(rules.SAYINGS.items()))
    text = models.TextField(blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200, help_text="the person, or the document that says it")
    places = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_said_display()}, {self.on:%d %B %Y}"


class MovedDate(Owned):
    """A due date that was moved: the old one stays visible, with who moved it and why."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="moved_dates")
    was = models.DateField(null=True)
    now = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.was} to {self.now}"
