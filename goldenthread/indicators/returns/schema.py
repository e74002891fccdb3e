"""The indicator file as declared: its columns, and a template to fill in."""

import csv
import io
from collections.abc import Sequence
from functools import cache

from django.conf import settings
from openpyxl import Workbook
from openpyxl.styles import Font

from goldenthread.declared import DeclaredItem, read
from goldenthread.indicators.models import IndicatorDefinition

SOURCE = "indicator_file"
ROWS_AS_TEXT = 500  # rows of the template whose cells are text, so that Excel makes no dates


class DeclaredColumn(DeclaredItem):
    """One column: whether it is needed, what it holds, and an example."""

    name: str
    needed: bool = False
    what: str
    example: str = ""


class IndicatorFile(DeclaredItem):
    """definitions/returns/indicator_file.yaml."""

    tab: str
    columns: list[DeclaredColumn]

    @property
    def names(self) -> list[str]:
        """Its columns in order."""
        return [one.name for one in self.columns]

    @property
    def needed(self) -> list[str]:
        """The columns that no file may lack."""
        return [one.name for one in self.columns if one.needed]


@cache
def declared_file() -> IndicatorFile:
    """Read the declaration, once. Raises CannotDo where it is wrong."""
    return read(settings.DEFINITIONS_DIR / "returns" / "indicator_file.yaml", IndicatorFile)


def rows_to_fill(
    indicators: Sequence[IndicatorDefinition], area: str = "", period: str = ""
) -> list[list[str]]:
    """Give a row to fill in for each indicator, its area and period set where they are known."""
    known = {"area": area, "period": period}
    return [
        [{"indicator": one.pk, **known}.get(column, "") for column in declared_file().names]
        for one in indicators
    ]


def template_csv(rows: Sequence[Sequence[str]] = ()) -> bytes:
    """Give the template as CSV, with the mark by which Excel knows UTF-8."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([declared_file().names, *rows])
    return ("\ufeff" + text.getvalue()).encode()


def template_xlsx(rows: Sequence[Sequence[str]] = ()) -> bytes:
    """Give the template as a workbook: the sheet to fill in, and one that says how."""
    shape, book = declared_file(), Workbook()
    sheet = book.active
    sheet.title = shape.tab
    sheet.append(shape.names)
    for row in rows:
        sheet.append([cell or None for cell in row])
    sheet.freeze_panes = "A2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column in ("A", "B", "C", "D", "H", "I", "J"):
        sheet.column_dimensions[column].width = 24
        for number in range(2, ROWS_AS_TEXT + 2):
            sheet[f"{column}{number}"].number_format = "@"
    help_sheet = book.create_sheet("How to fill this in")
    help_sheet.append(["Column", "What it holds", "Needed", "Example"])
    for one in shape.columns:
        help_sheet.append([one.name, one.what, "yes" if one.needed else "", one.example])
    help_sheet.column_dimensions["B"].width = 90
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
