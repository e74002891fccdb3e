"""What is kept of a report so that others like it are found, and what a second report calls for."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from goldenthread.casework.models import Case, ReportTrace, Task
from goldenthread.casework.queries.following import EXPLAIN, PROMPTED
from goldenthread.casework.queries.located import located
from goldenthread.casework.rules import reports
from goldenthread.casework.rules.lengths import Length, Unit, ends, local_day
from goldenthread.casework.rules.likeness import tidy_contact, tidy_words
from goldenthread.casework.values.limits import is_on, limit

SECOND_REPORT = "RPT-03"
BACK = timedelta(days=190)  # a little more than the six months, which the rules work out


def keep_trace(case: Case, texts: Mapping[str, str], *, again_of: Case | None = None) -> None:
    """Keep what a report is found by, as its answers stand now; of public kinds only (RPT-04)."""
    if not case.type.declared.is_report:
        return
    victim = texts.get("relation") != "witness" and texts.get("relation") != "professional"
    name = texts.get("harmed_person") or (texts.get("name", "") if victim else "")
    contact = texts.get("contact", "") if victim and not texts.get("harmed_person") else ""
    place = located(case.place)
    found: dict[str, object] = {
        "contact": _hash(case, tidy_contact(contact)),
        "person": _hash(case, _person(name, case.place)),
        "address": _hash(case, tidy_words(case.place) if place.easting else ""),
        "easting": place.easting,
        "northing": place.northing,
    }
    rows = ReportTrace.objects.of(case.partnership).filter(case=case)
    if not rows.update(**found):
        ReportTrace.objects.create(
            partnership=case.partnership, case=case, made=local_day(case.opened_at),
            again_of=again_of, **found,
        )  # fmt: skip


def _person(name: str, place: str) -> str:
    """A name alone is no person: many share one. With the place it is, for what we ask."""
    return f"{tidy_words(name)} at {tidy_words(place)}" if tidy_words(name) else ""


def _hash(case: Case, what: str) -> str:
    """Give a code of what is compared, which only this installation can make."""
    if not what:
        return ""
    salt = f"casework.trace.{case.partnership_id}"
    return salted_hmac(salt, what, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def of_same_person(trace: ReportTrace) -> QuerySet[ReportTrace]:
    """Give the earlier reports of the person harmed, as far as can be told (RPT-04).

    Whoever began this one from the page of an earlier report is the same person, named or not.
    """
    same = Q(pk__in=[])
    if trace.contact:
        same |= Q(contact=trace.contact)
    if trace.person:
        same |= Q(person=trace.person)
    same |= Q(again_of=trace.case_id)
    if trace.again_of_id:
        same |= Q(case=trace.again_of_id) | Q(again_of=trace.again_of_id)
    rows = ReportTrace.objects.of(trace.partnership_id).filter(made__gte=trace.made - BACK)
    return rows.filter(same).exclude(pk=trace.pk)


def is_same_person(trace: ReportTrace, other: ReportTrace) -> bool:
    """Say of two traces what `of_same_person` asks of the database (RPT-04)."""
    first = trace.again_of_id
    return (
        bool(trace.contact and trace.contact == other.contact)
        or bool(trace.person and trace.person == other.person)
        or bool(first and first in (other.case_id, other.again_of_id))
        or (other.again_of_id == trace.case_id)
    )


def prompt_review(case: Case, *, at: datetime) -> bool:
    """Make it a duty of today to explain the case review, at a second report (RPT-03).

    Say whether that was added. Kinds that name the rule only; the switch is dated (G-01).
    """
    today = local_day(at)
    of = case.type.declared
    named = of.is_report and SECOND_REPORT in of.rules
    if not named or not is_on("second_report_prompt", today):
        return False
    trace = ReportTrace.objects.of(case.partnership).get(case=case)
    last = of_same_person(trace).order_by("-made", "-pk")[:1]  # one is enough
    earlier = [reports.Report(str(one.pk), one.made, victim="same") for one in last]
    new = reports.Report("new", today, victim="same")
    if not reports.must_explain_review(new, earlier, within=limit("second_report", today)):
        return False
    rows = Task.objects.of(case.partnership).filter(case=case, dropped_at=None)
    if rows.filter(key__in=(EXPLAIN, PROMPTED)).exists():
        return False
    Task.objects.create(
        partnership=case.partnership, case=case, key=PROMPTED, worker=of.workers[0].id,
        name="Explain the right to a case review to the person harmed, and record when and how",
        since=at, mandatory=True, due=ends(at, Length(0, Unit("days"))),
    )  # fmt: skip
    return True
