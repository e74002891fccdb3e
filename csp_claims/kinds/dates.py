"""Dates and periods against each other: weekdays, lengths of a period, a plan's years."""

import re
from collections.abc import Iterator
from decimal import Decimal

from csp_analytics.period import Period
from csp_claims.claim import Claim, Input, Verdict
from csp_claims.context import Reading
from csp_claims.quantities import PERIOD, in_digits, read_period
from csp_claims.reading import Block
from csp_claims.subjects import Acronyms, subject_of

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DATE = r"[0-9]{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8},? (?:19|20)[0-9]{2}"
_NAMED_DAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)}),? (?:the )?({_DATE})")
_NUMBER = r"([0-9]{1,2}|[a-z]{3,8}(?:een|ty|e|o|r|x|n|t|ve)?)"
_LENGTH = re.compile(
    rf"\b{_NUMBER}(?:-(?:month|year)(?: \w+){{1,2}}?,? \(?(?:between |from |for )?"
    rf"| (?:months|years) \(?(?:between |from ))(?P<period>{PERIOD})",
    re.IGNORECASE,
)
_LIFE = re.compile(
    rf"\b(?:in place|in force|runs?|will last|lasts|covers|covering|valid)"
    rf" (?:for |a period of |the next ){{1,2}}{_NUMBER} years\b"
)
_PLAN = re.compile(
    r"\b(?P<name>(?:(?:[A-Z][\w'&]*|and|of|the|for) ){1,7}(?:Strategy|Plan|Programme|Framework))"
    r"(?: \([A-Z]{2,6}\))?,?(?: for)?(?: the period)? *"
    r"(?P<years>20[0-9]{2} ?[-\u2013/] ?(?:20)?[0-9]{2})\b"
)
_TITLE = re.compile(r".*\b(?:Strategy|Plan|Programme|Framework)\W*$")
_FROM = re.compile(
    r"\b(?:from|since) ((?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) 20[0-9]{2})\b"
)
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{2,}\b")
_NEAR = 8  # blocks between two tellings of one beginning


def claims_in(reading: Reading) -> Iterator[Claim]:
    """The claims about dates."""
    plans = list(_plans(reading.blocks))
    for block in reading.blocks:
        yield from _weekdays(block)
        yield from _lengths(block)
        yield from _lives(block, plans)
    yield from _plan_years(plans, reading.acronyms)
    yield from _beginnings(reading.blocks)
    yield from _own_date(reading.blocks)


def _weekdays(block: Block) -> Iterator[Claim]:
    """ "Tuesday 16 April 2024" """
    for found in _NAMED_DAY.finditer(block.text):
        period = read_period(found[2].replace(",", ""))
        if period is None:
            continue
        true = _WEEKDAYS[period.start.weekday()]
        holds = true == found[1]
        yield Claim(
            found[0], block.lines(found.start(), found.end()), "cross_reference", "day of the week",
            (Input("date", _as_number(period)),), Verdict.HOLDS if holds else Verdict.WRONG, 0.92,
            words=found[1], note="" if holds else f"{found[2]} is a {true}.",
        )  # fmt: skip


def _as_number(period: Period) -> Decimal:
    return Decimal(f"{period.start:%Y%m%d}")


def _lengths(block: Block) -> Iterator[Claim]:
    """ "an 18-month period between 1 October 2023 and 31 March 2025" """
    for found in _LENGTH.finditer(block.text):
        period, stated = read_period(found["period"]), _number(found[1])
        if period is None or not stated or not period.is_whole_months:
            continue
        if period.length_in_months() < 3:
            continue
        months = period.length_in_months()
        by_years = {months // 12, period.end.year - period.start.year}
        unit = "years" if re.search("year", found[0][:20]) else "months"
        computed = months if unit == "months" else months // 12
        holds = stated == computed or (unit == "years" and stated in by_years)
        yield Claim(
            found[0], block.lines(found.start(), found.end()), "difference", "length of a period",
            (
                Input("from", Decimal(f"{period.start:%Y%m}")),
                Input("to", Decimal(f"{period.end:%Y%m}"), str(period)),
            ),
            Verdict.HOLDS if holds else Verdict.WRONG, 0.82, Decimal(stated), "", unit, 0,
            Decimal(computed), Decimal(computed),
            "" if holds else f"{period} is {computed} {unit}.",
        )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isdigit() else in_digits(text)


def _plans(blocks: list[Block]) -> Iterator[tuple[str, Period, Block, tuple[int, ...]]]:
    """Plans named with their years, and titles with the years in the next line."""
    for block in blocks:
        for found in _PLAN.finditer(block.text):
            if period := read_period(found["years"]):
                yield found["name"], period, block, block.lines(found.start(), found.end())
        if block.number + 1 < len(blocks) and _TITLE.match(block.text.strip()):
            after = blocks[block.number + 1]
            years = after.text.strip("# ")
            told = re.fullmatch(r"20[0-9]{2} ?[-\u2013/] ?(?:20)?[0-9]{2}", years)
            if told and (period := read_period(years)):
                yield block.text.strip(" #"), period, block, (block.line, after.line)


def _plan_years(
    plans: list[tuple[str, Period, Block, tuple[int, ...]]], acronyms: Acronyms
) -> Iterator[Claim]:
    """One plan whose years are told twice."""
    first: dict[tuple[frozenset[str], int], tuple[Period, tuple[int, ...]]] = {}
    for name, period, _, lines in plans:
        words = subject_of(re.sub(r"^(?:Draft|The|Our) ", "", name), acronyms).stems
        key = words, period.start.year
        if key not in first:
            first[key] = period, lines
            continue
        earlier, earlier_lines = first[key]
        holds = earlier.end.year == period.end.year
        values = (Decimal(earlier.end.year), Decimal(period.end.year))
        yield Claim(
            f"{name} {period}", tuple(sorted({*lines, *earlier_lines})), "duplicate_statement",
            "last year of the plan", tuple(Input("ends", value) for value in values),
            Verdict.HOLDS if holds else Verdict.CONTRADICTORY, 0.78, values[1], unit="year",
            note="" if holds else f"Line {earlier_lines[0]} has it end in {values[0]}.",
        )  # fmt: skip


def _lives(
    block: Block, plans: list[tuple[str, Period, Block, tuple[int, ...]]]
) -> Iterator[Claim]:
    """ "will remain in place for five years", of the plan that the text is or is about."""
    for found in _LIFE.finditer(block.text):
        stated = _number(found[1])
        if not plans or not stated:
            continue
        _, period, _, lines = plans[0]
        years = period.end.year - period.start.year
        holds = stated in {years, period.length_in_months() // 12}
        sure = 0.75 if len({each[1] for each in plans}) == 1 else 0.5
        yield Claim(
            found[0], tuple(sorted({*block.lines(found.start(), found.end()), *lines})),
            "difference", "life of the plan",
            (
                Input("from", Decimal(period.start.year)),
                Input("to", Decimal(period.end.year), str(period)),
            ),
            Verdict.HOLDS if holds else Verdict.WRONG, sure, Decimal(stated), "", "years", 0,
            Decimal(years), Decimal(years), "" if holds else f"{period} is {years} years.",
        )  # fmt: skip


def _beginnings(blocks: list[Block]) -> Iterator[Claim]:
    """A month from which something named is said to go on, told again near by."""
    earlier: list[tuple[str, int, frozenset[str], tuple[int, ...]]] = []
    for block in blocks:
        for found in _FROM.finditer(block.text):
            names = frozenset(_NAME.findall(block.text))
            lines = block.lines(found.start(), found.end())
            for month, number, others, other_lines in earlier[-6:]:
                same = month == found[1] and names & others and lines != other_lines
                if same and block.number - number <= _NEAR:
                    yield _begins(found[0], month, lines, other_lines)
                    break
            earlier.append((found[1], block.number, names, lines))


def _begins(quote: str, month: str, lines: tuple[int, ...], others: tuple[int, ...]) -> Claim:
    value = Decimal(f"{Period.parse(month).start:%Y%m}")
    return Claim(
        quote, tuple(sorted({*lines, *others})), "duplicate_statement", "first month",
        (Input(f"line {others[0]}", value), Input(f"line {lines[0]}", value)), Verdict.HOLDS, 0.7,
        value, unit="month",
    )  # fmt: skip


def _own_date(blocks: list[Block]) -> Iterator[Claim]:
    """The date that stands alone at the head of a text, told again below."""
    dated = [block for block in blocks[:8] if re.fullmatch(_DATE, block.text.strip(" #"))]
    for head in dated[:1]:
        printed = head.text.strip(" #")
        period = read_period(printed)
        for block in blocks[head.number + 1 :]:
            if period and (at := block.text.find(printed)) >= 0:
                value = _as_number(period)
                lines = (head.line, *block.lines(at, at + len(printed)))
                inputs = (Input("heading", value), Input(f"line {block.line}", value))
                yield Claim(
                    printed, lines, "duplicate_statement", "date", inputs, Verdict.HOLDS, 0.8,
                    value, unit="date",
                )  # fmt: skip
