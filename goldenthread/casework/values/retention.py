"""Classes of record and how long each is kept, as declared (RET-01, RET-04)."""

from functools import cache
from pathlib import Path
from typing import Literal

from django.conf import settings
from pydantic import Field

from goldenthread.casework.values.dated import Dated, DeclaredLength, refuse_overlaps
from goldenthread.declared import DeclaredItem, read

Begins = Literal["report", "closure", "expiry", "publication", "disposal"]


class KeptClass(Dated):
    """One class of record: from when it is kept, how long, what then, and who answers for it."""

    id: str
    name: str
    begins: Begins
    length: DeclaredLength
    then: Literal["delete", "anonymise", "review", "transfer"]
    owner: str
    child_until: int | None = Field(default=None, ge=18, le=100)


class Retention(DeclaredItem):
    """Every declared class."""

    classes: list[KeptClass]


def read_classes(path: Path) -> list[KeptClass]:
    """Read declared classes. Raises CannotDo where something is wrong with one."""
    found = read(path, Retention).classes
    refuse_overlaps(found, key=lambda one: one.id)
    return found


@cache
def classes() -> list[KeptClass]:
    """Give the classes declared in definitions/casework, read once."""
    return read_classes(settings.DEFINITIONS_DIR / "casework" / "retention.yaml")
