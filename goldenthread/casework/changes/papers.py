"""Pictures and papers of a report: sent by whoever reported, added by staff, looked at."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.engine import REPORTER, add_event, locked
from goldenthread.casework.changes.working import worked_by
from goldenthread.casework.files import scanning, store
from goldenthread.casework.models import Attachment, Case, CaseRead
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.rules import papers
from goldenthread.casework.rules.lengths import local_day
from goldenthread.casework.values.limits import number

LOOKED = "file"


def send_file(*, case: Case, name: str, data: bytes, by: Person) -> Attachment:
    """Keep a file that whoever holds the secret link sends. Needs "public.read".

    It is drawn anew before anything is kept. Raises RuleBroken; then nothing is.
    """
    require(by, "public.read", on=case.partnership)
    _check_room(case)
    return _add(case, name, data, by=by)


def add_file(*, case: Case, name: str, data: bytes, by: User) -> Attachment:
    """Keep a file that staff were given by hand or by post. Needs "casework.work"."""
    with transaction.atomic():
        worked_by(case, by)
    _check_room(case)
    return _add(case, name, data, by=by)


def _check_room(case: Case) -> None:
    rows = Attachment.objects.of(case.partnership).filter(case=case)
    if case.closed_at:
        raise RuleBroken("This report is closed. Please make a new report.")
    papers.check_number(rows.count(), most=number("files_most", timezone.localdate()))


def _add(case: Case, name: str, data: bytes, *, by: Person) -> Attachment:
    """Check, scan and draw anew outside any lock; then keep the file, and the row that names it."""
    now = timezone.now()
    papers.check_size(len(data), megabytes=number("file_megabytes", local_day(now)))
    sort = papers.sort_of(name, data)
    clean = scanning.scanned(data)
    made = store.drawn_anew(data, sort)
    key = store.keep(made)
    try:
        return _named(case, key, name, sort, made, clean, by=by, at=now)
    except BaseException:
        store.throw_away(key)
        raise


@transaction.atomic
def _named(
    case: Case, key: str, name: str, sort: papers.Sort, made: bytes, clean: bool, *, by: Person,
    at: datetime,
) -> Attachment:  # fmt: skip
    case = locked(case)
    _check_room(case)
    event = add_event(case, "file_added", by=by, at=at)
    kept = Attachment.objects.create(
        partnership=case.partnership,
        case=case,
        key=key,
        name=name.rpartition("/")[2][-200:],
        kind=sort.made,
        size=len(made),
        sha256=hashlib.sha256(made).hexdigest(),
        scanned=clean,
        added_at=at,
        by_name=event.by_name if isinstance(by, User) else REPORTER,
    )
    record("casework.file_added", by=by, about=case)
    return kept


@transaction.atomic
def note_look(seen: Sight, *, by: User) -> None:
    """Note that somebody opened a file of a case (IS-08). Needs "casework.read"."""
    case = seen.case
    require(by, "casework.read", on=case.partnership)
    CaseRead.objects.create(
        partnership=case.partnership, case=case, person=by, at=timezone.now(), level=LOOKED
    )
    record("casework.file_looked_at", by=by, about=case)
