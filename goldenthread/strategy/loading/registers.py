"""Schemes, commitments, the alignment matrix, crosswalk and mutual regard."""

from django.utils.text import slugify

from goldenthread.partnership.keeping import find
from goldenthread.strategy import declarations as declare
from goldenthread.strategy.loading.shelf import Shelf, counted, find_under, first_line
from goldenthread.strategy.models import (
    Achievement,
    AlignedPlan,
    AlignmentCell,
    Commitment,
    CrosswalkLink,
    MutualRegard,
    Scheme,
    Strategy,
)


def keep_schemes(shelf: Shelf, every: list[declare.DeclaredScheme]) -> None:
    """Keep the schemes; those that head a row first, so that the others can point to them."""
    by_key = {said.key: said for said in every}
    for order, said in enumerate(sorted(every, key=lambda one: bool(one.named_with)), start=1):
        if said.named_with:
            find(said, "named_with", said.named_with, by_key, "scheme")
            if by_key[said.named_with].named_with:
                raise said.mistake("named_with", "must name the scheme that heads the row.")
        shelf.schemes[said.key] = _scheme(shelf, said, order)


def _scheme(shelf: Shelf, said: declare.DeclaredScheme, order: int) -> Scheme:
    funding = []
    for one in said.funding:
        shelf.organisations(one, "funder", [one.funder])
        shelf.group(one, "funder_group", one.funder_group)
        kept = one.model_dump(mode="json", exclude_defaults=True, exclude={"at"})
        funding.append({**kept, "places": shelf.places(one, one.at)})
    return shelf.keeper.keep(
        Scheme,
        match={"key": said.key},
        values={
            "order": order,
            "name": said.name,
            "aliases": said.aliases,
            "row": said.row,
            "needs": said.needs,
            "named_with": shelf.schemes.get(said.named_with),
            "owner_group": shelf.group(said, "owner_group", said.owner_group),
            "funding": funding,
            "starts": said.since,
            "ends": said.until,
            "note": said.note,
            "restricted": said.restricted,
            "places": shelf.places(said, said.at),
        },
        links={
            "owners": shelf.organisations(said, "owners", [*said.owners, said.owner]),
            "groups": shelf.groups(said, "groups", said.groups),
            "serves": [shelf.served(one) for one in said.serves],
        },
        said=said,
    )


def keep_commitments(
    shelf: Shelf, strategy: Strategy, every: list[declare.DeclaredCommitment]
) -> None:
    """Keep each commitment once, with its achievements. None has a status of its own here."""
    for said in every:
        listed, reported = (
            shelf.places(said, said.listed_at, "listed_at"),
            shelf.places(said, said.reported_at, "reported_at"),
        )
        subs = shelf.sub_themes.get(strategy.key, {})
        theme = shelf.priority(said, strategy.key, said.theme, "theme")
        sub = find_under(said, "sub_theme", said.sub_theme, subs, "sub-theme", under=said.theme)
        commitment = shelf.keeper.keep(
            Commitment,
            match={"strategy": strategy, "key": said.key},
            values={
                "order": first_line(said.listed_at or said.reported_at),
                "priority": theme,
                "sub_theme": sub,
                "title": said.title,
                "listed_places": listed,
                "reported_places": reported,
                "is_listed": bool(listed),
                "is_reported": bool(reported),
                "places": [*listed, *reported],
            },
            links={"schemes": shelf.schemes_named(said, said.schemes)},
            said=said,
        )
        seen: dict[str, int] = {}
        for order, one in enumerate(said.achievements, start=1):
            shelf.keeper.keep(
                Achievement,
                match={"commitment": commitment, "key": counted(one.at, seen)},
                values={
                    "order": order,
                    "text": one.text,
                    "heading": one.heading,
                    "places": shelf.places(one, one.at),
                },
                said=one,
            )


def keep_alignment(shelf: Shelf, strategy: Strategy, said: declare.DeclaredAlignment) -> None:
    """Keep the alignment matrix: its plans, and its filled cells."""
    plans = {
        one.key: shelf.keeper.keep(
            AlignedPlan,
            match={"strategy": strategy, "key": one.key},
            values={
                "order": order,
                "title": one.title,
                "period_printed": one.period,
                "owner": one.owner,
                "places": shelf.places(one, one.at),
            },
            said=one,
        )
        for order, one in enumerate(said.plans, start=1)
    }
    for cell in said.cells:
        shelf.keeper.keep(
            AlignmentCell,
            match={
                "priority": shelf.priority(cell, strategy.key, cell.priority),
                "plan": find(cell, "plan", cell.plan, plans, "aligned plan"),
            },
            values={
                "key": slugify(f"{cell.priority} {cell.plan}"),
                "entries": cell.entries,
                "places": shelf.places(cell, cell.at),
            },
            said=cell,
        )


def keep_crosswalk(shelf: Shelf, file: declare.CrosswalkFile) -> None:
    """Keep how priorities live on, and which themes they have regard to."""
    for order, said in enumerate(file.crosswalk, start=1):
        to = said.to
        before = shelf.served(said.from_) if said.from_ else None
        later = to.priority if to else ""
        area = None
        if to:
            find(to, "strategy", to.strategy, shelf.strategies, "plan")
            areas = shelf.areas.get(to.strategy, {})
            area = find_under(to, "area", to.area, areas, "area", under=later)
        names = [said.from_.priority if said.from_ else "", to.strategy if to else "", later]
        shelf.keeper.keep(
            CrosswalkLink,
            match={"key": slugify(" ".join([*names, to.area if to else "", said.relation]))},
            values={
                "order": order,
                "from_priority": before,
                "to_strategy": shelf.strategies[to.strategy] if to else None,
                "to_priority": shelf.served(to) if to and later else None,
                "to_area": area,
                "relation": said.relation,
                "note": said.note,
            },
            said=said,
        )
    for order, regard in enumerate(file.mutual_regard, start=1):
        _regard(shelf, regard, order)


def _regard(shelf: Shelf, said: declare.DeclaredRegard, order: int) -> None:
    themes = {
        (plan, key): (plan, theme)
        for plan, every in shelf.priorities.items()
        for key, theme in every.items()
        if shelf.strategies[plan].kind == "police_and_crime_plan"
    }
    found = find_under(said, "theme", said.theme, themes, "theme", under=said.theme_strategy)
    plan, theme = found or find(said, "theme", said.theme, {}, "theme")
    served = declare.Served(strategy=said.strategy, priority=said.priority)
    served._placed = said._placed
    subs = shelf.sub_themes.get(plan, {})
    shelf.keeper.keep(
        MutualRegard,
        match={
            "key": slugify(f"{said.strategy} {said.priority} {said.theme} {said.sub_theme}"),
        },
        values={
            "order": order,
            "priority": shelf.served(served),
            "theme": theme,
            "sub_theme": find_under(
                said, "sub_theme", said.sub_theme, subs, "sub-theme", under=said.theme
            ),
            "note": said.note,
        },
        said=said,
    )
