"""Addresses under which a calendar program reads due dates."""

from django.db import models
from django.db.models import Q

from goldenthread.accounts.tenancy import Owned


class CalendarFeed(Owned):
    """A person's own address for due dates: of their actions, or of a group's plans.

    Whoever has the address can read it, so it says no more than titles and days. It ends with
    the person's right to read delivery plans, or when they stop it.
    """

    person = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    group = models.ForeignKey(
        "partnership.Group", models.CASCADE, null=True, blank=True, related_name="+"
    )
    token = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "person", "group"],
                condition=Q(group__isnull=False),
                name="delivery_one_feed_of_a_group",
            ),
            models.UniqueConstraint(
                fields=["partnership", "person"],
                condition=Q(group=None),
                name="delivery_one_feed_of_ones_own",
            ),
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.group or self.person}"
