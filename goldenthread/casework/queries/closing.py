"""What stands in the way of closing a case (CASE-06)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.models import (
    Case,
    Closing,
    Referral,
    RiskAssessment,
    Victim,
    VictimTold,
)
from goldenthread.casework.rules.closing import Closure, check_closure
from goldenthread.casework.values.limits import limit
from goldenthread.casework.values.matrix import BANDS, Band

LAST = "before_closure"


@dataclass(frozen=True)
class ClosingPage:
    """How far the closing of a case has come; missing: what stands in its way."""

    closing: Closing | None
    victims: list[tuple[Victim, VictimTold | None]]
    missing: list[str]
    was_high: bool


def closing_page(case: Case, on: date) -> ClosingPage:
    """Gather all that closing asks for: five queries, however many are harmed."""
    of = case.partnership
    rows = Closing.objects.of(of).filter(case=case)
    closing = rows.select_related("prepared_by", "approved_by").first()
    told = {one.victim_id: one for one in VictimTold.objects.of(of).filter(case=case)}
    victims = list(Victim.objects.of(of).filter(case=case))
    assessed = list(RiskAssessment.objects.of(of).filter(case=case).order_by("number"))
    every = {one.pk: [row for row in assessed if row.victim_id == one.pk] for one in victims}
    missing = [
        f"{one.name}: {said[0].lower()}{said[1:]}" if len(victims) > 1 else said
        for one in victims
        for said in _missing(closing, every[one.pk], told.get(one.pk), on)
    ]
    waiting = Referral.objects.of(of).filter(case=case, ended_at=None).select_related("body")
    missing += [f"End the referral to {one.body} first." for one in waiting]
    high = any(row.band == BANDS[-1] for row in assessed)
    together = [(one, told.get(one.pk)) for one in victims]
    return ClosingPage(closing, together, list(dict.fromkeys(missing)), high)


def check_ready(case: Case, *, on: date) -> None:
    """Refuse to close a case before what closing asks for is done (CASE-06, CR-14, RAM-02).

    A case in which nobody is named as harmed asks for nothing but that its referrals are ended.
    """
    if missing := closing_page(case, on).missing:
        raise RuleBroken("\n".join(missing))


def _missing(
    closing: Closing | None, assessed: list[RiskAssessment], told: VictimTold | None, on: date
) -> list[str]:
    if closing is None:
        return ["Say first why the case is to be closed."]
    last = assessed[-1] if assessed else None
    waits = ["A supervisor has yet to decide on the band."] if last and last.waits else []
    try:
        check_closure(
            Closure(
                reason=closing.reason,
                final_band=_bands([last])[0] if last and last.occasion == LAST else None,
                bands=tuple(_bands(assessed)),
                victim_told_on=told.on if told else None,
                victim_told_why=told.why if told else "",
                review_right_told=bool(told and told.review_right),
                survey_offered=bool(told and told.survey_offered),
                supervisor=str(closing.approved_by_id or ""),
                by=str(closing.prepared_by_id),
                quiet_since=closing.quiet_since,
            ),
            on=on,
            monitored=limit("monitored", on),
        )
    except RuleBroken as why:
        return [*waits, *str(why).split("\n")]
    return waits


def _bands(rows: Iterable[RiskAssessment]) -> list[Band]:
    return [known for row in rows for known in BANDS if known == row.band]
