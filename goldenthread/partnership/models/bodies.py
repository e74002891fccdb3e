"""Organisations, their officers as documents name them, and what they are to the partnership."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.partnership import rules
from goldenthread.partnership.models.base import Stated


class Organisation(Stated):
    """A body with a name of its own: a council, a force, a charity."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    aliases = models.JSONField(default=list, blank=True, help_text="other names it goes by")
    kind = models.CharField(max_length=30, choices=list(rules.ORGANISATION_KINDS.items()))
    area_code = models.CharField(max_length=30, blank=True, help_text="a code of places")
    starts = models.DateField(null=True, blank=True, help_text="empty: not known")
    ends = models.DateField(null=True, blank=True, help_text="the last day; empty: still there")
    note = models.TextField(blank=True)
    provenance = models.CharField(
        max_length=1, blank=True, help_text="C: from general knowledge, to be checked"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="organisation_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class Officer(Stated):
    """A person whom a document names with a post; not a sign-in, but may be linked to one."""

    name = models.CharField(max_length=150)
    post = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="officers"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="officer_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class Membership(Stated):
    """What an organisation is to the partnership, from one day until another (CSP-01 to 03)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    membership_class = models.CharField(max_length=15, choices=list(rules.CLASSES.items()))
    class_is_ours = models.BooleanField(
        default=False, help_text="the document lists the body without a class"
    )
    starts = models.DateField(null=True, blank=True, help_text="empty: not known")
    ends = models.DateField(null=True, blank=True, help_text="the last day; empty: open")
    listed_in = models.CharField(max_length=100, blank=True, help_text="the list that names it")
    printed_name = models.CharField(max_length=200, blank=True, help_text="as that list prints it")
    note = models.TextField(blank=True)
    provenance = models.CharField(max_length=1, blank=True)

    class Meta:
        ordering = ["listed_in", "order"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="membership_key_once"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_membership_class_display().lower()}"


class LiaisonOfficer(Stated):
    """The officer whom a responsible authority designates for sharing information (CSP-14)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="liaison_officers")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=200)
    deputy = models.CharField(max_length=150, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="the last day; empty: open")

    class Meta:
        ordering = ["organisation__name", "-starts"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="liaison_key_once"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ends__isnull=True),
                name="liaison_one_open_per_organisation",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="liaison_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"
