"""Complaints out of an application: rows of their own from the first day on."""

from collections.abc import Mapping

from goldenthread.casework.models import Case, Complaint
from goldenthread.casework.rules import complaint_rows


def lay_out(case: Case, kept: Mapping[str, str]) -> None:
    """Make a row of each complaint that the answers tell of; the case is new (CR-21).

    Each counts as an incident of its own until somebody finds two to be one: what is not known
    is never held against the applicant. Raises RuleBroken for what cannot be read.
    """
    asked = (one.id for one in case.type.declared.questions.values() if one.type == "complaints")
    rows = [row for id in asked for row in complaint_rows.read(kept.get(id, ""))]
    Complaint.objects.bulk_create(
        Complaint(
            partnership=case.partnership, case=case, number=number, incident=number, body=one.body,
            told=one.told, reference=one.reference, made=one.made, behaviour=one.behaviour,
        )
        for number, one in enumerate(rows, 1)
    )  # fmt: skip
