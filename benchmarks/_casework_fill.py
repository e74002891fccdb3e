"""Fill a database with cases for benchmarks.casework: one is worked, the others are copied from it.

Rows are copied inside the database (`INSERT … SELECT`), so that a million events take seconds.
Names, places and references differ from case to case, as do days, leads and stages.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, RoleGrant, User
from goldenthread.casework import changes
from goldenthread.casework.models import (
    Answer,
    Case,
    CaseClock,
    CaseEvent,
    CaseTypeVersion,
    CaseWord,
    Party,
    Task,
)
from goldenthread.casework.rules.references import new_reference
from goldenthread.casework.rules.words import words_of

AT_ONCE, WORKERS, HOURS = 5_000, 50, 17_000  # opened within the last 17,000 hours
PRIORITIES = ("high", "medium", "standard", "environmental")
TOLD = {
    "danger_now": "no", "what_happened": "It was loud all night and again in the morning.",
    "sub_type": "noise", "where": "0 Example Street", "relation": "victim", "anonymous": "no",
    "name": "Invented Person", "contact": "01632 960999",
}  # fmt: skip


def fill(number: int, events: int) -> None:
    """Make so many cases with so many events each, and the people who work on them."""
    now = timezone.now()
    partnership, people = _people(now)
    of = changes.adopt("asb_report", partnership=partnership)
    with transaction.atomic():
        first = _first(of, people[0], events)
        references = _references(number - 1)
        for start in range(0, number - 1, AT_ONCE):
            _cases(of, people, references[start : start + AT_ONCE], start, now)
        _copy(CaseEvent, first, {"at": "c.opened_at"})
        _copy(Answer, first, {"event_id": "e.id"}, event=True)
        _copy(CaseWord, first, {})
        still = " AND c.closed_at IS NULL"
        _copy(CaseClock, first, {"started": "c.opened_at", "due": "c.next_due"}, where=still)
        _copy(Task, first, {"since": "c.opened_at", "due": "c.next_due"}, where=still)
        _own(first)


def _people(now: datetime) -> tuple[Partnership, list[User]]:
    partnership = Partnership.objects.create(
        slug="bench", name="Bench", short_name="Bench", area_code="E06000047", is_default=True
    )
    people = [
        User.objects.create_user(f"worker{n}@example.org", name=f"W{n}") for n in range(WORKERS)
    ]
    RoleGrant.objects.bulk_create(
        RoleGrant(partnership=partnership, user=one, role="caseworker", starts=now.date())
        for one in people
    )
    return partnership, people


def _first(of: CaseTypeVersion, by: User, events: int) -> Case:
    """Work one case as people do; all others are like it."""
    case = changes.open_case(of=of, texts=TOLD, by=by)
    for _ in range(events - 2):
        changes.add_note(case=case, text="A note of some length on it.", kind="fact", by=by)
    return changes.move(case=case, step="screen", by=by)


def _references(number: int) -> list[str]:
    drawn: set[str] = set()
    while len(drawn) < number:
        drawn.add(new_reference())
    return sorted(drawn)


def _cases(
    of: CaseTypeVersion, people: list[User], references: list[str], start: int, now: datetime
) -> None:
    made = []
    for n, reference in enumerate(references, start):
        opened, closed = now - timedelta(hours=n % HOURS), n % 5 != 0
        made.append(Case(
            partnership=of.partnership, type=of, reference=reference,
            stage="closed" if closed else "screened", opened_at=opened,
            closed_at=opened + timedelta(days=9) if closed else None,
            outcome="action_taken" if closed else "",
            lead=people[n % WORKERS] if n % 7 else None, place=f"{n} Example Street",
            marking="OFFICIAL-SENSITIVE (PERSONAL)",
            next_due=None if closed else opened + timedelta(days=2),
        ))  # fmt: skip
    Case.objects.bulk_create(made)


def _copy(
    model: Any, first: Case, changed: dict[str, str], *, event: bool = False, where: str = ""
) -> None:
    """Give every other case a copy of each row that the first one has.

    changed: columns that differ, each with what they are in SQL: c is the case, e its event of
    the same number.
    """
    columns = [one.column for one in model._meta.concrete_fields if not one.primary_key]
    values = [
        "c.id" if one == "case_id" else changed.get(one, f"t.{one}") for one in columns
    ]  # fmt: skip
    table, cases, events = model._meta.db_table, Case._meta.db_table, CaseEvent._meta.db_table
    joined = (
        f" JOIN {events} o ON o.id = t.event_id"
        f" JOIN {events} e ON e.case_id = c.id AND e.number = o.number"
        if event else ""
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(  # names of our own tables and columns alone
            f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608
            f" SELECT {', '.join(values)} FROM {cases} c CROSS JOIN {table} t{joined}"
            f" WHERE t.case_id = %s AND c.id <> %s{where}",
            [first.pk, first.pk],
        )


def _own(first: Case) -> None:
    """Give each case what is its own: its name, the words of it, and a priority."""
    rows = Case.objects.of(first.partnership).exclude(pk=first.pk).values_list("pk", "place")
    every, own = list(rows), {"partnership": first.partnership}
    known = words_of(first.place, *TOLD.values())
    for start in range(0, len(every), AT_ONCE):
        some = every[start : start + AT_ONCE]
        names = {pk: f"Invented Person {place.split()[0]}" for pk, place in some}
        Party.objects.bulk_create(
            Party(**own, case_id=pk, role="reporter", name=name) for pk, name in names.items()
        )
        CaseWord.objects.bulk_create(
            CaseWord(**own, case_id=pk, word=word)
            for pk, place in some for word in words_of(place, names[pk]) - known
        )  # fmt: skip
        when = dict(CaseEvent.objects.of(first.partnership).filter(
            case__in=[pk for pk, _ in some], number=1).values_list("case", "pk"))  # fmt: skip
        Answer.objects.bulk_create(
            Answer(**own, case_id=pk, event_id=when[pk], question="priority", personal=False,
                   text=PRIORITIES[pk % 4])
            for pk, _ in some
        )  # fmt: skip
