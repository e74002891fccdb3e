"""What police money is made of: budget, funding of forces, the precept, and who is paid from it."""

from django.db import models
from django.db.models import Q

from goldenthread.funding.models.awards import money
from goldenthread.partnership.models import Stated


class BudgetLine(Stated):
    """A sum of a year's budget. part_of: the line that it is a part of, as the document says."""

    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(help_text="in which the financial year begins")
    amount = money()
    printed = models.CharField(max_length=60)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="budget_line_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class ForceFunding(Stated):
    """What one police force got in a year from government and from the precept.

    printed: what the document prints as total, shares and yield of one per cent; worked out
    anew beside it: "total", "government_share", "precept_share", "one_per_cent".
    """

    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(help_text="in which the financial year begins")
    government = money()
    precept = money()
    printed = models.JSONField(default=dict)
    is_ours = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "funding of forces"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="force_funding_key_once"),
            models.CheckConstraint(
                condition=Q(government__gte=0, precept__gte=0),
                name="force_funding_not_below_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BandD(Stated):
    """The police precept of a Band D home in a year, somewhere or on average over the country."""

    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(help_text="in which the financial year begins")
    amount = money()
    printed = models.CharField(max_length=60)
    rise = money(null=True, blank=True, help_text="on the year before, as printed")
    is_average = models.BooleanField(default=False)
    is_ours = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "Band D precepts"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="band_d_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class ForceNumber(Stated):
    """How many of one kind of people a force had at one time.

    is_total: printed as the total of the other kinds, and held beside what they add up to.
    """

    kind = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    at = models.CharField(max_length=40, help_text='as printed: "2010 baseline", "2022/23"')
    year = models.PositiveSmallIntegerField()
    is_baseline = models.BooleanField(default=False)
    is_total = models.BooleanField(default=False)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["order", "year"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="force_number_key_once"),
            models.UniqueConstraint(
                fields=["partnership", "kind", "year"], name="force_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.at}"
