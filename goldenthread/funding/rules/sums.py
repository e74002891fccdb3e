"""Sums in exact pence: added up, parted, counted once, set beside what is printed.

Nothing here is a float, and nothing is rounded on the way: a sum of money is a Decimal of whole
pence from the moment it is typed until it is printed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

PENNY, NOTHING = Decimal("0.01"), Decimal("0.00")
LARGEST = Decimal("999999999999.99")
NEAR = Decimal("0.10")  # how far "almost", "around" and "over" may lie from the sum they tell of
ROUNDED = Decimal("0.01")  # beyond 1% of it a printed total is not merely rounded


def pounds(amount: Decimal) -> str:
    """Print a sum: "£1,575", and with pence only where there are some: "£268.24"."""
    pence = exact(amount)
    whole = pence == pence.to_integral_value()
    text = f"{abs(pence):,.0f}" if whole else f"{abs(pence):,.2f}"
    return f"{'−' if pence < 0 else ''}£{text}"  # noqa: RUF001 - a minus sign, as in print


def exact(amount: Decimal) -> Decimal:
    """Give a sum in whole pence. Raises ValueError where that would lose a part of one."""
    pence = amount.quantize(PENNY)
    if pence != amount:
        raise ValueError(f"{amount} is no sum in whole pence.")
    return pence


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add sums up, to the penny. Never in the database: SQLite would add floats."""
    return sum(amounts, NOTHING)


def split(amount: Decimal, parts: int) -> list[Decimal]:
    """Part a sum evenly, no penny lost or made: the first parts get the odd pennies.

    parts: 1 or more. Raises ValueError otherwise.
    """
    if parts < 1:
        raise ValueError("A sum is split into one part or more.")
    pence = int(exact(amount) * 100)
    each, odd = divmod(pence, parts)
    return [Decimal(each + (1 if place < odd else 0)) * PENNY for place in range(parts)]


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Give a part in per cent of the whole, unrounded; None where the whole is nothing."""
    return 100 * part / whole if whole else None


@dataclass(frozen=True)
class Sum:
    """A sum as it stands in the record. part_of: the number of the sum that holds it."""

    number: int
    amount: Decimal
    part_of: int | None = None
    is_counted: bool = True


@dataclass(frozen=True)
class Line:
    """What is added up: a sum, or what is left of one once its known parts are taken out."""

    number: int
    amount: Decimal
    is_rest: bool = False


def lines(sums: Iterable[Sum]) -> list[Line]:
    """Give every pound once: a sum with parts is counted by its parts and what is left of it.

    Where the parts come to more than the sum that holds them (which was rounded), they count as
    they are and nothing is left. A sum that is not counted leaves out its parts as well.
    """
    every = list(sums)
    inside: dict[int | None, list[Sum]] = defaultdict(list)
    known = {one.number for one in every}
    for one in every:
        inside[one.part_of if one.part_of in known else None].append(one)

    def counted(one: Sum) -> list[Line]:
        parts = inside[one.number]
        if not parts:
            return [Line(one.number, one.amount)]
        below = [line for part in parts for line in counted(part)]
        left = one.amount - total(line.amount for line in below)
        return [*below, Line(one.number, left, is_rest=True)] if left > 0 else below

    return [line for one in inside[None] if one.is_counted for line in counted(one)]


def ring(part_of: dict[int, int | None], start: int) -> bool:
    """Say whether going up from a sum to the one that holds it leads round in a ring."""
    seen, at = set(), part_of.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = part_of.get(at)
    return False


EQUAL, AS_SAID, ROUNDING, DIFFERS = "equal", "as_said", "rounding", "differs"
AGREEMENTS = MappingProxyType(
    {
        EQUAL: ("Agrees to the penny", "good"),
        AS_SAID: ("Agrees with what is printed", "good"),
        ROUNDING: ("Rounded in print", "watch"),
        DIFFERS: ("Differs from what is printed", "bad"),
    }
)


@dataclass(frozen=True)
class Compared:
    """A printed total beside the sum of its parts. difference: computed less printed."""

    printed: Decimal
    computed: Decimal
    agreement: str

    @property
    def difference(self) -> Decimal:
        """By how much the parts come to more (or, below nothing, to less) than is printed."""
        return self.computed - self.printed


def compare(printed: Decimal, parts: Iterable[Decimal], *, qualifier: str = "") -> Compared:
    """Set a printed total beside what its parts add up to.

    qualifier: the word printed with it. "over" agrees with up to 10% more, "almost" with up to
        10% less, "around" with either. Without a word, a total agrees to the penny, or is called
        rounded where the parts come to it at its last figure that is no nought and lie within 1%.
    """
    computed = total(parts)
    return Compared(printed, computed, _agreement(printed, computed, qualifier))


def _agreement(printed: Decimal, computed: Decimal, qualifier: str) -> str:
    apart = computed - printed
    if apart == 0:
        return EQUAL
    near = abs(apart) <= NEAR * printed
    says = {"over": apart > 0, "almost": apart < 0, "around": True}
    if near and says.get(qualifier, False):
        return AS_SAID
    step = Decimal(1).scaleb(int(printed.normalize().as_tuple().exponent)) if printed else PENNY
    is_rounded = abs(apart) <= step / 2 and abs(apart) <= ROUNDED * abs(printed)
    return ROUNDING if is_rounded and not qualifier else DIFFERS


MORE, FEWER, SAME = "more", "fewer", "same"


def direction(before: int, now: int) -> str:
    """Say whether there are more, fewer or as many as before."""
    return MORE if now > before else FEWER if now < before else SAME


def per_cent_brings(precept: Decimal, percent: Decimal) -> Decimal:
    """Give what a rise of the precept by so many per cent brings in a year, to the penny."""
    return (precept * percent / 100).quantize(PENNY)
