"""Reading awards. What is public everybody sees; the rest needs "funding.read"."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from django.db.models import QuerySet

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person, may
from goldenthread.funding import rules
from goldenthread.funding.models import (
    Award,
    Claim,
    Fund,
    Funder,
    Payment,
    ProfileLine,
    ValueReview,
    Variation,
)

NO_THEME, NO_PLACE, NO_FUNDER = "No theme is given", "No place is given", "Funder not named"
NO_YEAR, NO_RECIPIENT = "No year is given", "Nobody is named"
DIMENSIONS: MappingProxyType[str, tuple[str, Callable[[Award], str]]] = MappingProxyType(
    {
        "theme": ("Theme", lambda one: str(one.priority or NO_THEME)),
        "funder": ("Funder", lambda one: str(one.funder or NO_FUNDER)),
        "place": ("Place", lambda one: one.place or NO_PLACE),
        "recipient": ("Recipient", lambda one: one.goes_to or NO_RECIPIENT),
        "year": ("Year of the award", lambda one: one.year_name or NO_YEAR),
    }
)


@dataclass(frozen=True)
class Counted:
    """A sum that is added up, each pound once. is_rest: what is left once known parts are out."""

    award: Award
    amount: Decimal
    is_rest: bool = False


@dataclass(frozen=True)
class Group:
    """The counted sums of one theme, place, funder, recipient or year."""

    label: str
    amount: Decimal
    awards: int
    share: Decimal | None


@dataclass(frozen=True)
class Money:
    """Awards with what of them adds up."""

    awards: list[Award]
    counted: list[Counted]

    @property
    def total(self) -> Decimal:
        """Everything that is counted, to the penny."""
        return rules.total(one.amount for one in self.counted)

    @property
    def unclear(self) -> list[Award]:
        """Awards left out of totals, since they may be part of another sum."""
        return [one for one in self.awards if one.counted == rules.UNCLEAR]

    @property
    def without_amount(self) -> list[Award]:
        """Awards of which no document gives the sum."""
        return [one for one in self.awards if one.amount is None]

    @property
    def approximate(self) -> list[Counted]:
        """Counted sums that are printed with a word of doubt."""
        return [one for one in self.counted if one.award.qualifier]

    def only(self, keeps: Callable[[Award], bool]) -> "Money":
        """Give some of the awards with what of them is counted among all.

        Never add up a choice on its own: what is left of a sum whose parts lie elsewhere would
        grow, and the same pound be counted there and here.
        """
        return Money(
            [one for one in self.awards if keeps(one)],
            [one for one in self.counted if keeps(one.award)],
        )

    def groups(self, by: str) -> list[Group]:
        """Give the counted sums by a key of DIMENSIONS, the largest first; years in order."""
        name, found = DIMENSIONS[by][1], dict[str, list[Counted]]()
        for one in self.counted:
            found.setdefault(name(one.award), []).append(one)
        whole = self.total
        every = [
            Group(label, amount, len({one.award.pk for one in sums}), rules.share(amount, whole))
            for label, sums in found.items()
            for amount in [rules.total(one.amount for one in sums)]
        ]
        if by == "year":
            return sorted(every, key=lambda one: one.label)
        return sorted(every, key=lambda one: (-one.amount, one.label))


def money_of(awards: Iterable[Award]) -> Money:
    """Give what of some awards adds up."""
    every = list(awards)
    by_number = {one.pk: one for one in every}
    sums = [
        rules.Sum(one.pk, one.amount, one.part_of_id, one.counted != rules.UNCLEAR)
        for one in every
        if one.amount is not None
    ]
    lines = rules.lines(sums)
    return Money(
        every, [Counted(by_number[line.number], line.amount, line.is_rest) for line in lines]
    )


def awards_seen(partnership: Partnership, *, by: Person) -> QuerySet[Award]:
    """Give the awards that somebody may see."""
    require(by, "public.read", on=partnership)
    every = Award.objects.of(partnership).select_related(
        "funder", "fund", "recipient", "priority__strategy", "scheme", "part_of"
    )
    return every if may(by, "funding.read", on=partnership) else every.filter(public=True)


def award_seen(partnership: Partnership, key: str, *, by: Person) -> Award | None:
    """Give one award with what it serves, or None where there is none that somebody may see."""
    every = awards_seen(partnership, by=by)
    wide = every.select_related("commitment__strategy", "action__plan", "funder", "fund__funder")
    return wide.filter(key=key).first()


def of_scheme(award: Award, *, by: Person) -> list[Award]:
    """Give all money for an award's scheme, its funders in turn; none where it names none."""
    if award.scheme_id is None:
        return []
    every = awards_seen(award.partnership, by=by).filter(scheme=award.scheme)
    return sorted(every, key=lambda one: (one.starts or date.max, one.order))


def parts_of(award: Award, *, by: Person) -> list[Award]:
    """Give the awards that are parts of one."""
    return list(awards_seen(award.partnership, by=by).filter(part_of=award))


@dataclass(frozen=True)
class Kept:
    """What happened to an award: for who may see claims and payments."""

    profile: list[ProfileLine]
    claims: list[Claim]
    payments: list[Payment]
    variations: list[Variation]
    reviews: list[ValueReview]

    @property
    def agreed(self) -> Decimal:
        """Claims that were agreed."""
        return rules.total(one.amount for one in self.claims if one.agreed)

    @property
    def claimed(self) -> Decimal:
        """Claims that were agreed or wait; refused ones do not count."""
        return rules.total(one.amount for one in self.claims if one.agreed is not False)

    @property
    def paid(self) -> Decimal:
        """Payments made."""
        return rules.total(one.amount for one in self.payments)


def kept_of(award: Award) -> Kept:
    """Give what happened to an award. Who may see it is for the caller to ask first."""
    return Kept(
        list(award.profile.all()),
        list(award.claims.all()),
        list(award.payments.all()),
        list(award.variations.all()),
        list(award.reviews.all()),
    )


def funders_of(partnership: Partnership) -> QuerySet[Funder]:
    """Give every funder."""
    return Funder.objects.of(partnership).select_related("organisation", "group")


@dataclass(frozen=True)
class FundStanding:
    """A fund with its awards, and its printed whole beside what they add up to."""

    fund: Fund
    awards: list[Award]
    compared: rules.Compared | None

    @property
    def total(self) -> Decimal:
        """What its awards add up to, each pound once."""
        return money_of(self.awards).total


def funds_standing(
    partnership: Partnership, awards: Iterable[Award], *, by: Person
) -> list[FundStanding]:
    """Give every fund with its awards among these.

    by: who asks; where a printed whole is shown, awards that somebody may not see would make it
        differ, so it is compared only for who sees all of them.
    """
    mine: dict[int, list[Award]] = {}
    for one in awards:
        if one.fund_id is not None:
            mine.setdefault(one.fund_id, []).append(one)
    hidden = set(
        []
        if may(by, "funding.read", on=partnership)
        else Award.objects.of(partnership).filter(public=False).values_list("fund_id", flat=True)
    )
    found = []
    for fund in Fund.objects.of(partnership).select_related("funder", "within"):
        own = mine.get(fund.pk, [])
        sums = [one.amount for one in money_of(own).counted]
        compared = (
            rules.compare(fund.total, sums, qualifier=fund.total_qualifier)
            if fund.total is not None and sums and fund.pk not in hidden
            else None
        )
        found.append(FundStanding(fund, own, compared))
    return found


@dataclass(frozen=True)
class Ending:
    """An award that ends or ended, and whether other money for the same thing follows it."""

    award: Award
    state: str
    afterwards: str


def endings(awards: Iterable[Award], *, on: date, months: int) -> list[Ending]:
    """Give the awards that ended by a day or end within so many months, the last to end first.

    Those that nothing is known to follow stand before the others.
    """
    every = list(awards)
    found = []
    for one in every:
        state = one.state_on(on, months)
        if one.ends is None or state not in (rules.ENDING, rules.ENDED):
            continue
        others = [
            other.ends
            for other in every
            if other.pk != one.pk
            and one.scheme_id is not None
            and other.scheme_id == one.scheme_id
            and (other.starts is None or other.starts >= (one.starts or date.min))
            and (other.ends is None or other.ends > one.ends)
            and one.pk != other.part_of_id
        ]
        found.append(Ending(one, state, rules.afterwards(one.ends, others)))
    worst = list(rules.AFTERWARDS)
    found.sort(key=lambda e: (-worst.index(e.afterwards), -(e.award.ends or on).toordinal()))
    return found
