"""The words by which a case is found."""

from django.db import models

from goldenthread.accounts.tenancy import Owned


class CaseWord(Owned):
    """One word that stands in the place, the names or the answers of a case, for its search."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="words")
    word = models.CharField(max_length=30)

    class Privacy:
        personal = frozenset({"case", "word"})
        countable = frozenset({"id", "partnership"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "word"], name="casework_word_once")]
        indexes = [models.Index(fields=["partnership", "word", "case"], name="casework_word_found")]

    def __str__(self) -> str:
        return f"{self.case}: a word"
