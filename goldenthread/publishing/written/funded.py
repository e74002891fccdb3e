"""References to money: what was awarded, from whom, for what. Public awards only."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from goldenthread.declared import nearest
from goldenthread.funding import queries
from goldenthread.funding.models import Award
from goldenthread.funding.queries import DIMENSIONS, Money, money_of
from goldenthread.funding.rules import AFTERWARDS, financial_year, pounds
from goldenthread.funding.showing import awards_at
from goldenthread.publishing.composing.measures import day
from goldenthread.publishing.document import Element, Paragraph, Printed, Table, Words
from goldenthread.publishing.written.context import Context, checked
from goldenthread.references import Reference

Blocks = Iterator[Element]
CHOSEN_BY = ("year", "theme", "funder", "place", "recipient")
ALL, LONGEST_AHEAD = "all", 24  # months that a list of what ends looks ahead


def awarded(context: Context, asked: Reference) -> Words:
    """What was awarded: "£820,080". Of the financial year the period ends in, or of all years.

    Chosen further by `year`, `theme`, `funder`, `place` or `recipient`. Each pound counts once.
    """
    money, chosen = _asked(context, asked)
    if not money.counted:
        return ("nothing that is recorded",)
    return (_sum(money.total, f"{context.key(asked)}.awarded", chosen),)


def award_count(context: Context, asked: Reference) -> Words:
    """How many awards that sum is made of."""
    money, chosen = _asked(context, asked)
    count = len({one.award.pk for one in money.counted})
    key = f"{context.key(asked)}.awards"
    return (Printed(str(count), key, "counted", url=awards_at(**chosen)),)


def money_by(context: Context, asked: Reference) -> Blocks:
    """Sums by theme, funder, place, recipient or year, as a table with its total."""
    by, _, of = asked.subject.partition(" of ")
    if by not in DIMENSIONS:
        what = f"Say by what, such as {{{{ money_by: theme of all }}}}. {nearest(by, DIMENSIONS)}"
        raise asked.mistake(what)
    money, chosen = _asked(context, asked, of)
    key = context.key(asked)
    rows: list[tuple[Words, ...]] = [
        (
            (one.label,),
            (_sum(one.amount, f"{key}.{number}.sum", {**chosen, by: one.label}),),
            (Printed(str(one.awards), f"{key}.{number}.awards", "counted"),),
        )
        for number, one in enumerate(money.groups(by), start=1)
    ]
    if not rows:
        yield Paragraph(("No award with a sum is recorded here.",))
        return
    whole = len({one.award.pk for one in money.counted})
    total = (_sum(money.total, f"{key}.total", chosen),)
    rows.append((("Total",), total, (Printed(str(whole), f"{key}.all", "counted"),)))
    label = DIMENSIONS[by][0]
    heads = ((label, False), ("Sum", True), ("Awards", True))
    yield Table(f"Money by {label.lower()}", heads, tuple(rows))
    yield from _left_out(money, key)


def _left_out(money: Money, key: str) -> Blocks:
    """Say what the total leaves out, since it may be part of another sum."""
    unclear = [one.amount for one in money.unclear if one.amount is not None]
    if unclear:
        amount = _sum(sum(unclear, Decimal(0)), f"{key}.unclear", {})
        said = "Left out, since it may be part of another sum: "
        yield Paragraph((said, amount, "."), "note")


def award_list(context: Context, asked: Reference) -> Blocks:
    """Awards one by one: those that run in the period, or (all, or by year) as in `awarded`."""
    if asked.subject == "running":
        checked(asked, ())
        known = _known(context)
        every = queries.running(known, context.period.start, context.period.end)
    else:
        every = _asked(context, asked)[0].awards
    key = context.key(asked)
    rows: list[tuple[Words, ...]] = [
        (
            (one.title,),
            (str(one.funder or "Not named"),),
            (one.goes_to or "Nobody is named",),
            (day(one.ends) if one.ends else "Not given",),
            _of_award(one, key),
        )
        for one in every
    ]
    if not rows:
        yield Paragraph(("No award is recorded here.",))
        return
    heads = (("Award", False), ("From", False), ("To", False), ("Last day", False), ("Sum", True))
    yield Table("Awards", heads, tuple(rows))


def _of_award(one: Award, key: str) -> Words:
    if one.amount is None:
        return ("Not given",)
    printed = Printed(pounds(one.amount), f"{key}.{one.key}", "money", url=one.get_absolute_url())
    return (f"{one.qualifier} ", printed) if one.qualifier else (printed,)


def money_ending(context: Context, asked: Reference) -> Blocks:
    """Awards that end within so many months of the period's end, and what is known to follow."""
    checked(asked, ())
    if not asked.subject.isdigit() or not 1 <= int(asked.subject) <= LONGEST_AHEAD:
        what = f"Say within how many months, from 1 to {LONGEST_AHEAD}: {{{{ money_ending: 6 }}}}."
        raise asked.mistake(what)
    seen_from = context.period.end
    found = queries.endings(_known(context), on=seen_from, months=int(asked.subject))
    key = context.key(asked)
    rows: list[tuple[Words, ...]] = [
        (
            (one.award.title,),
            (day(one.award.ends) if one.award.ends else "",),
            _of_award(one.award, key),
            (AFTERWARDS[one.afterwards][0],),
        )
        for one in found
        if one.award.ends and one.award.ends >= seen_from
    ]
    if not rows:
        yield Paragraph(("No award that is recorded ends soon after this period.",))
        return
    heads = (("Award", False), ("Last day", False), ("Sum", True), ("What follows", False))
    yield Table("Money that ends soon", heads, tuple(rows))


def _known(context: Context) -> list[Award]:
    return queries.known_by(context.partnership, context.as_of, by=AnonymousUser())


def _asked(
    context: Context, asked: Reference, which: str | None = None
) -> tuple[Money, dict[str, str]]:
    """The awards that a reference asks for, and by what they are chosen on their page."""
    checked(asked, CHOSEN_BY)
    of = asked.subject if which is None else which
    if of not in ("", ALL):
        raise asked.mistake(f'Here may stand "{ALL}" for all years, or nothing.')
    known = _known(context)
    chosen = {name: asked.options[name] for name in CHOSEN_BY if name in asked.options}
    if of != ALL and "year" not in chosen:
        last = context.period.end
        chosen["year"] = financial_year(last.year - (last.month < 4))
    elif "year" in chosen:
        _check(asked, "year", chosen["year"], known)
    for name in ("theme", "funder", "place", "recipient"):
        if name in chosen:
            _check(asked, name, chosen[name], known)

    def keeps(one: Award) -> bool:
        return all(DIMENSIONS[name][1](one) == wanted for name, wanted in chosen.items())

    return money_of(known).only(keeps), chosen


def _check(asked: Reference, name: str, wanted: str, known: list[Award]) -> None:
    """Refuse a theme, funder or the like that no award has."""
    valid = {DIMENSIONS[name][1](one) for one in known}
    if wanted not in valid:
        raise asked.mistake(f'No award has the {name} "{wanted}". {nearest(wanted, valid)}')


def _sum(amount: Decimal, key: str, chosen: dict[str, str]) -> Printed:
    url = awards_at(**chosen) if chosen else reverse("awards")
    return Printed(pounds(amount), key, "money", url=url)


FUNDED: dict[str, Callable[[Context, Reference], Blocks]] = {
    "money_by": money_by,
    "award_list": award_list,
    "money_ending": money_ending,
}
