"""The documents from which statements are taken."""

from datetime import date

from django.db import models

from csp_analytics.period import Period, PeriodError
from goldenthread.partnership.models.base import Stated


class DocumentSource(Stated):
    """A published document whose lines our rows point to. Its `key` is its short name ("002")."""

    file = models.CharField(max_length=200)
    lines = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    publisher = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    period = models.CharField(max_length=40, blank=True, help_text="as printed")
    published = models.CharField(max_length=40, blank=True, help_text="as far as it is known")
    strategy_key = models.CharField(max_length=120, blank=True, help_text="the plan it is about")

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="document_key_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def called(self) -> str:
        """What people call it: its title without its publisher's name before it."""
        short = self.title.removeprefix(self.publisher).removeprefix("'s").strip()
        if self.kind == "committee_report":
            return (
                f"Committee report of {self.published_day:%-d %B %Y}"
                if self.published_day
                else short
            )
        return short or self.title

    @property
    def published_day(self) -> date | None:
        """The day it was published, where that is known to the day."""
        try:
            return date.fromisoformat(self.published)
        except ValueError:
            return None

    @property
    def known_from(self) -> date | None:
        """The first day it speaks of: its publication, else the start of its period."""
        for text in (self.published, self.period):
            try:
                return date.fromisoformat(text) if len(text) == 10 else Period.parse(text).start
            except (ValueError, PeriodError):
                continue
        return None
