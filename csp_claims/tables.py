"""Tables as a text gives them: rows whose cells are parted by tabs, bars or wide gaps."""

import re
from dataclasses import dataclass
from decimal import Decimal

from csp_claims.quantities import Found, find
from csp_claims.reading import Block

_RULE = re.compile(r"[-:=\s]*$")


@dataclass(frozen=True)
class Cell:
    """A cell with at most one number. value: None where it has none or several."""

    text: str
    value: Decimal | None = None
    decimals: int = 0
    kind: str = ""
    malformed: str = ""


@dataclass(eq=False)
class Row:
    """A row of a table: its label, its other cells, its line."""

    label: str
    cells: tuple[Cell, ...]
    line: int

    @property
    def is_total(self) -> bool:
        """Whether its label says that it adds up the others."""
        return bool(re.match(r"(?:grand |overall |sub[- ]?)?totals?\b|all\b|overall$", self.name))

    @property
    def name(self) -> str:
        return self.label.casefold().strip()


@dataclass(eq=False)
class Table:
    """Rows of equal length under their headings. before: the block that stands before it."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int
    before: Block | None = None

    def column(self, at: int) -> list[Cell]:
        """The cells of a column, from 0 after the labels, without rows that total."""
        return [row.cells[at] for row in self.rows if not row.is_total]


def read_tables(blocks: list[Block]) -> list[Table]:
    """The tables among the blocks: two rows or more with the same number of cells."""
    tables: list[Table] = []
    run: list[Block] = []
    for block in [*blocks, None]:
        if block and block.kind == "row" and (not run or _belongs(run[0], block)):
            run.append(block)
            continue
        if len(run) > 1 and (table := _table(run, blocks)):
            tables.append(table)
        run = [block] if block and block.kind == "row" else []
    return tables


def _belongs(first: Block, block: Block) -> bool:
    return len(first.cells) == len(block.cells) or bool(_RULE.match("".join(block.cells)))


def _table(run: list[Block], blocks: list[Block]) -> Table | None:
    head = run[0]
    headed = not any(re.fullmatch(r"[£-]?[0-9][0-9.,]*%?", cell) for cell in _no_years(head.cells))
    body = [block for block in run[headed:] if not _RULE.match("".join(block.cells))]
    width = len(head.cells)
    rows = tuple(_row(block) for block in body if len(block.cells) == width)
    if not rows or not any(cell.value is not None for row in rows for cell in row.cells):
        return None
    before = blocks[head.number - 1] if head.number else None
    headings = head.cells[1:] if headed else ("",) * (width - 1)
    return Table(headings, rows, head.line, before)


def _no_years(cells: tuple[str, ...]) -> list[str]:
    return [cell for cell in cells if not re.fullmatch("(?:19|20)[0-9]{2}", cell)]


def _row(block: Block) -> Row:
    cells = tuple(_cell(text) for text in block.cells[1:])
    return Row(block.cells[0], cells, block.line)


def _cell(text: str) -> Cell:
    found = [each for each in find(text) if each.kind in "nmpq" or each.year_like]
    if len(found) != 1 or len(text) > 24 or re.search("[A-Za-z]{4,}", text):
        return Cell(text)
    return _numbered(text, found[0])


def _numbered(text: str, found: Found) -> Cell:
    negative = found.sign in {"-", "\u2212"} or bool(re.fullmatch(r"\([0-9.,%£]+\)", text.strip()))
    value = -found.value if negative else found.value
    kind = "n" if found.year_like else found.kind
    return Cell(text, value, found.decimals, kind, found.malformed)
