"""Schemes as somebody may see them: in a list, and one with all that belongs to it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person, may
from goldenthread.partnership.models import Group, Organisation
from goldenthread.strategy.models import CaseStudy, Commitment, Priority, Scheme
from goldenthread.strategy.queries.plans import plans


def _seen(partnership: Partnership, by: Person) -> QuerySet[Scheme]:
    """Give the schemes somebody may see, a restricted one only to who may read drafts."""
    served = Priority.objects.of(partnership).filter(strategy__in=plans(partnership, by=by))
    every = (
        Scheme.objects.of(partnership)
        .select_related("named_with", "owner_group")
        .prefetch_related(Prefetch("serves", served.select_related("strategy")))
    )
    allowed = may(by, "strategy.read_draft", on=partnership)
    return every if allowed else every.filter(restricted=False)


def schemes_seen(partnership: Partnership, *, by: Person) -> QuerySet[Scheme]:
    """Give the schemes somebody may see, by name, with owners and priorities they may see."""
    return _seen(partnership, by).prefetch_related("owners")


def scheme_seen(partnership: Partnership, key: str, *, by: Person) -> Scheme | None:
    """Give one scheme that somebody may see, with the commitments that name it, or None.

    It comes with `others`, the schemes that are named together with it, in the same query.
    """
    seen = Commitment.objects.of(partnership).filter(strategy__in=plans(partnership, by=by))
    promises = Prefetch("commitments", seen.select_related("strategy"))
    named = Q(key=key) | Q(named_with__key=key)
    every = list(_seen(partnership, by).filter(named).prefetch_related(promises))
    one = next((scheme for scheme in every if scheme.key == key), None)
    if one is not None:
        vars(one)["others"] = [scheme for scheme in every if scheme is not one]
    return one


def scheme_to_edit(partnership: Partnership, key: str, *, by: Person) -> Scheme | None:
    """Give one scheme that somebody may see, with what its form shows and no more, or None."""
    return _seen(partnership, by).filter(key=key).first()


def studies_naming(one: Scheme, *, by: Person) -> QuerySet[CaseStudy]:
    """Give the case studies that name a scheme; those not published only to who may edit plans."""
    seen = plans(one.partnership, by=by)
    every = one.case_studies.filter(priority__strategy__in=seen)
    every = every.select_related("priority__strategy")
    return every if may(by, "strategy.edit", on=one.partnership) else every.filter(published=True)


@dataclass(frozen=True)
class Behind:
    """Whose a scheme is, which groups work on it, and the bodies its funding names, by key."""

    owners: list[Organisation]
    groups: list[Group]
    funders: dict[str, Organisation | Group]


def behind(one: Scheme) -> Behind:
    """Give the bodies and groups behind a scheme, in two queries."""
    paid = [said.get("funder") or said.get("funder_group") or "" for said in one.funding]
    owns = Exists(Scheme.owners.through.objects.filter(scheme=one, organisation=OuterRef("pk")))
    works = Exists(Scheme.groups.through.objects.filter(scheme=one, group=OuterRef("pk")))
    bodies = list(
        Organisation.objects.of(one.partnership)
        .annotate(is_behind=owns)
        .filter(Q(is_behind=True) | Q(key__in=paid))
    )
    groups = list(
        Group.objects.of(one.partnership)
        .annotate(is_behind=works)
        .filter(Q(is_behind=True) | Q(key__in=paid))
    )
    funders: dict[str, Organisation | Group] = {group.key: group for group in groups}
    funders |= {body.key: body for body in bodies}
    return Behind(
        owners=[body for body in bodies if body.is_behind],
        groups=[group for group in groups if group.is_behind],
        funders=funders,
    )
