"""Tools and powers in use: what of each is missing, what is in force, and what ends when."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.casework.models import Case, PowerEvent, PowerUse
from goldenthread.casework.queries.seeing import Sight, doors_of
from goldenthread.casework.rules import powers as rules
from goldenthread.casework.rules import using
from goldenthread.casework.values.powers import Power, powers

SHOWN = 500


def offered(day: date) -> list[Power]:
    """Give the tools and powers in force on a day, informal ones first (CASE-04)."""
    return sorted((one for one in powers().values() if one.holds(day)), key=lambda one: one.formal)


def use_of(one: PowerUse) -> rules.Use:
    """Give a use as the rules judge it."""
    return rules.Use(
        by=one.used_by,
        starts=one.starts,
        ends=one.ends,
        age=one.age,
        met=one.met,
        done=frozenset(one.done),
        says=frozenset(one.says),
        heeds=frozenset(one.heeds),
        youth_consulted=bool(one.youth_consulted.strip()),
        respondent_assessed=bool(one.respondent_risk.strip()),
        informal_considered=using.weighed(one.informal, one.why_not),
        equality_considered=one.needs,
    )


def powers_of(case: Case) -> list[PowerUse]:
    """Give the powers proposed or used in a case, the newest first."""
    return list(PowerUse.objects.of(case.partnership).filter(case=case))


def power_of(sight: Sight, number: int) -> PowerUse | None:
    """Give one power of a case that is seen whole."""
    rows = PowerUse.objects.of(sight.case.partnership).filter(case=sight.case, pk=number)
    return rows.select_related("partnership", "case__partnership", "proposed_by").first()


@dataclass(frozen=True)
class PowerPage:
    """One power with what is missing before it is used, and what became of it."""

    use: PowerUse
    missing: list[str]
    events: list[PowerEvent]

    @property
    def test(self) -> list[tuple[str, str]]:
        """Each limb of its test with the evidence for it."""
        return [(one.says, self.use.met.get(one.id, "")) for one in self.use.declared.test]


def power_page(use: PowerUse) -> PowerPage:
    """Gather the page of one power: one query."""
    proposed = use.state == "proposed"
    missing = rules.refusals(use.declared, use_of(use)) if proposed else []
    events = PowerEvent.objects.of(use.partnership).filter(use=use).select_related("by")
    return PowerPage(use, missing, list(events))


def register(
    partnership: Partnership, *, by: Person, power: str = "", state: str = ""
) -> list[PowerUse]:
    """Give the powers in cases that somebody sees entire, what ends first before all others.

    state: "ended", "all" or, empty, what is in force or to come. Needs "casework.work".
    """
    require(by, "casework.work", on=partnership)
    rows = PowerUse.objects.of(partnership).filter(doors_of(partnership, by=by).whole.q("case__"))
    rows = rows.exclude(state="proposed")
    if power:
        rows = rows.filter(power=power)
    over = Q(state="ended") | Q(ends__lte=timezone.now())
    if state == "ended":
        rows = rows.filter(over)
    elif state != "all":
        rows = rows.exclude(over)
    return list(rows.select_related("case").order_by(F("ends").asc(nulls_last=True), "pk")[:SHOWN])
