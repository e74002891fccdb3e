"""What stands in a document at these lines."""

from django.db import models

from goldenthread.accounts.tenancy import Owned
from goldenthread.declared import Place


class Stated(Owned):
    """A row that a document states, or that somebody typed in.

    places: where it stands, such as ["002:352-354", "rules:CSP-01"]; empty when typed in.
    declared: hash of the declaration it was loaded from; empty when typed in.
    edited_at: since when a person's wording counts. Loading then leaves the row alone.
    """

    key = models.SlugField(max_length=120)
    order = models.PositiveIntegerField(default=0)
    places = models.JSONField(default=list, blank=True)
    declared = models.CharField(max_length=64, blank=True, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def stands_at(self) -> list[Place]:
        """Its places, parsed."""
        return [Place.parse(place) for place in self.places]
