"""Risk matrices as declared: questions with scores, bands, overrides, reviews (RAM-01, RAM-03)."""

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from django.conf import settings
from pydantic import Field

from goldenthread.casework.values.dated import Dated, DeclaredLength, refuse_overlaps
from goldenthread.declared import DeclaredItem, read

Band = Literal["standard", "medium", "high"]
BANDS: tuple[Band, ...] = ("standard", "medium", "high")  # from the lowest up
Score = Annotated[int, Field(ge=0, le=100)]


class Asked(DeclaredItem):
    """One question with its options: id to score and wording."""

    id: str
    ask: str
    options: dict[str, tuple[Score, str]] = Field(min_length=2)


class BandFrom(DeclaredItem):
    """A band and the lowest score in it."""

    id: Band
    from_score: int = Field(ge=0)


class Override(DeclaredItem):
    """A fact that makes the risk high whatever the score (RAM-04)."""

    id: str
    says: str
    leave_for: str = ""  # another assessment that takes over


class Review(DeclaredItem):
    """Who looks at a case of a band again, and how often (RAM-07)."""

    band: Band
    by: str
    every: DeclaredLength


class Matrix(Dated):
    """One version of a risk matrix."""

    id: str
    version: int = Field(ge=1)
    questions: list[Asked] = Field(min_length=1)
    bands: list[BandFrom]
    overrides: list[Override]
    hate_lowest_band: Band
    hate_repeat_at: int = Field(ge=2)
    reviews: list[Review]
    contacts: dict[Band, DeclaredLength]

    @property
    def most(self) -> int:
        """The highest score that can be reached."""
        return sum(max(score for score, _ in one.options.values()) for one in self.questions)


class Matrices(DeclaredItem):
    """All versions of all matrices."""

    matrices: list[Matrix]


def read_matrices(path: Path) -> list[Matrix]:
    """Read declared matrices. Raises CannotDo where something is wrong with one."""
    found = read(path, Matrices).matrices
    refuse_overlaps(found, key=lambda one: one.id)
    for one in found:
        _check(one)
    return found


def _check(one: Matrix) -> None:
    seen: set[str] = set()
    for asked in one.questions:
        if asked.id in seen:
            raise asked.mistake("id", f'"{asked.id}" stands twice. Give one another id.')
        seen.add(asked.id)
    if tuple(band.id for band in one.bands) != BANDS or one.bands[0].from_score != 0:
        raise one.mistake("bands", "are standard from 0, then medium, then high. Write all three.")
    for low, high in pairwise(one.bands):
        if not low.from_score < high.from_score <= one.most:
            what = f"must be above {low.from_score} and within the highest score, {one.most}."
            raise high.mistake("from_score", what)
    reviewed = {review.band for review in one.reviews}
    if missing := [band for band in BANDS if band not in reviewed or band not in one.contacts]:
        raise one.mistake("reviews", f'"{missing[0]}" needs a review and a contact. Add them.')


@cache
def matrices() -> list[Matrix]:
    """Give the matrices declared in definitions/casework, read once."""
    return read_matrices(settings.DEFINITIONS_DIR / "casework" / "risk_matrix.yaml")
