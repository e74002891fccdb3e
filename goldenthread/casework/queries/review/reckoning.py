"""The count of an application: every complaint, what the bodies found, and what follows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from goldenthread.casework.models import Case, CaseEvent, Complaint, ComplaintFinding
from goldenthread.casework.rules import complaint_rows, review_routes, threshold
from goldenthread.casework.rules.lengths import local_day
from goldenthread.casework.rules.threshold import Line, Reckoning
from goldenthread.casework.values.case_review import RelevantBody, Threshold, procedure
from goldenthread.casework.values.dated import holding


@dataclass(frozen=True)
class Counted:
    """One complaint with what each body found and whether it counts."""

    row: Complaint
    findings: list[ComplaintFinding]
    line: Line

    @property
    def told(self) -> str:
        """Whom it was made to, in words."""
        body = body_name(self.row.body)
        return f"{body} ({self.row.told})" if self.row.told else body


@dataclass(frozen=True)
class Count:
    """The whole count. applied: the day by which everything is judged (G-01)."""

    applied: date
    threshold: Threshold
    lines: list[Counted]
    reckoning: Reckoning
    alternatives: list[str]
    alternatives_open: list[str]
    same_day: list[tuple[int, int]]
    bodies: list[RelevantBody]


def body_name(key: str) -> str:
    """Give the name of a kind of body as pages say it."""
    return complaint_rows.BODIES.get(key, key)


def applied_on(case: Case) -> date:
    """Give the day of the application: of its first sending, or of its opening before that."""
    events = CaseEvent.objects.of(case.partnership).filter(case=case, step="submit")
    sent = events.order_by("number").values_list("at", flat=True).first()
    return local_day(sent or case.opened_at)


def relevant_bodies(case: Case, day: date, rows: list[Complaint]) -> list[RelevantBody]:
    """Give the bodies that take part: those in law, and a landlord where one was told (CR-02)."""
    told = {one.body for one in rows}
    return [
        one
        for one in procedure().bodies
        if one.holds(day) and (not one.where_co_opted or one.id in told)
    ]


def count_of(case: Case) -> Count:
    """Judge every complaint of an application, line by line (CR-04, CR-05). Three queries."""
    applied = applied_on(case)
    findings = ComplaintFinding.objects.of(case.partnership).select_related("by")
    rows = list(
        Complaint.objects.of(case.partnership)
        .filter(case=case)
        .order_by("number")
        .prefetch_related(Prefetch("findings", findings.order_by("at", "pk")))
    )
    bodies = relevant_bodies(case, applied, rows)
    in_force = holding(procedure().threshold, applied, what="threshold for case reviews")
    told = [_as_ruled(one, bodies) for one in rows]
    found = threshold.reckon(told, applied=applied, threshold=in_force)
    met, open_ = threshold.alternatives_met(told, applied=applied, among=procedure().alternatives)
    lines = [
        Counted(row, list(row.findings.all()), line)
        for row, line in zip(rows, found.lines, strict=True)
    ]
    pairs = review_routes.same_day((one.number, one.incident, one.behaviour) for one in rows)
    return Count(applied, in_force, lines, found, met, open_, pairs, bodies)


def _as_ruled(row: Complaint, bodies: list[RelevantBody]) -> threshold.Complaint:
    found = {one.body: one.found for one in row.findings.all()}
    return threshold.Complaint(
        reference=str(row.number),
        body=body_name(row.body),
        made=row.made,
        behaviour=row.behaviour,
        incident=str(row.incident),
        by=row.person.strip().casefold(),
        verified=review_routes.verified(row.body, found, relevant=[one.id for one in bodies]),
        hate=row.hate,
        nuisance_only=row.nuisance_only,
    )
