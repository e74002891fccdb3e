"""What came of each item and quarter of the prescribed exchange."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from csp_analytics.period import Period
from goldenthread.accounts.models import User
from goldenthread.accounts.tenancy import Owned
from goldenthread.partnership.models import Officer
from goldenthread.sources.exchange import rules


class Supply(Owned):
    """One item of one quarter as it was supplied, or the reason why it was not (DX-07).

    Rows are counted and thrown away; `counts` holds [category, place, number] before anything
    is held back. The newest of a cell counts; earlier ones stay.
    """

    item = models.SlugField(max_length=60)
    quarter_start = models.DateField()
    state = models.CharField(
        max_length=15,
        choices=[(str(one), rules.LABELS[one][0]) for one in rules.State],
    )
    why = models.TextField(blank=True, help_text="why it was not supplied")
    file_name = models.CharField(max_length=150, blank=True)
    rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=list, blank=True)
    supplied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    supplied_at = models.DateTimeField()
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    validated_at = models.DateTimeField(null=True, blank=True)
    release = models.ForeignKey(
        "sources.Release", models.PROTECT, null=True, blank=True, related_name="supplies"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "supplies"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["received", "validated", "not_supplied"]),
                name="sources_supply_is_an_event",
            ),
            models.CheckConstraint(
                condition=Q(validated_by=None) | ~Q(validated_by=F("supplied_by")),
                name="sources_supply_validated_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="validated", validated_by__isnull=False)
                | ~Q(state="validated") & Q(validated_by=None),
                name="sources_supply_validated_has_who",
            ),
            models.CheckConstraint(
                condition=Q(state="not_supplied", release=None) & ~Q(why="")
                | ~Q(state="not_supplied") & Q(release__isnull=False),
                name="sources_supply_has_a_release_or_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "quarter_start", "item"], name="sources_supply_cell"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item.replace('-', ' ').capitalize()}, {self.quarter.long}"

    @property
    def quarter(self) -> Period:
        """The information period it tells of."""
        return rules.quarter_of(self.quarter_start)

    def is_for(self, user: User) -> bool:
        """Whether somebody may supply it: an officer of a body of the kind that holds it."""
        from goldenthread.sources.exchange.declaring import item

        officers = Officer.objects.of(self.partnership_id).filter(user=user)
        return officers.filter(organisation__kind=item(self.item).holder).exists()
