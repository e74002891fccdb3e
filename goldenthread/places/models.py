"""Areas and what they are part of."""

from django.db import models
from django.db.models import F, Q


class Area(models.Model):
    """A place with a code and the dates its boundary held. The same for every partnership.

    Codes are the Office for National Statistics' where there is one. A fire service's area,
    a most similar group and a named small place have codes of our own, in words.
    """

    class Kind(models.TextChoices):
        WARD = "ward", "ward"
        DISTRICT = "district", "district"
        POLICE_FORCE = "police_force", "police force area"
        FIRE = "fire", "fire and rescue area"
        REGION = "region", "region"
        COUNTRY = "country", "country"
        COUNTRIES = "countries", "group of countries"
        GROUP = "most_similar_group", "most similar group"
        PLACE = "named_place", "named place"
        UNSTATED = "unstated", "area not stated"

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    aliases = models.JSONField(default=list, help_text="other names and codes it is known by")
    valid_from = models.DateField(null=True, blank=True, help_text="empty: before we look back")
    valid_to = models.DateField(null=True, blank=True, help_text="the last day; empty: still valid")
    is_invented = models.BooleanField(default=False)
    wholes = models.ManyToManyField(
        "self", through="PartOf", symmetrical=False, related_name="parts"
    )

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="places_area_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PartOf(models.Model):
    """One area that lies wholly in another: a district in a police force area, in a region."""

    part = models.ForeignKey(Area, models.CASCADE, related_name="+")
    whole = models.ForeignKey(Area, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "whole"], name="places_part_of_once"),
            models.CheckConstraint(condition=~Q(part=F("whole")), name="places_not_part_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.part} in {self.whole}"
