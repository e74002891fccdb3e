"""Opening a case, by staff or through the front door."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes import complaints
from goldenthread.casework.changes.engine import add_event, keep_answers, keep_time
from goldenthread.casework.changes.traces import keep_trace, prompt_review
from goldenthread.casework.models import Case, CaseAccess, CaseTypeVersion, Party
from goldenthread.casework.queries import seeing
from goldenthread.casework.queries.answers import texts_of
from goldenthread.casework.queries.located import area_of
from goldenthread.casework.rules import asking, steps
from goldenthread.casework.rules.marking import default_marking
from goldenthread.casework.rules.references import new_reference
from goldenthread.casework.types.forms import Form


@transaction.atomic
def open_case(
    *,
    of: CaseTypeVersion,
    texts: Mapping[str, str],
    by: User,
    at: datetime | None = None,
    reference: str = "",
) -> Case:
    """Open a case for somebody who phones, writes or comes. Needs "casework.open".

    texts: answers by question. at, reference: given for the worked example only.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "casework.open", on=of.partnership)
    workers = seeing.held_by_role(of.declared, of.partnership, by)
    forms = steps.forms_at(of.declared, of.declared.first.id, workers=workers)
    if not forms:
        raise RuleBroken(f'Your role does not open cases of the kind "{of.name}".')
    at = at or timezone.now()
    case = begin(of, forms, texts, by=by, at=at, reference=reference)
    if case.restricted:
        _name(case, by, workers, at)
    record("casework.case_opened", by=by, about=case)
    return case


def _name(case: Case, by: User, workers: Iterable[str], at: datetime) -> None:
    """Name whoever opens a sealed case on it: nobody else sees anything of it (DHR-08)."""
    for worker in sorted(workers):
        CaseAccess.objects.create(
            partnership=case.partnership, case=case, person=by, worker=worker, since=at,
            given_by=by, reason="Opened it",
        )  # fmt: skip


def begin(
    of: CaseTypeVersion,
    forms: Sequence[Form],
    texts: Mapping[str, str],
    *,
    by: Person,
    at: datetime,
    reference: str = "",
    link_hash: str = "",
    again_of: Case | None = None,
) -> Case:
    """Make a case out of the answers to its first forms; within a transaction of the caller.

    again_of: the earlier report from whose own page this one was begun.
    """
    declared = of.declared
    kept = asking.check_answers(forms, declared.forms, texts)
    case = Case.objects.create(
        partnership=of.partnership,
        type=of,
        reference=reference or _fresh(of.partnership),
        stage=declared.first.id,
        opened_at=at,
        marking=default_marking(public=False, holds=["victim"] if declared.personal else []),
        link_hash=link_hash,
        restricted=declared.sealed,
    )
    event = add_event(case, "opened", by=by, at=at, stage=declared.first.id)
    keep_answers(case, event, kept, set(kept))
    complaints.lay_out(case, kept)
    follow_answers(case, again_of=again_of)
    keep_time(case, at=at)
    if prompt_review(case, at=at):
        keep_time(case, at=at)
    return case


def _fresh(partnership: Partnership) -> str:
    drawn = new_reference()
    while Case.objects.of(partnership).filter(reference=drawn).exists():
        drawn = new_reference()
    return drawn


def follow_answers(case: Case, *, again_of: Case | None = None) -> None:
    """Let the place and the parties of a case say what its answers say now. Not saved here."""
    declared, texts = case.type.declared, texts_of(case)
    places = [texts[one.id] for one in declared.questions.values()
              if one.type == "place" and one.id in texts]  # fmt: skip
    case.place = places[0][:300] if places else ""
    case.area = area_of(case.place)
    said: dict[str, dict[str, str]] = {}
    for one in declared.questions.values():
        if one.party:
            named = said.setdefault(one.party, {"name": "", "contact": ""})
            field = "name" if one.type == "person" else "contact"
            named[field] = named[field] or texts.get(one.id, "")
    for role, fields in said.items():
        _keep_party(case, role, fields)
    keep_trace(case, texts, again_of=again_of)


def _keep_party(case: Case, role: str, fields: dict[str, str]) -> None:
    rows = Party.objects.of(case.partnership).filter(case=case, role=role)
    if any(fields.values()):
        rows.update_or_create(
            defaults={"name": fields["name"][:200], "contact": fields["contact"][:300]},
            create_defaults={
                "partnership": case.partnership, "case": case, "role": role,
                "name": fields["name"][:200], "contact": fields["contact"][:300],
            },
        )  # fmt: skip
    else:
        rows.delete()
