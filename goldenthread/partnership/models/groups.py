"""Boards, subgroups and other groups, and who sits on them."""

from django.db import models
from django.db.models import F, Q

from goldenthread.partnership import rules
from goldenthread.partnership.models.base import Stated
from goldenthread.partnership.models.bodies import Officer, Organisation


class Group(Stated):
    """A board, subgroup, forum or outside body, held once with all its names.

    named_with: the group whose row of the index it shares; empty for those that head a row.
    restricted: what it hears about single people stays with it; only counts leave.
    """

    name = models.CharField(max_length=200)
    aliases = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=15, choices=list(rules.GROUP_KINDS.items()))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    parent_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="groups"
    )
    named_with = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="also_named"
    )
    state = models.TextField(blank=True, help_text="how it stands, as last reported")
    terms = models.TextField(blank=True, help_text="terms of reference")
    quorum = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="members who must be there for a decision; empty: not set"
    )
    note = models.TextField(blank=True)
    restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="group_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(Stated):
    """A seat in a group: chair, vice chair or member, held by an officer or a body.

    printed_name: as the document names the holder, where it names no officer.
    named_on: first day of the period of the document that names them; where two documents
        name a chair and neither gives dates, the later one counts.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    office = models.CharField(max_length=10, choices=list(rules.OFFICES.items()), default="member")
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    member_group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    printed_name = models.CharField(max_length=200, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="the last day; empty: open")
    named_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["group", "office", "order"]
        constraints = [
            models.UniqueConstraint(fields=["group", "key"], name="group_member_key_once"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="group_member_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(officer__isnull=False)
                | Q(organisation__isnull=False)
                | Q(member_group__isnull=False)
                | ~Q(printed_name=""),
                name="group_member_is_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}, {self.get_office_display().lower()}"

    @property
    def holder(self) -> str:
        """Who sits here, by the best name we have."""
        who = self.officer or self.organisation or self.member_group
        return str(who) if who else self.printed_name
