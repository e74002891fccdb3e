"""The record of what was done."""

from typing import Any, NoReturn

from django.db import models


class Event(models.Model):
    """One thing that somebody did. Never changed, never deleted: the database refuses.

    `partnership` is the number of the partnership (0 for the installation as a whole) and
    `number` counts its events from 1, so that a missing one shows.
    """

    partnership = models.PositiveBigIntegerField(default=0)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=80, help_text="for example strategy.aim_edited")
    by_id = models.PositiveBigIntegerField(null=True, help_text="empty: a command of ours")
    by_name = models.CharField(max_length=200)
    about_kind = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    about_name = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="audit_event_numbered_once"
            )
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="audit_event_about"),
            models.Index(fields=["partnership", "at"], name="audit_event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}/{self.number} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new event; refuse to write over one."""
        if self.pk:
            self.refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        self.refuse()

    @staticmethod
    def refuse() -> NoReturn:
        """Say why an event is not changed."""
        raise TypeError("What was done stays written: events are never changed or deleted.")


class ChainEnd(models.Model):
    """The last link of one partnership's chain; locked while the next is added."""

    partnership = models.PositiveBigIntegerField(primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.partnership}/{self.number}"
