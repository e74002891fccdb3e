"""Reports like one another: found by traces, said with reasons, linked by people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.casework.changes.traces import BACK, of_same_person
from goldenthread.casework.models import Answer, Case, ReportTrace, SameIncident
from goldenthread.casework.queries.seeing import Sight, doors_of
from goldenthread.casework.rules import reports
from goldenthread.casework.rules.lengths import LONDON
from goldenthread.casework.rules.likeness import Alike, Telling, likeness, likest
from goldenthread.casework.rules.reports import Repeats, Report
from goldenthread.casework.values.limits import limit, number

MOST = 60  # reports looked at, the newest first
WORDS = ("what_happened", "experienced", "evidenced")
WHEN = "happened_from"


@dataclass(frozen=True)
class Suggested:
    """An earlier or later report with the reasons for which it may be the same."""

    case: Case
    alike: Alike


@dataclass(frozen=True)
class LikeThis:
    """What is like one report: suggestions, links, and how often what was reported."""

    suggested: list[Suggested]
    linked: SameIncident | None
    linked_here: list[SameIncident]
    counts: Repeats
    is_repeat: bool
    incidents: int
    complaints: int


def like_this(seen: Sight, *, by: Person) -> LikeThis | None:
    """Give what is like a report, among the reports that somebody sees entire; None where it has
    no trace, since it is no report (RPT-04, RPT-05).
    """
    case, partnership = seen.case, seen.case.partnership
    trace = ReportTrace.objects.of(partnership).select_related("case").filter(case=case).first()
    if trace is None:
        return None
    links = _links(partnership)
    traces = _near(trace, by=by)
    known = {one.pk for one in of_same_person(trace)} if traces else set()
    tellings = _tellings(partnership, [trace, *traces], known, links)
    new, earlier = tellings[0], tellings[1:]
    counts = reports.repeats(
        new.report, [one.report for one in earlier], within=limit("repeats", trace.made),
        near=number("near_metres", trace.made),
    )  # fmt: skip
    cases = {str(one.case_id): one.case for one in traces}
    near = [_likeness(new, one, trace) for one in earlier]
    linked = links.get(case.pk)
    alike = [Suggested(cases[one.id], one) for one in likest(near)]
    every = [one.report for one in tellings]
    return LikeThis(
        suggested=[one for one in alike if not _same(one.case, case, links)],
        linked=linked,
        linked_here=[one for one in links.values() if one.same_as_id == case.pk],
        counts=counts,
        is_repeat=reports.is_repeat_victim(counts, trigger=number("repeat_reports", trace.made)),
        incidents=reports.incidents(every),
        complaints=reports.complaints_of("same", every),
    )


def _likeness(new: Telling, old: Telling, trace: ReportTrace) -> Alike | None:
    return likeness(
        new, old, near=number("near_metres", trace.made), hours=number("hours_apart", trace.made),
        alike=number("words_alike", trace.made),
    )  # fmt: skip


def _same(one: Case, other: Case, links: dict[int, SameIncident]) -> bool:
    """Say whether two reports are linked already, in either direction."""
    to, back = links.get(one.pk), links.get(other.pk)
    return bool(to and to.same_as_id == other.pk) or bool(back and back.same_as_id == one.pk)


def _links(partnership: Partnership) -> dict[int, SameIncident]:
    """Give the links that hold now, by the report that was linked."""
    rows = SameIncident.objects.of(partnership).filter(undone_at=None)
    return {one.report_id: one for one in rows.select_related("report", "same_as", "by")}


def same_incident_of(partnership: Partnership, cases: Iterable[int]) -> dict[int, int]:
    """Give, for some reports, which report of the same incident each was linked to (RPT-05)."""
    rows = SameIncident.objects.of(partnership).filter(undone_at=None, report__in=list(cases))
    return dict(rows.values_list("report", "same_as"))


def _near(trace: ReportTrace, *, by: Person) -> list[ReportTrace]:
    """Give traces that share a person or lie near, of cases that somebody sees entire."""
    same = Q(pk__in=of_same_person(trace).values("pk"))
    if trace.address:
        same |= Q(address=trace.address)
    if trace.easting is not None and trace.northing is not None:
        far = number("near_metres", trace.made)
        same |= Q(
            easting__range=(trace.easting - far, trace.easting + far),
            northing__range=(trace.northing - far, trace.northing + far),
        )
    doors = doors_of(trace.case.partnership, by=by)
    rows = ReportTrace.objects.of(trace.partnership_id).filter(
        same, doors.whole.q("case__"), made__range=(trace.made - BACK, trace.made + BACK)
    )
    found = rows.exclude(pk=trace.pk).select_related("case__type").order_by("-made", "-pk")
    return list(found[:MOST])


def _tellings(
    partnership: Partnership, traces: list[ReportTrace], known: set[int],
    links: dict[int, SameIncident],
) -> list[Telling]:  # fmt: skip
    """Give each trace as the rules compare it; the first is the report in question."""
    rows = Answer.objects.of(partnership).filter(
        case__in=[one.case_id for one in traces], question__in=(*WORDS, WHEN), current=True
    )
    said: dict[int, dict[str, str]] = {}
    for case, question, text in rows.values_list("case", "question", "text"):
        said.setdefault(case, {})[question] = text
    first = traces[0].pk
    return [
        Telling(
            Report(
                id=str(one.case_id),
                made=one.made,
                victim="same" if one.pk in known or one.pk == first else "",
                address=one.address,
                easting=one.easting,
                northing=one.northing,
                same_as=str(links[one.case_id].same_as_id) if one.case_id in links else "",
            ),
            " ".join(said.get(one.case_id, {}).get(word, "") for word in WORDS),
            _moment(said.get(one.case_id, {}).get(WHEN, ""), one.case.opened_at),
        )
        for one in traces
    ]


def _moment(text: str, made: datetime) -> datetime:
    """Give when it happened, as it was said; else when it was reported."""
    try:
        return timezone.make_aware(datetime.fromisoformat(text), LONDON)
    except ValueError:
        return made
