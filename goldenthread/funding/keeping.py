"""What happened to an award, handed to its page: claims and payments against its profile."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from goldenthread.funding import rules
from goldenthread.funding.models import Award, Claim
from goldenthread.funding.queries import Kept
from goldenthread.funding.rules import pounds
from goldenthread.funding.showing import day, number

CLAIM_STATES = {None: ("Waits for agreement", "waiting"), True: ("Agreed", "good"),
                False: ("Refused", "bad")}  # fmt: skip


def profile_table(kept: Kept) -> dict[str, Any] | None:
    """Give planned, agreed and paid by quarter; what falls outside has a row, so that all adds up.

    An agreed claim counts in the quarter in which it ends, a payment in that in which it is made.
    """
    if not (kept.profile or kept.claims or kept.payments):
        return None
    agreed = [(one.ends, one.amount) for one in kept.claims if one.agreed]
    paid = [(one.paid_on, one.amount) for one in kept.payments]
    rows, within = [], [Decimal(0), Decimal(0)]
    for line in kept.profile:
        sums = [_between(agreed, line.starts, line.ends), _between(paid, line.starts, line.ends)]
        within = [before + now for before, now in zip(within, sums, strict=True)]
        rows.append([f"{line.starts:%-d %B %Y} to {line.ends:%-d %B %Y}",
                     *(number(pounds(sum)) for sum in (line.amount, *sums))])  # fmt: skip
    outside = [kept.agreed - within[0], kept.paid - within[1]]
    if any(outside):
        name = "Outside the profile" if kept.profile else "No profile is set"
        rows.append([name, number(""), *(number(pounds(sum)) for sum in outside)])
    planned = rules.total(line.amount for line in kept.profile)
    labels = ("Quarter", "Planned", "Claims agreed", "Paid")
    return {
        "id": "profile",
        "caption": "Planned, agreed and paid",
        "columns": [{"label": label, "numeric": label != "Quarter"} for label in labels],
        "rows": rows,
        "total": ["Total", *(number(pounds(sum)) for sum in (planned, kept.agreed, kept.paid))],
        "sticky": True,
    }


def _between(sums: Iterable[tuple[date, Decimal]], starts: date, ends: date) -> Decimal:
    return rules.total(amount for on, amount in sums if starts <= on <= ends)


def claims_table(award: Award, kept: Kept, *, may_agree: bool) -> dict[str, Any] | None:
    """Give the claims, each with how it stands and a way to decide what waits."""
    if not kept.claims:
        return None
    labels = ("Claim", "For", "Spent on", "Sum", "Recorded by", "How it stands", "Decision")
    return {
        "id": "claims",
        "caption": "Claims",
        "columns": [{"label": label, "numeric": label == "Sum"} for label in labels],
        "rows": [_claim_row(award, one, may_agree) for one in kept.claims],
        "sticky": True,
    }


def _claim_row(award: Award, one: Claim, may_agree: bool) -> list[Any]:
    label, tone = CLAIM_STATES[one.agreed]
    decision: Any = {"none_set": "decision"}
    if one.decided_on:
        why = f": {one.reason}" if one.reason else ""
        decision = f"{one.decided_by_name}, {day(one.decided_on)}{why}"
    elif may_agree:
        at = reverse("decide_claim", args=[award.key, one.number])
        decision = {"url": at, "text": f"Decide on claim {one.number}"}
    return [
        f"Claim {one.number}",
        f"{day(one.starts)} to {day(one.ends)}",
        one.what_for,
        number(pounds(one.amount)),
        one.recorded_by_name,
        {"status": label, "tone": tone},
        decision,
    ]


def payments_table(kept: Kept) -> dict[str, Any] | None:
    """Give the payments."""
    if not kept.payments:
        return None
    labels = ("Paid on", "Sum", "Reference", "Recorded by")
    return {
        "id": "payments",
        "caption": "Payments",
        "columns": [{"label": label, "numeric": label == "Sum"} for label in labels],
        "rows": [
            [day(one.paid_on), number(pounds(one.amount)), one.reference or "None", one.by_name]
            for one in kept.payments
        ],
        "total": ["Total", number(pounds(kept.paid)), "", ""],
    }


def variations(kept: Kept) -> list[dict[str, Any]]:
    """Give what was varied, newest first, each told in a sentence."""
    return [{"one": one, "told": " ".join(_varied(one))} for one in kept.variations]


def _varied(one: Any) -> Iterable[str]:
    if one.amount_before != one.amount_after:
        before = pounds(one.amount_before) if one.amount_before is not None else "not known"
        yield f"The sum was {before} and became {pounds(one.amount_after)}."
    if one.ends_before != one.ends_after:
        before, after = (f"{at:%-d %B %Y}" if at else "not set"
                         for at in (one.ends_before, one.ends_after))  # fmt: skip
        yield f"The last day was {before} and became {after}."


def review_due(award: Award, kept: Kept, *, on: date) -> str:
    """Say whether a review of value for money is due; empty where none is (rule CSP-13)."""
    last = kept.reviews[0].on if kept.reviews else None
    due = rules.review_due(award.starts, last, ended=award.closed_on or award.ends)
    if due is None or due > on:
        return ""
    since = f"since {due:%-d %B %Y}"
    return f"A review of its value for money is due {since}: one is owed every year."
