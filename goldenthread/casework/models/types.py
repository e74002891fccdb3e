"""Case types as partnerships have adopted them."""

from functools import lru_cache

from django.db import models

from goldenthread.accounts.tenancy import Owned
from goldenthread.casework.types.model import CaseType
from goldenthread.declared import read_text


class CaseTypeVersion(Owned):
    """One version of a case type, as the partnership adopted it: open cases keep theirs.

    text: the declared file, word for word. hash: of what it says, whatever its layout.
    """

    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    in_force_from = models.DateField()
    text = models.TextField()
    hash = models.CharField(max_length=64)
    adopted_at = models.DateTimeField()

    class Privacy:
        personal: frozenset[str] = frozenset()
        countable = frozenset(
            {"id", "partnership", "key", "number", "name", "in_force_from", "text", "hash",
             "adopted_at"}
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key", "number"], name="casework_type_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    @property
    def declared(self) -> CaseType:
        """What it says. Read once in each process, since a stored version never changes."""
        return _read(self.hash, self.text, f"{self.key}.yaml, version {self.number}")


@lru_cache(maxsize=200)
def _read(hash: str, text: str, file: str) -> CaseType:
    return read_text(text, CaseType, file=file)
