"""What the procedure for ASB case reviews declares: the threshold and local alternatives."""

from functools import cache
from pathlib import Path

from django.conf import settings
from pydantic import Field

from goldenthread.casework.values.dated import Dated, DeclaredLength, refuse_overlaps
from goldenthread.declared import DeclaredItem, read

MOST = 3  # the explanatory note to s.104: the number should be no higher


class Threshold(Dated):
    """At how many qualifying complaints a review must be held (CR-04, CR-05)."""

    complaints: int = Field(ge=1, le=MOST)
    to_complain: DeclaredLength
    to_apply: DeclaredLength


class Alternative(Dated):
    """A local way to meet the threshold, beside the one in law (CR-19)."""

    id: str
    name: str
    reports: int = Field(ge=1)
    within: DeclaredLength
    hate: bool
    different_people: bool


class RelevantBody(Dated):
    """A body that must take part in a review (CR-02)."""

    id: str
    name: str
    where_co_opted: bool = False


class Procedure(DeclaredItem):
    """The procedure of a partnership for case reviews, with all its dated values.

    coordinated_by: the office that runs reviews. policing_body: the one that may be asked to
    review them; where both are one, somebody else in it must decide (CR-23).
    """

    coordinated_by: str = "the review co-ordinator"
    policing_body: str = "the local policing body"
    threshold: list[Threshold]
    bodies: list[RelevantBody]
    alternatives: list[Alternative] = []


def read_procedure(path: Path) -> Procedure:
    """Read a declared procedure. Raises CannotDo where something is wrong with it."""
    found = read(path, Procedure)
    refuse_overlaps(found.threshold)
    refuse_overlaps(found.bodies, key=lambda one: one.id)
    refuse_overlaps(found.alternatives, key=lambda one: one.id)
    return found


@cache
def procedure() -> Procedure:
    """Give the procedure declared in definitions/casework, read once."""
    return read_procedure(settings.DEFINITIONS_DIR / "casework" / "case_review.yaml")
