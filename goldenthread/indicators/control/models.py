"""Days from which something is recorded otherwise."""

from django.db import models
from django.db.models import Q

from goldenthread.accounts.tenancy import Owned


class RecordingChange(Owned):
    """A day from which an indicator is counted otherwise: its control limits begin anew there.

    Entered by a named person with what changed; taken back with a reason, never deleted.
    """

    definition = models.ForeignKey(
        "indicators.IndicatorDefinition", models.PROTECT, related_name="recording_changes"
    )
    on = models.DateField(help_text="the first day of the new recording")
    what = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["definition", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "definition", "on"],
                condition=Q(withdrawn_at=None),
                name="indicators_recording_change_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why=""),
                name="indicators_recording_change_back_with_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.definition}: {self.what}, from {self.on}"
