"""A report as an Excel workbook by the Government Analysis Function's table standard."""

import tempfile
import warnings
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from goldenthread.publishing.document import Document
from goldenthread.publishing.formats.sheets import Sheet, as_workbook

READ_ME = "This worksheet contains one table. [z] means that a text is printed and no number."


def as_xlsx(document: Document, *, on: date) -> bytes:
    """The numbers and tables of a report, with cover, contents and notes.

    on: the day it speaks of, which stands as the day it was made.
    """
    import gptables  # here, since it loads pandas, which takes longer than most commands run
    import pandas

    book = as_workbook(document)
    notes = pandas.DataFrame(
        [(f"note {number}", f"{under}: {text}" if under else text)
         for number, (under, text) in enumerate(book.notes, 1)],
        columns=["Note reference", "Note text"],
    )  # fmt: skip
    made = datetime.combine(on, time(12))
    with (
        warnings.catch_warnings(),
        tempfile.TemporaryDirectory(prefix="goldenthread-report-") as folder,
    ):
        warnings.simplefilter("ignore")  # gptables asks pandas in ways that pandas will drop
        path = Path(folder) / "report.xlsx"
        workbook = gptables.produce_workbook(
            filename=str(path),
            sheets={one.name: _table(one) for one in book.sheets},
            cover=gptables.Cover(title=book.title, intro=[book.about[0]], about=book.about[1:]),
            notes_table=notes,
            contentsheet_label="Contents",
            notesheet_label="Notes",
            auto_width=True,
        )
        workbook.set_properties(
            {"title": book.title, "author": document.partnership, "created": made}
        )
        workbook.close()
        return path.read_bytes()


def _table(one: Sheet) -> Any:
    import gptables
    import pandas

    frame = pandas.DataFrame(
        [[cell.text if cell.value is None else cell.value for cell in row] for row in one.rows],
        columns=list(one.columns),
        dtype=object,
    )
    return gptables.GPTable(
        table=frame,
        table_name=one.name.replace(" ", "_").lower(),
        title=one.title,
        subtitles=[one.place] if one.place else [],
        instructions=READ_ME,
        scope="",
        source="",
        index_columns={},
        additional_formatting=_formats(one),
    )


def _formats(one: Sheet) -> list[dict[str, Any]]:
    """How numbers are shown: as the report prints them.

    One entry for each cell: of several cells in one entry gptables formats only the last.
    """
    return [
        {"cell": {"cells": (number, place), "format": {"num_format": cell.shown, "align": "right"}}}
        for number, row in enumerate(one.rows, 1)
        for place, cell in enumerate(row)
        if cell.value is not None and cell.shown
    ]
