"""A small table as it was sent, and how much of one is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from goldenthread.commands import CannotDo

LARGEST = 10_000_000  # bytes of a file
LARGEST_UNPACKED = 100_000_000  # bytes of a workbook's parts together
MOST_ROWS = 50_000
MOST_COLUMNS = 60
LONGEST = 1_000  # characters of one cell
MOST_TOLD = 20  # mistakes told at once
SMALLER = f"Send at most {LARGEST // 1_000_000} MB; part it into several files."


@dataclass(frozen=True)
class Line:
    """One row of a table: its number as people see it (the header is 1), and text by column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass
class Sheet:
    """A table as it was sent: its name, its columns in order, its rows that are not empty.

    tab: the name of the sheet in a workbook, "" in a CSV file.
    """

    name: str
    columns: list[str]
    lines: list[Line]
    tab: str = ""
    faults: list[str] = field(default_factory=list)

    def place(self, line: Line | int, column: str = "") -> str:
        """Say where something stands: 'x.csv, line 3, column "count"' or a sheet's cell."""
        number = line if isinstance(line, int) else line.number
        if not self.tab:
            return f"{self.name}, line {number}" + (f', column "{column}"' if column else "")
        at = self.columns.index(column) + 1 if column in self.columns else 1
        cell = f'{self.name}, sheet "{self.tab}", cell {get_column_letter(at)}{number}'
        return f'{cell} ("{column}")' if column else cell

    def fault(self, line: Line | int, column: str, what: str) -> None:
        """Note a mistake; `refuse_if_wrong` tells them together."""
        self.faults.append(f"{self.place(line, column)}: {what}")

    def refuse_if_wrong(self) -> None:
        """Raise CannotDo with the first mistakes, each on its own line, where there are any."""
        if not self.faults:
            return
        told = self.faults[:MOST_TOLD]
        if len(self.faults) > MOST_TOLD:
            told.append(f"{self.name}: and {len(self.faults) - MOST_TOLD:,} more mistakes.")
        raise CannotDo("\n".join(told))


def table(
    name: str, tab: str, rows: Iterable[tuple[int, Sequence[str]]], *, longest: int = LONGEST
) -> Sheet:
    """Make a table of rows of text; the first that is not empty is the header.

    longest: characters that one cell may hold.
    """
    sheet: Sheet | None = None
    for number, row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise CannotDo(f"{name}, line {number}: has {len(cells):,} columns. Use the template.")
        if long := next((cell for cell in cells if len(cell) > longest), ""):
            raise CannotDo(
                f"{name}, line {number}: a cell holds {len(long):,} characters; at most "
                f"{longest:,} may stand there. Shorten it."
            )
        if sheet is None:
            while cells and not cells[-1]:
                cells.pop()
            sheet = Sheet(name, [cell.casefold() for cell in cells], [], tab)
            continue
        if len(sheet.lines) == MOST_ROWS:
            raise CannotDo(f"{name}: has more than {MOST_ROWS:,} rows. {SMALLER}")
        _add(sheet, number, cells)
    if sheet is None:
        raise CannotDo(f"{name}: holds no rows. Fill in the template and send that.")
    return sheet


def _add(sheet: Sheet, number: int, cells: list[str]) -> None:
    extra = [cell for cell in cells[len(sheet.columns) :] if cell]
    if extra:
        sheet.fault(
            number,
            "",
            f"has {len(cells)} values under {len(sheet.columns)} columns. A comma in a text? Put "
            "the text in quotes.",
        )
    sheet.lines.append(Line(number, dict(zip(sheet.columns, cells, strict=False))))
