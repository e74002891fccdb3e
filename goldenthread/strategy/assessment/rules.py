"""What a strategic assessment must hold, and when it may be completed. Plain Python.

Source: rule CSP-15 of the rule book (SI 2007/1830 as amended, regs 5 to 7).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken

RULE = "CSP-15"
PUBLIC, RESTRICTED = "public", "restricted"
LAYERS = MappingProxyType(
    {PUBLIC: "Public: everybody may read it", RESTRICTED: "Restricted: for cleared people only"}
)
MARKING = "OFFICIAL-SENSITIVE"  # on whatever shows the restricted layer
DRAFT, COMPLETE, PUBLISHED = "draft", "complete", "published"
STATUSES = MappingProxyType({DRAFT: "Draft", COMPLETE: "Complete", PUBLISHED: "Published"})
NONE, BEFORE, YEAR_BEFORE = "", "before", "year_before"
AGAINST = MappingProxyType(
    {
        NONE: "Nothing",
        BEFORE: "The period just before",
        YEAR_BEFORE: "The same period a year before",
    }
)
FIRST_YEAR, LAST_YEAR = 2007, 2099  # the regulations are of 2007
MOST_FIGURES = 9  # of one statement


@dataclass(frozen=True)
class Heading:
    """A heading of the assessment. asks: what the regulation asks under it, in plain words."""

    key: str
    number: int
    title: str
    asks: str


HEADINGS = MappingProxyType(
    {
        key: Heading(key, number, title, asks)
        for number, (key, title, asks) in enumerate(
            (
                (
                    "levels",
                    "Levels and patterns",
                    "How much crime, disorder, substance misuse, reoffending and serious violence "
                    "there is in the area, of which kinds, where and when.",
                ),
                (
                    "changes",
                    "What has changed",
                    "How those levels and patterns have changed since the assessment before.",
                ),
                (
                    "reasons",
                    "Why it has changed",
                    "What brought those changes about, as far as that is known.",
                ),
                (
                    "priorities",
                    "What the authorities should put first",
                    "The matters which the responsible authorities should prioritise.",
                ),
                (
                    "people",
                    "What people think should come first",
                    "The matters which people who live and work in the area consider should be "
                    "prioritised.",
                ),
                (
                    "plan",
                    "How far the last plan was carried out",
                    "An assessment of how far the partnership plan of the year before was "
                    "implemented.",
                ),
                (
                    "county",
                    "What to bring to the county group",
                    "In areas with two tiers of councils only: the matters to bring to the county "
                    "strategy group for the community safety agreement.",
                ),
            ),
            1,
        )
    }
)
COUNTY = "county"


def is_two_tier(area_code: str) -> bool:
    """Whether an area has a county council above its district council (ONS codes E07, E10)."""
    return area_code.startswith(("E07", "E10"))


def asked(*, two_tier: bool) -> list[Heading]:
    """The headings that must be filled: the seventh in areas with two tiers only."""
    return [one for one in HEADINGS.values() if two_tier or one.key != COUNTY]


@dataclass(frozen=True)
class Stands:
    """A statement as completeness sees it.

    figures: how many it rests on. unknown: names of those without a value. hidden: names of
    those that not everybody may see. looked_at: whether somebody read it again since it was
    taken over from the year before.
    """

    number: int
    heading: str
    layer: str
    figures: int
    looked_at: bool = True
    unknown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lack:
    """One thing to do before an assessment may be completed. number: of a statement, or None."""

    heading: Heading
    sentence: str
    number: int | None = None


def missing(statements: Iterable[Stands], *, two_tier: bool) -> list[Lack]:
    """All that is missing before it may be completed, in the order of the headings (CSP-15)."""
    every = list(statements)
    needed = {one.key for one in asked(two_tier=two_tier)}
    found = []
    for heading in HEADINGS.values():
        under = [one for one in every if one.heading == heading.key]
        if not under and heading.key in needed:
            found.append(Lack(heading, "Nothing is said under this heading yet."))
        for one in under:
            found += [Lack(heading, what, one.number) for what in _lacks(one)]
    return found


def _lacks(one: Stands) -> Iterable[str]:
    if not one.figures:
        yield "It rests on no figure. Choose at least one."
    if not one.looked_at:
        yield "It was taken over from the year before. Say that it still holds, or change it."
    for name in one.unknown:
        yield f"There is no value for {name}. Choose another period, or another figure."
    if one.layer == PUBLIC:
        for name in one.hidden:
            yield (
                f"It is public, but not everybody may see {name}. Make the statement restricted, "
                "or take that figure out of it."
            )


def filled(headings: Collection[str], *, two_tier: bool) -> tuple[int, int]:
    """How many of the headings that are asked for hold something, and how many are asked for.

    headings: of the statements there are.
    """
    needed = [one.key for one in asked(two_tier=two_tier)]
    return sum(key in headings for key in needed), len(needed)


def check_year(year: int, taken: Collection[int]) -> None:
    """Refuse a year that has an assessment, or can have none. Raises RuleBroken."""
    if year in taken:
        raise RuleBroken(
            f"There is an assessment for {said_year(year)} already. Open that one, or choose "
            "another year."
        )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleBroken(f"Choose a year from {FIRST_YEAR} to {LAST_YEAR}.")


def said_year(year: int) -> str:
    """A financial year as people write it: 2025 is "2025/26"."""
    return f"{year}/{(year + 1) % 100:02}"


def check_open(status: str) -> None:
    """Refuse to write in an assessment that is complete or published. Raises RuleBroken."""
    if status != DRAFT:
        raise RuleBroken(
            f"This assessment is {STATUSES[status].lower()}. Open it again, with a reason, before "
            "changing it."
        )


def check_statement(*, heading: str, layer: str, two_tier: bool) -> None:
    """Refuse a heading or a layer that there is not. Raises RuleBroken."""
    if heading not in {one.key for one in asked(two_tier=two_tier)}:
        raise RuleBroken("Choose one of the headings that are asked for in this area.")
    if layer not in LAYERS:
        raise RuleBroken("Say whether the statement is public or restricted.")


def check_layer(layer: str, restricted_figures: Collection[int]) -> None:
    """Refuse a public statement that rests on a figure held as restricted. Raises RuleBroken."""
    if layer == PUBLIC and restricted_figures:
        named = " and ".join(str(one) for one in sorted(restricted_figures))
        several = len(restricted_figures) > 1
        raise RuleBroken(
            f"Figure{'s' if several else ''} {named} {'are' if several else 'is'} restricted, so "
            "the statement cannot be public. Make it restricted, or take the figure out."
        )


def check_figure(*, against: str, numbers: Sequence[int]) -> None:
    """Refuse a comparison that there is not, or one figure too many. Raises RuleBroken.

    numbers: of the figures the statement has.
    """
    if against not in AGAINST:
        raise RuleBroken("Choose what the figure is set against.")
    if len(numbers) >= MOST_FIGURES:
        raise RuleBroken(f"A statement rests on at most {MOST_FIGURES} figures. Write another.")


def check_taken_out(number: int, *, numbers: Collection[int], used: Collection[int]) -> None:
    """Refuse to take out the only figure, or one that the wording uses. Raises RuleBroken."""
    if number not in numbers:
        raise RuleBroken("The statement does not rest on that figure.")
    if number in used:
        raise RuleBroken(f"The wording uses figure {number}. Change the wording first.")
    if len(numbers) == 1:
        raise RuleBroken("It is the only figure. A statement rests on at least one.")


def check_why(why: str) -> None:
    """Refuse without a reason. Raises RuleBroken."""
    if not why.strip():
        raise RuleBroken("Say why. The reason stays with the statement.")


def check_complete(status: str, lacks: Collection[Lack], *, name: str) -> None:
    """Refuse to complete what is not a draft, lacks something, or has nobody's name on it.

    name: who answers for it on the strategy group's behalf (CSP-10). Raises RuleBroken.
    """
    check_open(status)
    if not name.strip():
        raise RuleBroken("Name the person who signs it off for the strategy group.")
    if lacks:
        one = next(iter(lacks))
        more = len(lacks) - 1
        also = f" And {more} more to do." if more else ""
        raise RuleBroken(f"{one.heading.number}. {one.heading.title}: {one.sentence}{also}")


def check_reopen(status: str, why: str) -> None:
    """Refuse to open again what is open, or without a reason. Raises RuleBroken."""
    if status == DRAFT:
        raise RuleBroken("It is a draft, so it can be written in already.")
    check_why(why)


def check_printed(status: str) -> None:
    """Refuse to print or publish a draft. Raises RuleBroken."""
    if status == DRAFT:
        raise RuleBroken("The assessment of that year is a draft. Complete it first.")
