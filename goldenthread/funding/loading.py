"""Declared money into rows, once: loading again changes nothing."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from goldenthread.declared import read
from goldenthread.funding import declarations as declare
from goldenthread.funding import rules
from goldenthread.funding.models import (
    Award,
    BandD,
    BudgetLine,
    ForceFunding,
    ForceNumber,
    Fund,
    Funder,
)
from goldenthread.partnership.keeping import Keeper, find
from goldenthread.strategy.loading.shelf import Shelf
from goldenthread.strategy.models import Commitment, Priority


@dataclass
class _Money:
    """The rows made so far, by key, beside those of the rooms below."""

    shelf: Shelf
    funders: dict[str, Funder] = field(default_factory=dict)
    funds: dict[str, Fund] = field(default_factory=dict)
    awards: dict[str, Award] = field(default_factory=dict)
    commitments: dict[str, dict[str, Commitment]] = field(default_factory=dict)

    @property
    def keeper(self) -> Keeper:
        return self.shelf.keeper

    def commitments_of(self, plan: str) -> dict[str, Commitment]:
        if plan not in self.commitments:
            rows = Commitment.objects.of(self.keeper.partnership).filter(strategy__key=plan)
            self.commitments[plan] = {one.key: one for one in rows.select_related("priority")}
        return self.commitments[plan]


@transaction.atomic
def load(shelf: Shelf, *, folder: Path) -> None:
    """Make rows of every file of money in a folder.

    shelf: what the rooms below have loaded. Raises CannotDo, having changed nothing, where a
    file is wrong.
    """
    money = _Money(shelf)
    files = [read(path, declare.FundingFile) for path in sorted(folder.glob("*.yaml"))]
    for file in files:
        for order, one in enumerate(file.funders, start=1):
            money.funders[one.key] = _funder(money, one, order)
    for file in files:
        for order, said in enumerate(file.funds, start=1):
            money.funds[said.key] = _fund(money, said, order)
    _keep_awards(money, files)
    for file in files:
        _keep_police(money, file)


def _funder(money: _Money, said: declare.DeclaredFunder, order: int) -> Funder:
    bodies = money.shelf.organisations(said, "organisation", [said.organisation])
    return money.keeper.keep(
        Funder,
        match={"key": said.key},
        values={
            "order": order,
            "name": said.name,
            "organisation": bodies[0] if bodies else None,
            "group": money.shelf.group(said, "group", said.group),
            "note": said.note,
            "places": money.keeper.places(said, said.at),
        },
        said=said,
    )


def _fund(money: _Money, said: declare.DeclaredFund, order: int) -> Fund:
    funders, funds = money.funders, money.funds
    return money.keeper.keep(
        Fund,
        match={"key": said.key},
        values={
            "order": order,
            "name": said.name,
            "funder": find(said, "funder", said.funder, funders, "funder") if said.funder else None,
            "within": find(said, "within", said.within, funds, "fund") if said.within else None,
            "total": said.total,
            "total_qualifier": said.qualifier,
            "total_printed": said.printed,
            "total_places": money.keeper.places(said, said.total_at, "total_at"),
            "starts": said.since,
            "ends": said.until,
            "note": said.note,
            "places": money.keeper.places(said, said.at),
        },
        said=said,
    )


def _keep_awards(money: _Money, files: list[declare.FundingFile]) -> None:
    """Keep the awards, each after the one that it is a part of."""
    every = {one.key: (one, file.plan) for file in files for one in file.awards}
    place = {key: order for order, key in enumerate(every, start=1)}
    above = {key: one.part_of or None for key, (one, _) in every.items()}

    def keep(key: str) -> None:
        if key in money.awards:
            return
        said, plan = every[key]
        if said.part_of:
            find(said, "part_of", said.part_of, every, "award")
            if _goes_round(above, key):
                raise said.mistake("part_of", "leads round in a ring, back to this one.")
            keep(said.part_of)
        money.awards[key] = _award(money, said, plan, place[key])

    for key in every:
        keep(key)


def _goes_round(above: dict[str, str | None], key: str) -> bool:
    numbers = {name: number for number, name in enumerate(above)}
    known = {numbers[name]: numbers.get(up or "") for name, up in above.items()}
    return rules.ring(known, numbers[key])


def _award(money: _Money, said: declare.DeclaredAward, plan: str, order: int) -> Award:
    shelf = money.shelf
    if said.part_of and said.unclear:
        raise said.mistake("unclear", "may not stand beside part_of: it is known where it lies.")
    fund = find(said, "fund", said.fund, money.funds, "fund") if said.fund else None
    funder = find(said, "funder", said.funder, money.funders, "funder") if said.funder else None
    recipients = shelf.organisations(said, "recipient", [said.recipient])
    priority, commitment = _served(money, said, plan)
    counted = rules.WITHIN if said.part_of else rules.UNCLEAR if said.unclear else rules.COUNTED
    schemes = shelf.schemes
    return money.keeper.keep(
        Award,
        match={"key": said.key},
        values={
            **said.model_dump(include={
                "title", "purpose", "amount", "qualifier", "printed", "kind", "listed_as",
                "recipient_name", "place", "overlap_note", "year",
            }),
            "order": order,
            "fund": fund,
            "funder": funder or (fund.funder if fund else None),
            "recipient": recipients[0] if recipients else None,
            "priority": priority,
            "commitment": commitment,
            "scheme": find(said, "scheme", said.scheme, schemes, "scheme") if said.scheme else None,
            "counted": counted,
            "part_of": money.awards.get(said.part_of),
            "starts": said.since,
            "ends": said.until,
            "places": money.keeper.places(said, said.at),
        },
        said=said,
    )  # fmt: skip


def _served(
    money: _Money, said: declare.DeclaredAward, plan: str
) -> tuple[Priority | None, Commitment | None]:
    """Give the theme and the commitment; the theme is the commitment's where none is named."""
    commitment = None
    if said.commitment:
        every = money.commitments_of(plan)
        commitment = find(said, "commitment", said.commitment, every, "commitment")
    theme = money.shelf.priority(said, plan, said.theme, "theme")
    return theme or (commitment.priority if commitment else None), commitment


def _keep_police(money: _Money, file: declare.FundingFile) -> None:
    lines: dict[str, BudgetLine] = {}
    for order, said in enumerate(file.budget, start=1):
        part_of = said.part_of
        lines[said.key] = money.keeper.keep(
            BudgetLine,
            match={"key": said.key},
            values={
                **said.model_dump(include={"name", "year", "amount", "printed", "note"}),
                "order": order,
                "part_of": find(said, "part_of", part_of, lines, "line") if part_of else None,
                "places": money.keeper.places(said, said.at),
            },
            said=said,
        )
    for order, one in enumerate(file.forces, start=1):
        money.keeper.keep(
            ForceFunding,
            match={"key": one.key},
            values={
                **one.model_dump(include={"name", "year", "government", "precept", "is_ours"}),
                "order": order,
                "printed": one.printed.model_dump(exclude_defaults=True),
                "places": money.keeper.places(one, one.at),
            },
            said=one,
        )
    for order, home in enumerate(file.band_d, start=1):
        money.keeper.keep(
            BandD,
            match={"key": home.key},
            values={
                **home.model_dump(exclude={"key", "at"}),
                "order": order,
                "places": money.keeper.places(home, home.at),
            },
            said=home,
        )
    if file.force_numbers:
        _keep_numbers(money, file.force_numbers)


def _keep_numbers(money: _Money, said: declare.DeclaredForceNumbers) -> None:
    for order, row in enumerate(said.rows, start=1):
        if len(row.counts) != len(said.years):
            many = f"there are {len(said.years)} years and {len(row.counts)} counts"
            raise row.mistake("counts", f"{many}. Give one for each year.")
        for when, count in zip(said.years, row.counts, strict=True):
            money.keeper.keep(
                ForceNumber,
                match={"key": f"{row.kind}-{when.year}"},
                values={
                    "order": order,
                    "kind": row.kind,
                    "name": row.name,
                    "at": when.at,
                    "year": when.year,
                    "is_baseline": when.is_baseline,
                    "is_total": row.is_total,
                    "count": count,
                    "places": money.keeper.places(row, row.at),
                },
                said=row,
            )
