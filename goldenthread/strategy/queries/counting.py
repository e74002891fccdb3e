"""How many of each entity a partnership holds, by the document it comes from."""

from django.db.models import Q, QuerySet

from goldenthread.accounts.models import Partnership
from goldenthread.partnership.models import Group, GroupMember, Membership
from goldenthread.strategy.models import (
    Achievement,
    Aim,
    AlignedPlan,
    AlignmentCell,
    Area,
    CaseStudy,
    Commitment,
    Deliverable,
    EnablingFactor,
    EnablingPoint,
    EvidenceItem,
    IndicatorUse,
    Mechanism,
    PlanNote,
    PolicyDriver,
    Priority,
    Scheme,
    Strategy,
    SubTheme,
    WayOfWorking,
    WorkArea,
)

Counts = dict[str, dict[str, int]]


def counts_by_document(partnership: Partnership) -> Counts:
    """Count the rows of a partnership whose plan is a document's, in a fixed order."""
    return {
        "000": _strategy_2024(partnership),
        "001": _committee_report(partnership),
        "002": _plan_2021(partnership),
        "003": _plan_2011(partnership),
        "004": _police_plan(partnership),
        "all": {
            "groups": Group.objects.of(partnership).filter(named_with__isnull=True).count(),
            "schemes": Scheme.objects.of(partnership)
            .filter(named_with__isnull=True)
            .exclude(needs="")
            .count(),
        },
    }


def _strategy_2024(partnership: Partnership) -> dict[str, int]:
    areas = Area.objects.of(partnership).filter(priority__strategy__document="000")
    return {
        "strategies": Strategy.objects.of(partnership).filter(document="000").count(),
        "priorities": _in_plan(partnership, Priority, "000"),
        "areas_of_focus": areas.filter(kind="focus").count(),
        "areas_of_assurance": areas.filter(kind="assurance").count(),
        "aims": _of_priorities(partnership, Aim, "000"),
        "ways_of_working": _in_plan(partnership, WayOfWorking, "000"),
        "kpis": IndicatorUse.objects.of(partnership)
        .filter(strategy__document="000", role__in=("focus", "assurance"))
        .count(),
        "case_studies": _of_priorities(partnership, CaseStudy, "000"),
    }


def _committee_report(partnership: Partnership) -> dict[str, int]:
    leads = Priority.objects.of(partnership).filter(strategy__document="000")
    led = [p for p in leads.exclude(lead_group=None) if _stands_in(p.lead_group_places, "001")]
    seats = GroupMember.objects.of(partnership).filter(group__kind="time-limited", office="member")
    return {
        "lead_groups": len({p.lead_group_id for p in led}),
        "development_group_members": sum(_stands_in(seat.places, "001") for seat in seats),
    }


def _plan_2021(partnership: Partnership) -> dict[str, int]:
    deliverables = Deliverable.objects.of(partnership).filter(
        work_area__priority__strategy__document="002"
    )
    listed = [m for m in Membership.objects.of(partnership) if _lists(m, "002")]
    responsible = sum(m.membership_class == "responsible" for m in listed)
    return {
        "priorities": _in_plan(partnership, Priority, "002"),
        "work_areas": _of_priorities(partnership, WorkArea, "002"),
        "deliverables": deliverables.filter(parent__isnull=True).count(),
        "deliverable_sub_items": deliverables.filter(parent__isnull=False).count(),
        "mechanisms": _in_plan(partnership, Mechanism, "002"),
        "enabling_factors": _in_plan(partnership, EnablingFactor, "002"),
        "enabling_points": EnablingPoint.objects.of(partnership)
        .filter(factor__strategy__document="002")
        .count(),
        "policy_drivers": _in_plan(partnership, PolicyDriver, "002"),
        "alignment_plans": _in_plan(partnership, AlignedPlan, "002"),
        "alignment_filled": _of_priorities(partnership, AlignmentCell, "002", ~Q(entries=[])),
        "responsible_authorities": responsible,
        "additional_members": len(listed) - responsible,
        "evidence_bullets": _in_plan(partnership, EvidenceItem, "002", Q(kind="bullet")),
        "case_studies": _of_priorities(partnership, CaseStudy, "002"),
    }


def _plan_2011(partnership: Partnership) -> dict[str, int]:
    def notes(kind: str) -> int:
        return _in_plan(partnership, PlanNote, "003", Q(kind=kind))

    return {
        "sections": _in_plan(partnership, Priority, "003"),
        "figure_rows": _in_plan(partnership, EvidenceItem, "003", Q(kind="figure_row")),
        "actions_ahead": notes("action_ahead"),
        "public_concerns": notes("public_concern"),
    }


def _police_plan(partnership: Partnership) -> dict[str, int]:
    return {
        "themes": _in_plan(partnership, Priority, "004"),
        "sub_themes": _of_priorities(partnership, SubTheme, "004"),
        "commitments": _in_plan(partnership, Commitment, "004", Q(is_listed=True)),
        "commitments_reported": _in_plan(partnership, Commitment, "004", Q(is_reported=True)),
        "achievements": Achievement.objects.of(partnership)
        .filter(commitment__strategy__document="004")
        .count(),
        "change_statements": _in_plan(partnership, EvidenceItem, "004", Q(kind="change_statement")),
    }


def _in_plan(partnership: Partnership, model: type, document: str, more: Q | None = None) -> int:
    rows: QuerySet = model.objects.of(partnership)  # type: ignore[attr-defined]
    return rows.filter(more or Q(), strategy__document=document).count()


def _of_priorities(
    partnership: Partnership, model: type, document: str, more: Q | None = None
) -> int:
    rows: QuerySet = model.objects.of(partnership)  # type: ignore[attr-defined]
    return rows.filter(more or Q(), priority__strategy__document=document).count()


def _stands_in(places: list[str], document: str) -> bool:
    return any(place.startswith(f"{document}:") for place in places)


def _lists(membership: Membership, document: str) -> bool:
    """Whether a document itself lists the member: its own list comes first among the places."""
    return bool(membership.places) and membership.places[0].startswith(f"{document}:")
