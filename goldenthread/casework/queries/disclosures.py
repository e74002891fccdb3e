"""What was disclosed of cases, to whom, and what was refused."""

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.casework.models import Case, CaseDisclosure
from goldenthread.casework.queries.seeing import doors_of

SHOWN = 500
BESIDE = ("by", "sender", "receiver", "agreement", "case__partnership")


def disclosures_of(case: Case) -> list[CaseDisclosure]:
    """Give what was disclosed of a case or refused, the newest first."""
    rows = CaseDisclosure.objects.of(case.partnership).filter(case=case)
    return list(rows.select_related(*BESIDE))


def disclosure_register(
    partnership: Partnership, *, by: Person, gateway: str = "", answer: str = ""
) -> list[CaseDisclosure]:
    """Give the last disclosures out of cases that somebody sees entire (IS-04, IS-08).

    answer: "disclosed", "refused" or any. Needs "casework.lead".
    """
    require(by, "casework.lead", on=partnership)
    doors = doors_of(partnership, by=by)
    rows = CaseDisclosure.objects.of(partnership).filter(doors.whole.q("case__"))
    if gateway:
        rows = rows.filter(gateway=gateway)
    if answer:
        rows = rows.filter(is_refused=answer == "refused")
    return list(rows.select_related(*BESIDE)[:SHOWN])
