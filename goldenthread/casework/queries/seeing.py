"""Who sees what of which case: the one door through which cases are read (IS-11)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person, roles_of
from goldenthread.casework.models import Case, CaseAccess, CaseTypeVersion
from goldenthread.casework.rules.seeing import OPEN, Level, Seal, Seen, Viewer, sees
from goldenthread.casework.types.model import CaseType

SEEN_IN_LISTS = ("case", "fields")


@dataclass(frozen=True)
class Sight:
    """A case as one person sees it: how much, in which roles, and who else is on it."""

    case: Case
    seen: Seen
    workers: frozenset[str]
    accesses: tuple[CaseAccess, ...]

    @property
    def whole(self) -> bool:
        """Whether all of it is seen."""
        return self.seen.level is Level.CASE


def versions_of(partnership: Partnership) -> list[CaseTypeVersion]:
    """Give every adopted version of every case type, the newest of each first."""
    found = CaseTypeVersion.objects.of(partnership).select_related("partnership")
    return list(found.order_by("key", "-number"))


def types_in_force(partnership: Partnership) -> list[CaseTypeVersion]:
    """Give the version of each case type with which a case is opened today."""
    today = timezone.localdate()
    newest: dict[str, CaseTypeVersion] = {}
    for one in versions_of(partnership):
        if one.in_force_from <= today:
            newest.setdefault(one.key, one)
    return list(newest.values())


def type_in_force(partnership: Partnership, key: str) -> CaseTypeVersion | None:
    """Give the version of a case type with which a case is opened today, None without one."""
    return next((one for one in types_in_force(partnership) if one.key == key), None)


def held_by_role(of: CaseType, partnership: Partnership, by: Person) -> frozenset[str]:
    """Give the roles that somebody holds on every case of a type, by their own role."""
    roles = roles_of(by, partnership)
    return frozenset(one.id for one in of.workers if roles & set(one.held_by))


@dataclass(frozen=True)
class Door:
    """Cases that somebody sees: of these types where not restricted, and those they are on."""

    types: list[int]
    on_it: QuerySet[CaseAccess]

    def q(self, path: str = "") -> Q:
        """Give it as a condition. path: from a row to its case, such as "case__"."""
        of_type = Q(**{f"{path}type__in": self.types, f"{path}restricted": False})
        return of_type | Q(**{f"{path}pk__in": self.on_it.values("case")})


@dataclass(frozen=True)
class Doors:
    """Which cases somebody sees in lists: something of them, and all of them."""

    some: Door
    whole: Door


def doors_of(partnership: Partnership, *, by: Person) -> Doors:
    """Say which cases somebody sees. Needs "casework.read"; raises PermissionDenied."""
    require(by, "casework.read", on=partnership)
    declared = [(one.pk, one.declared) for one in versions_of(partnership)]
    some, whole = (
        Door(
            [pk for pk, of in declared if _sees(of, held_by_role(of, partnership, by), levels)],
            _on_it(partnership, by, [of for _, of in declared], levels),
        )
        for levels in (SEEN_IN_LISTS, ("case",))
    )
    return Doors(some, whole)


def _on_it(
    partnership: Partnership, by: Person, types: Iterable[CaseType], levels: Collection[str]
) -> QuerySet[CaseAccess]:
    """Give the parts in cases by which somebody sees so much, in every type that has them."""
    workers = [one for of in types for one in of.workers]
    less = {one.id for one in workers if one.sees not in levels}
    fit = {one.id for one in workers} - less
    rows = CaseAccess.objects.of(partnership)
    return rows.filter(person=by.pk, until=None, worker__in=fit)


def _sees(of: CaseType, held: frozenset[str], levels: Collection[str]) -> bool:
    return any(one.id in held and one.sees in levels for one in of.workers)


def cases_of(partnership: Partnership, door: Door) -> QuerySet[Case]:
    """Give the cases behind a door, with what a list shows of each."""
    rows = Case.objects.of(partnership).select_related("type", "lead", "area", "partnership")
    return rows.filter(door.q())


def sight_of(partnership: Partnership, reference: str, *, by: Person) -> Sight | None:
    """Give a case as somebody sees it; None where they see nothing, or there is none.

    Needs "casework.read"; raises PermissionDenied.
    """
    require(by, "casework.read", on=partnership)
    rows = Case.objects.of(partnership).select_related(
        "type", "lead", "supervisor", "area", "partnership"
    )
    case = rows.filter(reference=reference).first()
    return sight(case, by=by) if case else None


def sight(case: Case, *, by: Person) -> Sight | None:
    """Give a case as somebody sees it; None where they see nothing of it."""
    accesses = tuple(
        CaseAccess.objects.of(case.partnership)
        .filter(case=case)
        .select_related("person", "given_by")
        .order_by("pk")
    )
    named = frozenset(str(one.person_id) for one in accesses if one.until is None)
    workers = workers_on(case, accesses, by=by)
    seen = sees(
        Viewer(person=str(by.pk), body="", roles=workers),
        by_role={one.id: (one.sees, one.fields) for one in case.type.declared.workers},
        elsewhere="nothing",
        lead_contact=str(case.lead or ""),
        agreement=(),
        seal=Seal(named=named) if case.restricted else OPEN,
    )
    return None if seen.level is Level.NOTHING else Sight(case, seen, workers, accesses)


def workers_on(case: Case, accesses: Iterable[CaseAccess], *, by: Person) -> frozenset[str]:
    """Give the roles that somebody holds on one case now."""
    given = {one.worker for one in accesses if one.until is None and one.person_id == by.pk}
    return held_by_role(case.type.declared, case.partnership, by) | given
