"""Tables as pages and spreadsheets need them: sorted by a column, paged, and safe as CSV."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponse

from goldenthread.accounts.asking import Request

Row = TypeVar("Row")
ON_A_PAGE = 50


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: key in the address, label, and what its rows sort by (None: not sortable)."""

    key: str
    label: str
    by: Callable[[Row], Any] | None = None
    numeric: bool = False


@dataclass(frozen=True)
class Sorted(Generic[Row]):
    """Rows in the order that the address asks for, the page of them, and the column heads."""

    rows: list[Row]
    page: Page
    columns: list[dict[str, Any]]


def arranged(
    request: Request,
    rows: Iterable[Row],
    columns: Sequence[Column[Row]],
    *,
    first: str,
    on_a_page: int = ON_A_PAGE,
) -> Sorted[Row]:
    """Sort rows by `?sort=key` or `?sort=-key` and take `?page=`.

    first: the sort where the address names none, or one that is unknown.
    What has no value stands last either way.
    """
    asked = request.GET.get("sort", first)
    known = {column.key: column for column in columns if column.by}
    if asked.lstrip("-") not in known:
        asked = first
    by = known[asked.lstrip("-")].by
    assert by is not None
    every = list(rows)
    have = [row for row in every if by(row) is not None]
    have.sort(key=by, reverse=asked.startswith("-"))
    ordered = have + [row for row in every if by(row) is None]
    page = Paginator(ordered, on_a_page).get_page(request.GET.get("page"))
    return Sorted(ordered, page, [_head(request, column, asked) for column in columns])


def _head(request: Request, column: Column[Any], asked: str) -> dict[str, Any]:
    head: dict[str, Any] = {"label": column.label, "numeric": column.numeric}
    if column.by:
        now = {column.key: "ascending", f"-{column.key}": "descending"}.get(asked, "")
        turned = f"-{column.key}" if now == "ascending" else column.key
        kept = {name: value for name, value in request.GET.items() if name not in ("sort", "page")}
        head |= {"sorted": now, "sort_url": f"?{urlencode({**kept, 'sort': turned})}"}
    return head


FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def plain(value: Any) -> Any:
    """Keep text from being run as a formula by a spreadsheet: it gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return f"'{value}"
    return value


def as_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Give rows as CSV in UTF-8, with the mark by which Excel knows it.

    name: of the file, without its ending. None prints as an empty cell.
    """
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.write("\ufeff")
    out = csv.writer(answer)
    out.writerow(head)
    out.writerows(["" if cell is None else plain(cell) for cell in row] for row in rows)
    return answer
