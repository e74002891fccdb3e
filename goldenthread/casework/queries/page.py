"""Everything that the page of one case shows, and nothing that its reader may not see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.rules import ROLES
from goldenthread.casework.models import (
    Answer,
    Case,
    CaseClock,
    CaseEvent,
    CaseRead,
    Party,
    Task,
)
from goldenthread.casework.queries.answers import Entry, entries_of, numbers_of
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.rules import clocks, steps
from goldenthread.casework.rules.answers import read_answers, said
from goldenthread.casework.rules.measures import Change, change_in
from goldenthread.casework.rules.wording import (
    LABELS,
    TONES,
    due_day_said,
    due_said,
    plain_standing,
)
from goldenthread.casework.types.forms import Form
from goldenthread.casework.types.model import CaseType


@dataclass(frozen=True)
class Standing:
    """A clock or a task with how it stands now."""

    row: CaseClock | Task
    standing: str
    due_said: str

    @property
    def label(self) -> str:
        """How it stands, in words."""
        return LABELS[self.standing]

    @property
    def tone(self) -> str:
        """How it stands, for a status tag."""
        done = {clocks.MET: "done", clocks.MET_LATE: "bad", clocks.STANDING_STILL: "paused"}
        return TONES.get(self.standing) or done[self.standing]


@dataclass(frozen=True)
class Told:
    """The answers to one form, question by question; or each entry, where it is a log."""

    form: Form
    answers: list[tuple[str, str]]
    entries: list[tuple[Entry, list[tuple[str, str]]]] = field(default_factory=list)


@dataclass(frozen=True)
class CasePage:
    """One case as one person sees it."""

    sight: Sight
    events: list[CaseEvent]
    told: list[Told]
    parties: list[tuple[str, Party]]
    clocks: list[Standing]
    tasks: list[Standing]
    ways: list[steps.Way]
    forms: list[Form]
    now: datetime
    changes: list[Change] = field(default_factory=list)

    @property
    def case(self) -> Case:
        """The case."""
        return self.sight.case

    @property
    def declared(self) -> CaseType:
        """Its type, as of the version it was opened with."""
        return self.case.type.declared


def page_of(sight: Sight) -> CasePage:
    """Gather the page of a case: six queries, however long the case is."""
    case, now = sight.case, timezone.now()
    of, partnership = case.type.declared, case.partnership
    rows = Answer.objects.of(partnership).filter(case=case, current=True)
    if not sight.whole:
        rows = rows.filter(question__in=sight.seen.fields)
    texts = dict(rows.values_list("question", "text"))
    events = CaseEvent.objects.of(partnership).filter(case=case).order_by("-number")
    if not sight.whole:
        return CasePage(sight, list(events.exclude(stage="").defer("text", "about", "by_name")),
                        _told(of, texts), [], [], [], [], [], now)  # fmt: skip
    entries = entries_of(case, of.logs)
    answers = read_answers(of.questions.values(), texts) | numbers_of(entries)
    closed = case.closed_at is not None
    return CasePage(
        sight=sight,
        events=list(events),
        told=_told(of, texts, entries),
        parties=_parties(case, texts),
        clocks=[_clock(one, now) for one in CaseClock.objects.of(partnership).filter(case=case)
                if one.dropped_at is None],
        tasks=_tasks(case, now),
        ways=steps.ways(of, case.stage, workers=sight.workers, answers=answers),
        forms=[] if closed else steps.forms_at(of, case.stage, workers=sight.workers),
        now=now,
        changes=_changes(of, entries),
    )  # fmt: skip


def _told(of: CaseType, texts: dict[str, str], entries: Iterable[Entry] = ()) -> list[Told]:
    found = [
        Told(
            form,
            [] if form.again and entries else _said(form, texts),
            [(one, _said(form, one.texts)) for one in entries if one.form.id == form.id],
        )
        for form in of.forms
    ]
    return [one for one in found if one.answers or one.entries]


def _said(form: Form, texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(one.ask, said(one, texts[one.id])) for one in form.questions if one.id in texts]


def _changes(of: CaseType, entries: Iterable[Entry]) -> list[Change]:
    """Give what each measure was at first and is now."""
    found = []
    for measure in of.measures:
        numbers = [
            Decimal(one.texts[measure.question])
            for one in entries
            if one.form.id == measure.form and measure.question in one.texts
        ]
        found.append(change_in(measure, numbers))
    return [one for one in found if one]


def _parties(case: Case, texts: dict[str, str]) -> list[tuple[str, Party]]:
    """Give the people of a case as its answers name them: what is stored of them says the same."""
    of = case.type.declared
    found: dict[str, Party] = {}
    for one in of.questions.values():
        if one.party and texts.get(one.id):
            row = found.setdefault(one.party, Party(case=case, role=one.party))
            field = "name" if one.type == "person" else "contact"
            setattr(row, field, getattr(row, field) or texts[one.id])
    return [(one.name, found[one.id]) for one in of.parties if one.id in found]


def _clock(one: CaseClock, now: datetime) -> Standing:
    standing = clocks.standing(one.as_ruled, now=now, warn_days=one.warn_days)
    return Standing(one, standing, _by_when(one.due, one.met, now))


def _tasks(case: Case, now: datetime) -> list[Standing]:
    rows = Task.objects.of(case.partnership).filter(case=case, dropped_at=None)
    found = [
        Standing(one, _task_standing(one, now), _by_when(one.due, one.done_at, now))
        for one in rows.select_related("given_to", "done_by")
    ]
    return sorted(found, key=lambda one: (clocks.STANDINGS.index(one.standing), one.row.due))


def _by_when(due: datetime, done: datetime | None, now: datetime) -> str:
    return f"was due by {due_day_said(due)}" if done else due_said(due, now=now)


def _task_standing(one: Task, now: datetime) -> str:
    if one.done_at:
        return clocks.MET if one.done_at < one.due else clocks.MET_LATE
    return plain_standing(one.due, now=now)


def reads_of(sight: Sight) -> list[CaseRead]:
    """Give who looked at a case, the newest first; the last two hundred times."""
    rows = CaseRead.objects.of(sight.case.partnership).filter(case=sight.case)
    return list(rows.select_related("person").order_by("-at", "-pk")[:200])


def case_people(case: Case, *, permission: str = "casework.work") -> list[User]:
    """Give the people of a partnership whose role may do something in cases, by name."""
    return people_who_may(permission, on=case.partnership)


def people_who_may(permission: str, *, on: Partnership) -> list[User]:
    """Give the people of a partnership whose role may do something, by name."""
    fit = [role.key for role in ROLES.values() if permission in role.may]
    today = timezone.localdate()
    held = Q(grants__ends=None) | Q(grants__ends__gte=today)
    found = User.objects.filter(
        held, grants__partnership=on, grants__role__in=fit,
        grants__starts__lte=today, is_active=True,
    )  # fmt: skip
    return list(found.distinct().order_by("name", "pk"))
