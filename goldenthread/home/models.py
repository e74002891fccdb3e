"""The index that the search reads."""

from django.db import models

from goldenthread.accounts.tenancy import Owned


class SearchEntry(Owned):
    """One thing that can be found, as its room last described it.

    Its words are indexed by the database itself: FTS5 on SQLite, a stored tsvector on
    PostgreSQL (see the migration), so that no entry can be out of step with its index.
    """

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=300, help_text="name of its page, and its arguments")
    permission = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "address"], name="home_search_entry_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


class SearchState(Owned):
    """How far the index of one partnership has followed the record of what was done."""

    event_number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership"], name="home_search_state_once")
        ]

    def __str__(self) -> str:
        return f"up to event {self.event_number}"
