"""Reading what police money is made of; all of it is public."""

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.accounts.models import Partnership
from goldenthread.funding import rules
from goldenthread.funding.models import BandD, BudgetLine, ForceFunding, ForceNumber

MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Budgeted:
    """A line of a budget with its parts, and what they add up to beside it."""

    line: BudgetLine
    parts: list[BudgetLine]
    compared: rules.Compared | None


def budget(partnership: Partnership) -> list[Budgeted]:
    """Give the lines of the budget, each with its parts."""
    every = list(BudgetLine.objects.of(partnership))
    found = []
    for line in every:
        if line.part_of_id is None:
            parts = [one for one in every if one.part_of_id == line.pk]
            sums = [one.amount for one in parts]
            found.append(Budgeted(line, parts, rules.compare(line.amount, sums) if parts else None))
    return found


@dataclass(frozen=True)
class Force:
    """A force's funding with what follows from it."""

    funding: ForceFunding

    @property
    def total(self) -> Decimal:
        """Both sums together."""
        return self.funding.government + self.funding.precept

    @property
    def worked_out(self) -> dict[str, Decimal]:
        """What follows, by the key under which a document prints it; in the unit printed."""
        one, total = self.funding, self.total
        return {
            "total": total / MILLION,
            "government_share": rules.share(one.government, total) or Decimal(0),
            "precept_share": rules.share(one.precept, total) or Decimal(0),
            "one_per_cent": rules.per_cent_brings(one.precept, Decimal(1)) / MILLION,
        }

    def printed_badly(self) -> list[str]:
        """Give the keys of what is printed otherwise than it is worked out, at its decimals."""
        return [
            key
            for key, value in self.worked_out.items()
            if key in self.funding.printed
            and abs(value - Decimal(self.funding.printed[key]))
            > half_step(self.funding.printed[key])
        ]


def half_step(printed: str) -> Decimal:
    """Give half of the last decimal that is printed: how far a rounded number may lie off."""
    return Decimal(5).scaleb(int(Decimal(printed).as_tuple().exponent) - 1)


def force_funding(partnership: Partnership) -> list[ForceFunding]:
    """Give the funding of each force, in the order of the document."""
    return list(ForceFunding.objects.of(partnership))


def forces(partnership: Partnership) -> list[Force]:
    """Give each force's funding with what follows from it."""
    return [Force(one) for one in force_funding(partnership)]


def band_d(partnership: Partnership) -> list[BandD]:
    """Give the precepts of a Band D home."""
    return list(BandD.objects.of(partnership))


@dataclass(frozen=True)
class NumberRow:
    """One kind of people over time. direction: since the baseline; None where there is none."""

    name: str
    is_total: bool
    counts: dict[str, int]
    baseline: int | None
    places: list[str]

    @property
    def now(self) -> int:
        """The newest count."""
        return list(self.counts.values())[-1]

    @property
    def difference(self) -> int | None:
        """How many more or (below nought) fewer than at the baseline."""
        return None if self.baseline is None else self.now - self.baseline

    @property
    def direction(self) -> str | None:
        """Whether there are more or fewer than at the baseline: worked out, never typed."""
        return None if self.baseline is None else rules.direction(self.baseline, self.now)


@dataclass(frozen=True)
class Numbers:
    """Force numbers: rows by kind, the times, and printed totals beside what adds up."""

    times: list[str]
    rows: list[NumberRow]

    @property
    def kinds(self) -> list[NumberRow]:
        """The rows that are no total."""
        return [row for row in self.rows if not row.is_total]

    @property
    def added(self) -> dict[str, int]:
        """What the kinds add up to, by time."""
        return {at: sum(row.counts.get(at, 0) for row in self.kinds) for at in self.times}

    @property
    def added_up(self) -> NumberRow:
        """The kinds added up, as a row of its own."""
        baselines = [row.baseline for row in self.kinds]
        whole = None if None in baselines else sum(one or 0 for one in baselines)
        return NumberRow("Everybody", True, self.added, whole, [])

    @property
    def printed_otherwise(self) -> list[tuple[str, int, int]]:
        """Times at which a printed total differs: the time, the total printed, the sum."""
        return [
            (at, row.counts[at], self.added[at])
            for row in self.rows
            if row.is_total
            for at in self.times
            if at in row.counts and row.counts[at] != self.added[at]
        ]


def force_numbers(partnership: Partnership) -> Numbers:
    """Give a force's numbers over time."""
    found: dict[str, list[ForceNumber]] = {}
    for one in ForceNumber.objects.of(partnership):
        found.setdefault(one.kind, []).append(one)
    rows = [
        NumberRow(
            every[0].name,
            every[0].is_total,
            {one.at: one.count for one in every},
            next((one.count for one in every if one.is_baseline), None),
            every[0].places,
        )
        for every in found.values()
    ]
    times = list(dict.fromkeys(one.at for every in found.values() for one in every))
    return Numbers(times, rows)
