"""What may not be done with money, each refusal with its sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from goldenthread.accounts.rules import RuleBroken
from goldenthread.funding.rules.sums import LARGEST, PENNY, pounds, total


def check_amount(amount: Decimal, what: str = "The sum") -> None:
    """Refuse a sum that is nothing, less, too large, or not in whole pence."""
    if amount <= 0:
        raise RuleBroken(f"{what} must be more than nothing.")
    if amount > LARGEST:
        raise RuleBroken(f"{what} is larger than any that can be kept.")
    if amount != amount.quantize(PENNY):
        raise RuleBroken(f"{what} must be in whole pence.")


def check_span(starts: date | None, ends: date | None) -> None:
    """Refuse a last day before the first."""
    if starts and ends and ends < starts:
        raise RuleBroken("The last day lies before the first.")


def check_reason(reason: str, what: str) -> None:
    """Refuse a decision without a reason."""
    if len(reason.strip()) < 10:
        raise RuleBroken(f"Give the reason for {what} in a sentence.")


def check_open(closed: date | None) -> None:
    """Refuse to change an award that is closed."""
    if closed is not None:
        raise RuleBroken("This award is closed. Nothing more is claimed, paid or changed.")


def check_variation(
    *, before: tuple[Decimal | None, date | None], after: tuple[Decimal | None, date | None],
    agreed: Decimal, reason: str,
) -> None:  # fmt: skip
    """Refuse a variation that varies nothing, gives no reason, or undercuts what was agreed.

    before, after: the sum and the last day. agreed: claims agreed so far.
    """
    check_reason(reason, "this variation")
    if before == after:
        raise RuleBroken("Neither the sum nor the last day would change.")
    amount = after[0]
    if amount is None:
        raise RuleBroken("An award that is varied has a sum. Give it.")
    check_amount(amount)
    if amount < agreed:
        raise RuleBroken(f"Claims of {pounds(agreed)} are agreed already: it cannot be less.")


def check_claim(amount: Decimal, *, award: Decimal | None, claimed: Decimal) -> None:
    """Refuse a claim beyond what is left. claimed: what stands claimed or agreed so far."""
    check_amount(amount, "The claim")
    if award is None:
        raise RuleBroken("The sum of this award is not known, so nothing can be claimed of it.")
    left = award - claimed
    if amount > left:
        raise RuleBroken(f"Only {pounds(left)} of the award is left to claim.")


def check_decision(*, decided: bool, claimed_by: int | None, by: int | None) -> None:
    """Refuse to decide twice, or on what one recorded oneself."""
    if decided:
        raise RuleBroken("This claim is decided already.")
    if claimed_by is not None and claimed_by == by:
        raise RuleBroken("Nobody agrees a claim that they recorded. Ask somebody else.")


def check_payment(amount: Decimal, *, agreed: Decimal, paid: Decimal) -> None:
    """Refuse to pay more than was agreed and not yet paid."""
    check_amount(amount, "The payment")
    left = agreed - paid
    if amount > left:
        raise RuleBroken(f"Only {pounds(left)} is agreed and not yet paid.")


def check_settled(*, waiting: int, agreed: Decimal, paid: Decimal) -> None:
    """Refuse to close while a claim waits or what was agreed is not paid."""
    if waiting:
        raise RuleBroken("A claim still waits. Have it agreed or refused first.")
    if paid != agreed:
        raise RuleBroken(f"{pounds(agreed - paid)} is agreed and not yet paid. Pay it first.")


def check_profile(amounts: Sequence[Decimal], *, award: Decimal | None) -> None:
    """Refuse a profile that does not add up to the award, to the penny."""
    if any(amount < 0 for amount in amounts):
        raise RuleBroken("No part of a profile is less than nothing.")
    added = total(amounts)
    if award is None or added != award:
        whole = pounds(award) if award is not None else "no sum that is known"
        raise RuleBroken(f"The profile adds up to {pounds(added)}, and the award is {whole}.")
