"""Areas and what they are part of."""

from django.db import models
from django.db.models import F, Q


class Area(models.Model):
    """A place with a code and the dates its boundary held. The same for every partnership.

    Codes are the Office for National Statistics' where there is one. A fire service's area,
    a most similar group and a named small place have codes of our own, in words.
    """

    class Kind(models.TextChoices):
        LSOA = "lsoa", "lower layer super output area"
        MSOA = "msoa", "middle layer super output area"
        WARD = "ward", "ward"
        DISTRICT = "district", "district"
        CSP = "csp", "community safety partnership area"
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
    vintages = models.JSONField(
        default=list, blank=True, help_text="the censuses whose small areas it is one of"
    )
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


class BoundarySet(models.Model):
    """One load of boundaries: which layer, out of which files, whose and under which licence."""

    layer = models.SlugField(max_length=60, help_text="id of a declared layer")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Area.Kind.choices)
    vintage = models.CharField(max_length=10, blank=True, help_text="census or year of the codes")
    as_at = models.DateField(help_text="the day for which these boundaries hold")
    licence = models.CharField(max_length=120)
    attribution = models.TextField(help_text="printed under every map of them")
    precision = models.CharField(max_length=200, help_text="how far the lines can be trusted")
    files = models.TextField(help_text="names of the files, one a line")
    sha256 = models.CharField(max_length=64, help_text="over the files' contents")
    boundaries_in = models.PositiveIntegerField(help_text="how many it held when it was loaded")
    mended = models.PositiveIntegerField(default=0, help_text="whose lines crossed themselves")
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["layer", "loaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["layer", "sha256"], name="places_boundary_set_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.boundaries_in})"


class Boundary(models.Model):
    """The line round one area in one layer: exact, and simplified for drawing beside it.

    A later load of the same layer replaces it; its own load is its `set`.
    """

    set = models.ForeignKey(BoundarySet, models.CASCADE, related_name="boundaries")
    area = models.ForeignKey(Area, models.CASCADE, related_name="boundaries")
    layer = models.SlugField(max_length=60)
    exact = models.BinaryField(help_text="WKB, longitude and latitude in degrees (WGS84)")
    shown = models.BinaryField(help_text="WKB, whole metres of the National Grid, simplified")

    class Meta:
        ordering = ["layer", "area"]
        verbose_name_plural = "boundaries"
        constraints = [
            models.UniqueConstraint(fields=["area", "layer"], name="places_boundary_once_a_layer")
        ]

    def __str__(self) -> str:
        return f"{self.area} in {self.layer}"


class Residents(models.Model):
    """How many people lived in a small area on a day, as a loaded lookup says."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="residents")
    on = models.DateField()
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["area", "on"]
        verbose_name_plural = "residents"
        constraints = [
            models.UniqueConstraint(fields=["area", "on"], name="places_residents_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.count} in {self.area} on {self.on}"


class BestFit(models.Model):
    """The whole that a part lies in most, where it need not lie in one alone: an LSOA in a ward."""

    part = models.ForeignKey(Area, models.CASCADE, related_name="fits")
    whole = models.ForeignKey(Area, models.CASCADE, related_name="fitted")
    layer = models.SlugField(max_length=60, help_text="layer of the whole's boundary")
    share = models.FloatField(help_text="of the part that lies in the whole, above 0, at most 1")
    method = models.CharField(max_length=120, help_text="how the share was measured")

    class Meta:
        ordering = ["part", "layer"]
        constraints = [
            models.UniqueConstraint(fields=["part", "layer"], name="places_best_fit_once"),
            models.CheckConstraint(
                condition=Q(share__gt=0) & Q(share__lte=1), name="places_best_fit_share"
            ),
            models.CheckConstraint(condition=~Q(part=F("whole")), name="places_fits_another"),
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.share:.0%} in {self.whole}"


class Overlap(models.Model):
    """Two areas that share ground, where neither lies wholly in the other."""

    one = models.ForeignKey(Area, models.CASCADE, related_name="+")
    other = models.ForeignKey(Area, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["one", "other"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="places_overlap_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="places_overlaps_another"),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"
