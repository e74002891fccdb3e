"""Tables to download, in a form that a spreadsheet opens safely."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def plain(value: Any) -> Any:
    """Keep text from being run as a formula: such text gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return f"'{value}"
    return value


def as_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Give a table as CSV in UTF-8, with the mark by which Excel knows it.

    name: of the file, without its ending. None prints as an empty cell.
    """
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.write("\ufeff")
    out = csv.writer(answer)
    out.writerow(head)
    out.writerows(["" if cell is None else plain(cell) for cell in row] for row in rows)
    return answer
