"""Tables: totals of columns and rows, changes, shares and arrows.

A column's rule is believed only when most of its rows keep it; then a row that breaks it is wrong.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from csp_analytics.rounding import round_half_up
from csp_claims.claim import Claim, Input, Verdict
from csp_claims.context import Reading
from csp_claims.tables import Cell, Row, Table
from csp_claims.tokens import Token
from csp_claims.verdicts import judge

_NO_SUM = re.compile(r"%|per ?cent|rate|average|mean|median|per \d|rank|year$", re.IGNORECASE)
_CHANGE = re.compile(r"change|difference|variance|variation|\+/-", re.IGNORECASE)
_TREND = re.compile(r"trend|direction|travel|arrow|^rag$|movement", re.IGNORECASE)
_ARROWS = {"↑": 1, "▲": 1, "⬆": 1, "up": 1, "↓": -1, "▼": -1, "⬇": -1, "down": -1,
           "↔": 0, "→": 0, "►": 0, "no change": 0}  # fmt: skip
_BEFORE = 8  # blocks before a table that may tell its sum
_MOST = 0.5  # share of rows that must keep a rule


def claims_in(reading: Reading) -> Iterator[Claim]:
    """The claims that the tables of a text make."""
    for table in reading.tables:
        yield from _column_totals(table)
        yield from _row_totals(table)
        yield from _changes(table)
        yield from _shares(table)
        yield from _trends(table)
        yield from _announced(reading, table)


def _column_totals(table: Table) -> Iterator[Claim]:
    """The last row that totals the rows above it, for every column that can be added."""
    totals = [row for row in table.rows if row.is_total]
    if len(totals) != 1 or totals[0] is not table.rows[-1] or len(table.rows) < 3:
        return
    found = []
    for at, heading in enumerate(table.headings):
        cells, total = table.column(at), totals[0].cells[at]
        numbers = [cell for cell in cells if cell.value is not None]
        addable = not _NO_SUM.search(heading) and not _CHANGE.search(heading)
        if addable and total.kind in {"n", "m"} and len(numbers) == len(cells) > 1:
            lines = tuple(row.line for row in table.rows)
            found.append(_sum(f"{totals[0].label} {heading}", lines, numbers, total))
    yield from _believed(found, alone=0.8)


def _row_totals(table: Table) -> Iterator[Claim]:
    """A column "Total" that adds the columns before it."""
    for at, heading in enumerate(table.headings):
        if not re.search(r"\btotals?\b", heading, re.IGNORECASE) or _NO_SUM.search(heading):
            continue
        parts = [n for n in range(at) if not _NO_SUM.search(table.headings[n])]
        found = []
        for row in table.rows:
            cells = [row.cells[n] for n in parts if row.cells[n].value is not None]
            if len(cells) == len(parts) > 1 and row.cells[at].value is not None:
                found.append(_sum(f"{row.label} {heading}", (row.line,), cells, row.cells[at]))
        yield from _believed(found, alone=0.5)


def _announced(reading: Reading, table: Table) -> Iterator[Claim]:
    """A column of money without a total, against an amount told in the text just before it."""
    if table.before is None or any(row.is_total for row in table.rows):
        return
    first = max(0, table.before.number - _BEFORE)
    sentences = [s for b in reading.blocks[first : table.before.number + 1] for s in b.sentences]
    for at, heading in enumerate(table.headings):
        cells = [row.cells[at] for row in table.rows]
        if "£" not in heading or len(cells) < 2 or not all(_filled(r, at) for r in table.rows):
            continue
        total = sum((_value(cell) for cell in cells), Decimal(0))
        for sentence in sentences:
            for token in sentence.tokens:
                told = token.tag == "m" and not token.quantity.malformed
                if told and _told_as(token, total):
                    lines = {*sentence.lines(token), *(row.line for row in table.rows)}
                    yield Claim(
                        sentence.quote(token, token), tuple(sorted(lines)), "sum", heading,
                        tuple(Input("part", _value(cell)) for cell in cells), Verdict.HOLDS, 0.75,
                        token.quantity.value, unit="£", stated_decimals=token.quantity.decimals,
                        computed=total,
                        computed_at_stated_decimals=round_half_up(total, token.quantity.decimals),
                    )  # fmt: skip


def _told_as(token: Token, total: Decimal) -> bool:
    """Whether an amount is how a writer would tell a sum: at its precision, or "over £1m"."""
    quantity = token.quantity
    judged = judge(quantity.value, total, quantity.decimals, qualifier=token.qualifier)
    return judged.verdict is Verdict.HOLDS


def _value(cell: Cell) -> Decimal:
    return cell.value if cell.value is not None else Decimal(0)


def _sum(quote: str, lines: tuple[int, ...], parts: list[Cell], total: Cell) -> Claim:
    computed = sum((_value(cell) for cell in parts), Decimal(0))
    decimals = max(0, total.decimals)
    unit = Decimal(1).scaleb(-decimals)
    judged = judge(_value(total), computed, decimals)
    verdict = judged.verdict
    if (
        verdict is Verdict.WRONG
        and decimals
        and abs(computed - _value(total)) <= unit * len(parts) / 2
    ):
        verdict = Verdict.ROUNDING
    inputs = tuple(Input("part", _value(cell)) for cell in parts)
    return _claim(quote, lines, "sum", inputs, total, (verdict, computed, judged.at_decimals))


def _changes(table: Table) -> Iterator[Claim]:
    """A column of changes between the two columns before it."""
    for at, heading in enumerate(table.headings):
        if not _CHANGE.search(heading):
            continue
        columns = [n for n in range(at) if not _CHANGE.search(table.headings[n])]
        if len(columns) < 2:
            continue
        first, last = columns[-2], columns[-1]
        in_percent = bool(re.search(r"%|per ?cent", heading, re.IGNORECASE))
        rows = [row for row in table.rows if _filled(row, first, last, at)]
        in_percent = in_percent or bool(rows and rows[0].cells[at].kind == "p")
        found = [
            claim for row in rows
            if (claim := _change(row, heading, (first, last, at), in_percent))
        ]  # fmt: skip
        yield from _believed(found, alone=0.75)


def _filled(row: Row, *columns: int) -> bool:
    return all(row.cells[n].value is not None for n in columns)


def _change(row: Row, heading: str, at: tuple[int, int, int], in_percent: bool) -> Claim | None:
    start, end, stated = (row.cells[n] for n in at)
    before, after = _value(start), _value(end)
    if in_percent and before <= 0:
        return None
    computed = 100 * (after - before) / before if in_percent else after - before
    judged = judge(_value(stated), computed, max(0, stated.decimals))
    inputs = (Input("from", before), Input("to", after))
    kind = "percent_change" if in_percent else "difference"
    told = (judged.verdict, computed, judged.at_decimals)
    return _claim(f"{row.label} {heading}", (row.line,), kind, inputs, stated, told)


def _shares(table: Table) -> Iterator[Claim]:
    """A column of percentages of a total: of the row's "Total", or of the column's total row."""
    for at, heading in enumerate(table.headings):
        if "%" not in heading or _CHANGE.search(heading):
            continue
        for part, whole in _share_rules(table, at):
            found = []
            for row in table.rows:
                total = whole(row)
                if total and _filled(row, at, part):
                    found.append(_share(row, heading, row.cells[part], total, row.cells[at]))
            believed = list(_believed(found, alone=0.0))
            if believed:
                yield from believed
                break


def _share_rules(table: Table, at: int) -> Iterator[tuple[int, Callable[[Row], Decimal]]]:
    """The columns a percentage may be taken of, and what the whole is for each row."""
    name = _bare(table.headings[at])
    totals = [row for row in table.rows if row.is_total]
    for part, heading in enumerate(table.headings):
        if (
            part == at
            or "%" in heading
            or not (part == at - 1 or (name and _bare(heading) == name))
        ):
            continue
        for whole, other in enumerate(table.headings):
            if re.search(r"\btotals?\b", other, re.IGNORECASE) and whole not in {part, at}:
                yield part, lambda row, n=whole: _value(row.cells[n])  # type: ignore[misc]
        if len(totals) == 1:
            total = _value(totals[0].cells[part])
            yield part, lambda _row, total=total: total  # type: ignore[misc]


def _bare(heading: str) -> str:
    return " ".join(re.sub(r"[%£()]|\bm\b|\bnumber\b|\bno\b", " ", heading.casefold()).split())


def _share(row: Row, heading: str, part: Cell, total: Decimal, stated: Cell) -> Claim:
    computed = 100 * _value(part) / total
    judged = judge(_value(stated), computed, max(0, stated.decimals))
    inputs = (Input("part", _value(part)), Input("whole", total))
    told = (judged.verdict, computed, judged.at_decimals)
    return _claim(f"{row.label} {heading}", (row.line,), "share", inputs, stated, told)


def _trends(table: Table) -> Iterator[Claim]:
    """A column of arrows, against the first or the last but one of the columns before it."""
    for at, heading in enumerate(table.headings):
        columns = [n for n in range(at) if not _CHANGE.search(table.headings[n])]
        if not _TREND.search(heading) or len(columns) < 2:
            continue
        readings = []
        for first in (columns[0], columns[-2]):
            rows = [row for row in table.rows if _filled(row, first, columns[-1])]
            found = [
                _trend(row, heading, row.cells[first], row.cells[columns[-1]], sign)
                for row in rows if (sign := _ARROWS.get(row.cells[at].text.casefold())) is not None
            ]  # fmt: skip
            readings.append(found)
        best = max(readings, key=lambda found: sum(c.verdict is Verdict.HOLDS for c in found))
        yield from _believed(best, alone=0.6)


def _trend(row: Row, heading: str, start: Cell, end: Cell, sign: int) -> Claim:
    computed = _value(end) - _value(start)
    found = (computed > 0) - (computed < 0)
    holds = found == sign
    words = {1: "up", -1: "down", 0: "flat"}
    return Claim(
        f"{row.label} {heading}", (row.line,), "direction", row.label,
        (Input("from", _value(start)), Input("to", _value(end))),
        Verdict.HOLDS if holds else Verdict.WRONG, 0.88, words=words[sign], computed=computed,
        note="" if holds else f"The values go {words[found]}, not {words[sign]}.",
    )  # fmt: skip


def _believed(found: list[Claim], *, alone: float) -> Iterator[Claim]:
    """The claims of a rule that most of them keep. alone: the confidence of a single one."""
    keep = sum(claim.verdict in {Verdict.HOLDS, Verdict.ROUNDING} for claim in found)
    if len(found) == 1 and alone:
        yield _with(found[0], alone)
    elif keep and keep >= _MOST * len(found):
        yield from found


def _with(claim: Claim, sure: float) -> Claim:
    """The claim, less sure."""
    return Claim(**{**vars(claim), "confidence": sure})


def _claim(
    quote: str, lines: tuple[int, ...], kind: str, inputs: tuple[Input, ...], stated: Cell,
    told: tuple[Verdict, Decimal, Decimal],
) -> Claim:  # fmt: skip
    verdict, computed, at_decimals = told
    if stated.malformed:
        verdict = Verdict.MALFORMED
    note = "" if verdict is Verdict.HOLDS else f"Worked out: {round_half_up(computed, 2)}."
    return Claim(
        quote, lines, kind, quote, inputs, verdict, 0.88, stated.value, "",
        {"p": "%", "m": "£"}.get(stated.kind, ""), max(0, stated.decimals), computed, at_decimals,
        note,
    )  # fmt: skip
