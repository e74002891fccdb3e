"""Groups of similar areas, dated, as somebody entered them."""

from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.tenancy import Owned


class SimilarGroup(Owned):
    """A most similar group: areas like our own, with who chose them and from when to when.

    A new list ends the one before on the day before it starts; nothing is written over.
    """

    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200, help_text="who chose the areas, and where it stands")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="the last day; empty: holds now")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "starts"], name="indicators_similar_group_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(ends=None),
                name="indicators_similar_group_one_now",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="indicators_similar_group_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, from {self.starts}"


class SimilarArea(Owned):
    """One area of a most similar group."""

    group = models.ForeignKey(SimilarGroup, models.CASCADE, related_name="members")
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["group", "area__name"]
        constraints = [
            models.UniqueConstraint(fields=["group", "area"], name="indicators_similar_area_once")
        ]

    def __str__(self) -> str:
        return f"{self.area} in {self.group}"
