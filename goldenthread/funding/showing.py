"""How this room's things are handed to the page's components."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from goldenthread.accounts.models import Partnership
from goldenthread.funding import queries, rules
from goldenthread.funding.models import Award
from goldenthread.funding.queries import Ending, FundStanding, Group, Money
from goldenthread.funding.rules import pounds
from goldenthread.partnership.queries import say_places_together
from goldenthread.tables import Column

WHAT = {
    "funding.award_added": "Recorded",
    "funding.award_edited": "Changed",
    "funding.award_varied": "Varied",
    "funding.award_closed": "Closed",
    "funding.profile_set": "Profile set",
    "funding.claim_recorded": "Claim recorded",
    "funding.claim_agreed": "Claim agreed",
    "funding.claim_refused": "Claim refused",
    "funding.payment_recorded": "Payment recorded",
    "funding.value_reviewed": "Value for money reviewed",
}
AWARD_COLUMNS: list[Column[Award]] = [
    Column("title", "Award", lambda one: one.title.casefold()),
    Column("amount", "Sum", lambda one: one.amount, numeric=True),
    Column("funder", "From", lambda one: str(one.funder) if one.funder else None),
    Column("recipient", "To", lambda one: one.goes_to.casefold() or None),
    Column("theme", "Theme", lambda one: str(one.priority) if one.priority else None),
    Column("year", "Year", lambda one: one.year),
    Column("ends", "Last day", lambda one: one.ends),
]
AWARD_HEAD = (
    "key", "award", "amount", "word", "printed", "in_totals", "part_of", "kind", "funder", "fund",
    "recipient", "place", "theme", "scheme", "year", "from", "until", "places",
)  # fmt: skip


def number(text: str) -> dict[str, Any]:
    """Give a cell that stands to the right, as numbers do."""
    return {"text": text, "numeric": True}


def sum_cell(award: Award) -> dict[str, Any]:
    """Give an award's sum, with its word of doubt, or that none is given."""
    return number(award.said) if award.amount is not None else {"none_set": "sum"}


def day(value: date | None) -> Any:
    """Give a day as people say it, in one piece."""
    return f"{value:%-d %B %Y}".replace(" ", "\N{NO-BREAK SPACE}") if value else {"none_set": "day"}


def per_cent(value: Decimal | None) -> str:
    """Give a share as it is printed, to one decimal."""
    return "" if value is None else f"{value:.1f}%"


def awards_at(**chosen: str) -> str:
    """Give the address of the list of awards that are alike in this."""
    return f"{reverse('awards')}?{urlencode(chosen)}"


def award_row(one: Award) -> list[Any]:
    """Give an award as a row of the list."""
    return [
        {"url": one.get_absolute_url(), "text": one.title},
        sum_cell(one),
        {"url": one.funder.get_absolute_url(), "text": str(one.funder)}
        if one.funder
        else {"none_set": "funder"},
        one.goes_to or {"none_set": "recipient"},
        str(one.priority) if one.priority else {"none_set": "theme"},
        one.year_name or {"none_set": "year"},
        day(one.ends),
    ]


def award_csv(one: Award, partnership: Partnership) -> list[Any]:
    """Give an award as a row of a spreadsheet."""
    return [
        one.key, one.title, one.amount, one.qualifier, one.printed,
        rules.STANDINGS[one.counted], str(one.part_of or ""), one.get_kind_display(),
        str(one.funder or ""), str(one.fund or ""), one.goes_to, one.place,
        str(one.priority or ""), str(one.scheme or ""), one.year_name, one.starts, one.ends,
        "; ".join(one.places),
    ]  # fmt: skip


def groups_table(money: Money, by: str, csv_url: str) -> dict[str, Any]:
    """Give counted sums by theme, place and so on; the total row adds up to the penny."""
    label = queries.DIMENSIONS[by][0]
    groups = money.groups(by)
    return {
        "id": "by",
        "caption": f"Money by {label.lower()}",
        "columns": [
            {"label": label},
            {"label": "Sum", "numeric": True},
            {"label": "Share", "numeric": True},
            {"label": "Awards", "numeric": True},
        ],
        "rows": [_group_row(one, by) for one in groups],
        "total": [
            "Total",
            number(pounds(money.total)),
            number("100%" if groups else ""),
            number(str(len({one.award.pk for one in money.counted}))),
        ],
        "csv_url": csv_url,
    }


def _group_row(one: Group, by: str) -> list[Any]:
    return [
        {"url": awards_at(**{by: one.label}), "text": one.label},
        number(pounds(one.amount)),
        number(per_cent(one.share)),
        number(str(one.awards)),
    ]


def apart(money: Money) -> list[str]:
    """Say what the total leaves out, and what in it is not exact."""
    said = []
    if money.unclear:
        amount = rules.total(one.amount for one in money.unclear if one.amount is not None)
        said.append(
            f"{pounds(amount)} in {_many(len(money.unclear), 'award')} is left out, since it may "
            "be part of another sum."
        )
    if money.without_amount:
        said.append(
            f"{_many(len(money.without_amount), 'award')} without a sum could not be added."
        )
    if money.approximate:
        amount = rules.total(one.amount for one in money.approximate)
        said.append(f"{pounds(amount)} of it is printed with a word of doubt, such as “around”.")
    rests = [one for one in money.counted if one.is_rest]
    if rests:
        amount = rules.total(one.amount for one in rests)
        said.append(f"{pounds(amount)} of it is what is left of sums whose known parts are shown.")
    return said


def _many(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def fund_facts(one: FundStanding, partnership: Partnership) -> dict[str, Any]:
    """Give a fund for its place on a page: what it adds up to, beside what is printed."""
    fund, compared = one.fund, one.compared
    facts: dict[str, Any] = {
        "fund": fund,
        "total": pounds(one.total) if one.total else "",
        "places": "; ".join(say_places_together([*fund.places], partnership)),
        "until": day(fund.ends) if fund.ends else "",
    }
    if fund.total_printed:
        facts["printed"] = fund.total_printed
        facts["printed_at"] = "; ".join(say_places_together(fund.total_places, partnership))
    if compared is not None:
        label, tone = rules.AGREEMENTS[compared.agreement]
        facts |= {"agreement": label, "tone": tone, "computed": pounds(compared.computed)}
        if compared.difference:
            way = "more" if compared.difference > 0 else "less"
            facts["difference"] = f"{pounds(abs(compared.difference))} {way} than is printed"
    return facts


def endings_table(found: list[Ending], csv_url: str) -> dict[str, Any]:
    """Give awards that end or ended, what nothing follows first."""
    labels = ("Award", "Scheme", "Sum", "Last day", "How it stands", "What follows")
    return {
        "id": "ending",
        "caption": "Money that ends, unfunded first",
        "columns": [{"label": label, "numeric": label == "Sum"} for label in labels],
        "rows": [_ending_row(one) for one in found],
        "csv_url": csv_url,
    }


def _ending_row(one: Ending) -> list[Any]:
    award = one.award
    state, tone = rules.STATES[one.state]
    after, tone_after = rules.AFTERWARDS[one.afterwards]
    return [
        {"url": award.get_absolute_url(), "text": award.title},
        {"url": reverse("scheme", args=[award.scheme.key]), "text": award.scheme.name}
        if award.scheme and not award.scheme.restricted
        else {"none_set": "scheme"},
        sum_cell(award),
        day(award.ends),
        {"status": state, "tone": tone},
        {"status": after, "tone": tone_after},
    ]
