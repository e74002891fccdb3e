"""What is counted of the cases of one type: from events and countable answers, never from names.

Nothing personal is read here: no name, no reference, no text of a personal answer.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Min, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.casework.models import Answer, CaseClock, CaseEvent
from goldenthread.casework.rules import statistics as rules
from goldenthread.casework.rules.answers import read_answer, read_answers
from goldenthread.casework.rules.lengths import LONDON, local_day
from goldenthread.casework.rules.measures import change_in
from goldenthread.casework.types.conditions import holds, parse
from goldenthread.casework.types.forms import Question
from goldenthread.casework.types.model import CaseType, Count, Total

Texts = dict[str, str]
YES_NO = {"yes": "Yes", "no": "No"}


@dataclass(frozen=True)
class Statistics:
    """What is counted of one type of case over four quarters."""

    of: CaseType
    first_days: list[date]
    counts: list[rules.Counted]
    timeliness: list[rules.Timeliness]
    measures: list[rules.Measured]
    totals: list[rules.Totalled]


def statistics_of(partnership: Partnership, of: CaseType, *, by: Person) -> Statistics:
    """Count the cases of a type, small numbers hidden. Needs "casework.read".

    Four queries, and one more where it has logs; each case counts once in each count.
    """
    require(by, "casework.read", on=partnership)
    firsts = rules.first_days(timezone.localdate())
    since = datetime.combine(firsts[0], time(), tzinfo=LONDON)
    texts = _texts(partnership, of)
    return Statistics(
        of,
        firsts,
        _counts(partnership, of, firsts, since, texts),
        _timeliness(partnership, of, since),
        *_logged(partnership, of, since),
    )


def _texts(partnership: Partnership, of: CaseType) -> dict[int, Texts]:
    """Give the countable answers of every case by which something is counted."""
    wanted = {id for one in of.counts for id in one.by} if of.counts else set()
    if any(one.when for one in of.counts):
        wanted = set(of.countable)
    rows = Answer.objects.of(partnership).filter(
        case__type__key=of.id, question__in=wanted, personal=False, current=True
    )
    found: dict[int, Texts] = defaultdict(dict)
    for case, question, text in rows.values_list("case", "question", "text"):
        found[case][question] = text
    return found


def _counts(
    partnership: Partnership, of: CaseType, firsts: list[date], since: datetime,
    texts: dict[int, Texts],
) -> list[rules.Counted]:  # fmt: skip
    events = CaseEvent.objects.of(partnership).filter(case__type__key=of.id)
    reached = _first_times(events, "stage", since)
    taken = _first_times(events, "step", since)
    return [
        _count(of, one, (reached if one.reached else taken)[one.reached or one.took or ""],
               firsts, texts)
        for one in of.counts
    ]  # fmt: skip


def _first_times(
    events: QuerySet[CaseEvent], field: str, since: datetime
) -> dict[str, dict[int, datetime]]:
    """Give when each case first came to each stage, or took each step, from a time on."""
    rows = events.filter(verb__in=("opened", "moved")).exclude(**{field: ""}).order_by()
    grouped = rows.values_list("case", field).annotate(first=Min("at")).filter(first__gte=since)
    found: dict[str, dict[int, datetime]] = defaultdict(dict)
    for case, what, at in grouped:
        found[what][case] = at
    return found


def _count(
    of: CaseType, count: Count, times: dict[int, datetime], firsts: list[date],
    texts: dict[int, Texts],
) -> rules.Counted:  # fmt: skip
    if count.when:
        when, asked = parse(count.when), of.questions.values()
        times = {case: at for case, at in times.items()
                 if holds(when, read_answers(asked, texts.get(case, {})))}  # fmt: skip
    quarters = [0] * len(firsts)
    for at in times.values():
        quarters[rules.quarter_of(local_day(at), firsts)] += 1
    questions = [of.questions[id] for id in count.by]
    return rules.counted(
        count.name,
        quarters,
        {one.ask: _by_answer(one, [texts.get(case, {}) for case in times]) for one in questions},
        added_up={one.ask: one.type != "choices" for one in questions},
        by_law=count.required_by_law,
    )


def _by_answer(question: Question, cases: Iterable[Texts]) -> dict[str, int]:
    labels = question.choices or (YES_NO if question.type == "yes_no" else {})
    found = dict.fromkeys([*labels.values(), rules.NOT_ANSWERED], 0)
    for texts in cases:
        text = texts.get(question.id, "")
        chosen = text.split(",") if question.type == "choices" else [text]
        for one in chosen:
            label = labels.get(one, one) or rules.NOT_ANSWERED
            found[label] = found.get(label, 0) + 1
    return found


def _timeliness(partnership: Partnership, of: CaseType, since: datetime) -> list[rules.Timeliness]:
    now = timezone.now()
    rows = CaseClock.objects.of(partnership).filter(
        case__type__key=of.id, started__gte=since, dropped_at=None
    )
    found = {one.id: {"in_time": 0, "late": 0, "overdue": 0, "running": 0} for one in of.clocks}
    for key, due, met in rows.values_list("key", "due", "met"):
        if key in found:
            kept = "in_time" if met and met <= due else "late" if met else (
                "overdue" if due < now else "running")  # fmt: skip
            found[key][kept] += 1
    return [rules.timeliness(one.name, one.rule, **found[one.id]) for one in of.clocks]


def _logged(
    partnership: Partnership, of: CaseType, since: datetime
) -> tuple[list[rules.Measured], list[rules.Totalled]]:
    """Give measures over all cases, and totals since a day."""
    if not of.measures and not of.totals:
        return [], []
    numbers: dict[str, dict[int, list[tuple[datetime, Decimal]]]] = defaultdict(dict)
    asked = {one.id: one for form in of.logs for one in form.questions if one.type == "number"}
    rows = Answer.objects.of(partnership).filter(case__type__key=of.id, question__in=asked)
    for case, question, at, text in (
        rows.filter(personal=False)
        .order_by("event__number", "pk")
        .values_list("case", "question", "event__at", "text")
    ):
        number = read_answer(asked[question], text)
        if isinstance(number, Decimal):
            numbers[question].setdefault(case, []).append((at, number))
    measures = []
    for one in of.measures:
        changes = [
            change_in(one, [number for _, number in told])
            for told in numbers[one.question].values()
        ]
        pairs = [(c.then, c.now) for c in changes if c and c.now is not None]
        measures.append(rules.measured(one.name, pairs, higher=one.better == "higher"))
    entries = _entries(partnership, of, since)
    return measures, [_total(one, numbers, entries, since) for one in of.totals]


def _entries(
    partnership: Partnership, of: CaseType, since: datetime
) -> dict[str, dict[int, Decimal]]:
    """Give how many entries each log of each case has since a day."""
    form_of = {one.id: form.id for form in of.logs for one in form.questions}
    rows = Answer.objects.of(partnership).filter(
        case__type__key=of.id, question__in=form_of, event__at__gte=since
    )
    events: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for case, question, event in rows.values_list("case", "question", "event").distinct():
        events[form_of[question]][case].add(event)
    return {
        form: {case: Decimal(len(some)) for case, some in cases.items()}
        for form, cases in events.items()
    }


def _total(
    total: Total, numbers: dict[str, dict[int, list[tuple[datetime, Decimal]]]],
    entries: dict[str, dict[int, Decimal]], since: datetime,
) -> rules.Totalled:  # fmt: skip
    if not total.question:
        return rules.totalled(total.name, entries.get(total.form, {}))
    added = {
        case: sum((number for at, number in told if at >= since), Decimal(0))
        for case, told in numbers[total.question].items()
        if any(at >= since for at, _ in told)
    }
    return rules.totalled(total.name, added)
