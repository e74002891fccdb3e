"""How an action went: what was said of it, and which dates were moved or asked for."""

from django.db import models
from django.db.models import Q

from goldenthread.accounts.tenancy import Owned
from goldenthread.delivery import rules
from goldenthread.delivery.models.plans import Action


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
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", help_text="who approved it"
    )
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", help_text="who asked for it"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.was} to {self.now}"


class DateRequest(Owned):
    """Another due date that an owner asks for. A second person approves or refuses it."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="date_requests")
    wanted = models.DateField()
    reason = models.TextField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_on = models.DateField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    approved = models.BooleanField(null=True, help_text="empty: not decided yet")
    answer = models.TextField(blank=True, help_text="why it was refused")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(approved__isnull=True),
                name="delivery_one_date_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(approved=None, decided_on=None, decided_by=None)
                | Q(approved__isnull=False, decided_on__isnull=False, decided_by__isnull=False),
                name="delivery_date_decided_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wanted:%d %B %Y}, asked for by {self.asked_by}"
