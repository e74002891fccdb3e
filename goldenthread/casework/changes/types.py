"""Adopting a case type: from then on, cases of it can be opened here."""

import hashlib

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.audit.changes import record
from goldenthread.casework.models import CaseTypeVersion
from goldenthread.casework.types import reading
from goldenthread.casework.types.model import CaseType
from goldenthread.commands import CannotDo


def meaning_of(declared: CaseType) -> str:
    """Give a hash of what a case type says, whatever its layout and comments."""
    return hashlib.sha256(declared.model_dump_json().encode()).hexdigest()


@transaction.atomic
def adopt(id: str, *, partnership: Partnership) -> CaseTypeVersion:
    """Adopt a declared case type as it stands; again with the same version changes nothing.

    Open cases keep the version they were opened with. Raises CannotDo where what is declared
    was changed and its version was not raised.
    """
    declared, text = reading.case_type(id), reading.text_of(id)
    known = CaseTypeVersion.objects.of(partnership).filter(key=id, number=declared.version).first()
    if known is None:
        made = CaseTypeVersion.objects.create(
            partnership=partnership,
            key=id,
            number=declared.version,
            name=declared.name,
            in_force_from=declared.in_force_from,
            text=text,
            hash=meaning_of(declared),
            adopted_at=timezone.now(),
        )
        record("casework.type_adopted", by=None, about=made, version=declared.version)
        return made
    if meaning_of(known.declared) != meaning_of(declared):
        raise CannotDo(
            f'"{declared.name}" was changed since version {known.number} was adopted. Raise its '
            "version, so that open cases can keep theirs."
        )
    return known
