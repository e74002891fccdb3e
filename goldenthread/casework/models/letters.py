"""Letters: what somebody was told, word for word, kept with the case."""

from typing import Any

from django.db import models

from goldenthread.accounts.tenancy import Owned


class CaseLetter(Owned):
    """One letter as it went out. It never changes: what was said was said.

    key: of the declared letter. to: the role or party it was written to. way: own_page or post.
    event: the step with which it went out.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="letters")
    event = models.ForeignKey("casework.CaseEvent", models.PROTECT, related_name="letters")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    to = models.CharField(max_length=60)
    way = models.CharField(max_length=20)
    text = models.TextField()
    made_at = models.DateTimeField()

    class Privacy:
        personal = frozenset({"case", "event", "text"})
        countable = frozenset(
            {"id", "partnership", "number", "key", "name", "to", "way", "made_at"}
        )

    class Meta:
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="casework_letter_numbered_once"
            ),
            models.UniqueConstraint(fields=["event", "key"], name="casework_letter_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: letter {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new letter; refuse to write over one."""
        if self.pk:
            raise TypeError("A letter that went out stays as it is: write another.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: only the end of the case's own retention takes a letter away."""
        raise TypeError("A letter that went out stays as it is.")
