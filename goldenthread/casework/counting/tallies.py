"""Counting what happened in cases: by month, by answers that may be counted, by area."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.casework.counting.rules import Tally
from goldenthread.casework.models import Answer, Case, CaseClock, CaseEvent, CaseTypeVersion
from goldenthread.casework.queries.seeing import versions_of
from goldenthread.casework.rules.answers import read_answers
from goldenthread.casework.rules.lengths import close_of, local_day
from goldenthread.casework.types.conditions import comparisons, holds, parse
from goldenthread.casework.types.forms import Question
from goldenthread.casework.types.model import CaseType, Count
from goldenthread.places.models import Area

AREA, IN_TIME = "area", "in_time"
Tallies = dict[date, Tally]  # by the first day of a month


@dataclass(frozen=True)
class Counted:
    """One count, of the newest version adopted of its type. It counts cases of every version."""

    of: CaseTypeVersion
    type: CaseType
    count: Count

    @property
    def partitions(self) -> dict[str, Question]:
        """The questions by whose answers it is counted."""
        return {id: self.type.questions[id] for id in self.count.by}

    @property
    def asks_logs(self) -> bool:
        """Whether its condition asks how often a log was filled in, which is not read here."""
        return not {*_questions(self)} <= set(self.type.questions)


@dataclass(frozen=True)
class Found:
    """One event that is counted: of which case, on which day, and whether in time."""

    case: int
    day: date
    in_time: bool | None = None


def counted(partnership: Partnership) -> list[Counted]:
    """Give every count of every case type adopted; one that hangs on entries of a log stays."""
    newest: dict[str, CaseTypeVersion] = {}
    for one in versions_of(partnership):
        newest.setdefault(one.key, one)
    every = [
        Counted(of, of.declared, count) for of in newest.values() for count in of.declared.counts
    ]
    return [one for one in every if not one.asks_logs]


def districts(partnership: Partnership) -> list[str]:
    """Give the codes of the districts that the partnership's area is made of, if several."""
    own = Area.objects.filter(code=partnership.area_code).first()
    if own is None:
        return []
    found = list(own.parts.filter(kind=Area.Kind.DISTRICT).values_list("code", flat=True))
    return sorted(found) if len(found) > 1 else []


def first_day(one: Counted) -> date:
    """Give the day from which there is something to count: adopted, in force, or a case."""
    rows = Case.objects.of(one.of.partnership).filter(type__key=one.of.key)
    opened = rows.aggregate(first=Min("opened_at"))["first"]
    versions = CaseTypeVersion.objects.of(one.of.partnership).filter(key=one.of.key)
    begun = [max(local_day(each.adopted_at), each.in_force_from) for each in versions]
    return min([*begun, *([local_day(opened)] if opened else [])])


def holds_invented(partnership: Partnership) -> bool:
    """Whether any case is of the worked example, so that every count says that it is invented."""
    return Case.objects.of(partnership).filter(is_invented=True).exists()


def tallies(one: Counted, months: Iterable[Period], among: Iterable[str]) -> Tallies:
    """Count one count in some months. among: codes of districts, to count by; may be none.

    Only answers that are stored as countable are read (IS-11); a name, place, free text or time
    of day is not even asked for.
    """
    wanted = {month.start: month for month in months}
    if not wanted:
        return {}
    since = close_of(min(wanted) - timedelta(days=1))  # the midnight before
    until = close_of(max(month.end for month in wanted.values()))
    found = [each for each in _found(one, since, until) if each.day.replace(day=1) in wanted]
    cases = {each.case for each in found}
    answers = _answers(one, since, until, cases)
    areas = _areas(one, cases) if among else {}
    held: dict[date, list[Found]] = defaultdict(list)
    for each in found:
        if _fits(one, answers.get(each.case, {})):
            held[each.day.replace(day=1)].append(each)
    codes = frozenset(among)
    return {start: _tally(one, held.get(start, []), answers, areas, codes) for start in wanted}


def _found(one: Counted, since: datetime, until: datetime) -> list[Found]:
    if one.count.in_time:
        return _ended(one, since, until)
    events = CaseEvent.objects.of(one.of.partnership).filter(case__type__key=one.of.key)
    if one.count.took:
        rows = events.filter(step=one.count.took, at__gte=since, at__lt=until)
        return [Found(case, local_day(at)) for case, at in rows.values_list("case", "at")]
    firsts = (
        events.filter(stage=one.count.reached)
        .order_by()
        .values("case")
        .annotate(first=Min("at"))
        .filter(first__gte=since, first__lt=until)
    )
    return [Found(case, local_day(at)) for case, at in firsts.values_list("case", "first")]


def _ended(one: Counted, since: datetime, until: datetime) -> list[Found]:
    """Give the clocks that ended, each in the month of its last day."""
    rows = CaseClock.objects.of(one.of.partnership).filter(
        case__type__key=one.of.key, key__in=one.count.in_time, dropped_at=None,
        due__gt=since, due__lte=until,
    )  # fmt: skip
    return [
        Found(case, local_day(due - (due.resolution)), met is not None and met < due)
        for case, due, met in rows.values_list("case", "due", "met")
    ]


def _questions(one: Counted) -> list[str]:
    asked = {each.field for each in comparisons(parse(one.count.when))} if one.count.when else set()
    return sorted(asked | set(one.count.by))


def _answers(
    one: Counted, since: datetime, until: datetime, cases: set[int]
) -> dict[int, dict[str, str]]:
    wanted = _questions(one)
    if not wanted or not cases:
        return {}
    rows = Answer.objects.of(one.of.partnership).filter(
        case__type__key=one.of.key, question__in=wanted, current=True, personal=False,
        case__opened_at__lt=until,
    )  # fmt: skip
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for case, question, text in rows.values_list("case", "question", "text"):
        if case in cases:
            found[case][question] = text
    return found


def _areas(one: Counted, cases: set[int]) -> dict[int, str]:
    rows = Case.objects.of(one.of.partnership).filter(type__key=one.of.key, area__isnull=False)
    return {case: code for case, code in rows.values_list("pk", "area__code") if case in cases}


def _fits(one: Counted, texts: Mapping[str, str]) -> bool:
    if not one.count.when:
        return True
    return holds(parse(one.count.when), read_answers(one.type.questions.values(), texts))


def _tally(
    one: Counted,
    found: list[Found],
    answers: Mapping[int, Mapping[str, str]],
    areas: Mapping[int, str],
    among: frozenset[str],
) -> Tally:
    parts: dict[str, dict[str, int]] = {}
    for id, question in one.partitions.items():
        texts = (answers.get(each.case, {}).get(id, "") for each in found)
        parts[id] = _numbers(_known(question, text) for text in texts)
    if among:
        codes = (areas.get(each.case, "") for each in found)
        parts[AREA] = _numbers(code if code in among else "" for code in codes)
    if one.count.in_time:
        parts[IN_TIME] = _numbers("yes" if each.in_time else "no" for each in found)
    return Tally(len(found), parts)


def _known(question: Question, text: str) -> str:
    """Give an answer if it is one that the type declares, in one order; else "" (not said)."""
    chosen = sorted(set(text.split(",")) if question.type == "choices" else {text})
    return ",".join(chosen) if set(chosen) <= set(question.values) else ""


def _numbers(values: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in values:
        found[one] = found.get(one, 0) + 1
    return found
