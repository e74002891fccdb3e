"""Pages of the prescribed exchange: the grid of items and quarters, and one cell of it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from csp_analytics.period import Period
from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.queries import history_of
from goldenthread.commands import CannotDo
from goldenthread.partnership.forms import text
from goldenthread.partnership.showing import crumb, done, history_items, holds
from goldenthread.sources.exchange import changes, queries, reading, rules
from goldenthread.sources.exchange.declaring import ExchangeItem, exchange, item
from goldenthread.sources.exchange.models import Supply
from goldenthread.sources.exchange.queries import Cell
from goldenthread.sources.sheets import LARGEST
from goldenthread.tables import as_csv

SUPPLY = "sources.supply_exchange"
IN_GRID, IN_FILE = 6, 20  # quarters on the page, and in the file
HEAD = ("number", "item", "holder", "quarter", "due", "state", "days_late", "rows", "why",
        "supplied_by", "validated_by")  # fmt: skip


class ItemFile(forms.Form):
    """A file of an item."""

    file = forms.FileField(
        label="File",
        help_text=f"Depersonalised, as CSV, XLSX or ODS, at most {LARGEST // 1_000_000} MB. "
        "No names, dates of birth, NHS numbers or full postcodes.",
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".csv,.xlsx,.ods"}),
        error_messages={
            "required": "File: choose the file to send.",
            "empty": "The file is empty.",
        },
    )


class NotSuppliedForm(forms.Form):
    """Why an item is not supplied."""

    why = text("Why is it not supplied?", most=500, rows=3)


@needs("sources.read")
def exchange_grid(request: Request) -> HttpResponse:
    """Which items of which quarters were supplied, in time or not (DX-07)."""
    asked = queries.quarters(most=IN_GRID)
    rows = queries.grid(request.partnership, asked, by=request.user)
    context = {
        "table": _grid_table(rows, asked),
        "counts": _counts(rows),
        "breadcrumbs": [crumb("Releases", "releases")],
    }
    return render(request, "sources/exchange/grid.html", context)


def _grid_table(rows: list[list[Cell]], asked: tuple[Period, ...]) -> dict[str, Any]:
    return {
        "id": "exchange",
        "caption": "Items by quarter, the newest first",
        "columns": [
            {"label": "Item"},
            {"label": "Held by"},
            *({"label": one.long} for one in asked),
        ],
        "rows": [
            [f"{row[0].item.number}. {row[0].item.title}", row[0].item.holder_name,
             *(_grid_cell(one) for one in row)]
            for row in rows if row
        ],
        "sticky": True,
        "csv_url": reverse("exchange_csv"),
    }  # fmt: skip


def _grid_cell(one: Cell) -> dict[str, Any]:
    if not one.item.in_force:
        return {"text": "Not in force"}
    label = rules.LABELS[one.state][0]
    if one.days_late:
        label += f", {one.days_late} days late"
    url = reverse("exchange_cell", args=[one.item.key, one.quarter.start.isoformat()])
    return {"url": url, "text": label}


def _counts(rows: list[list[Cell]]) -> list[dict[str, Any]]:
    every = [one for row in rows for one in row if one.item.in_force]
    return [
        {"label": label, "tone": tone, "count": number}
        for state, (label, tone) in rules.LABELS.items()
        if (number := sum(one.state == state for one in every))
    ]


@needs("sources.read")
def exchange_csv(request: Request) -> HttpResponse:
    """The grid as a table to download: a row for each item and quarter."""
    rows = queries.grid(request.partnership, queries.quarters(most=IN_FILE), by=request.user)
    return as_csv("exchange", HEAD, (_csv_row(one) for row in rows for one in row))


def _csv_row(one: Cell) -> list[Any]:
    newest, of = one.newest, one.item
    state = str(one.state) if of.in_force else "not in force"
    cells: list[Any] = [of.number, of.title, of.holder_name, one.quarter.long, one.due, state]
    if newest is None:
        return [*cells, one.days_late, None, "", "", ""]
    validated = str(newest.validated_by or "")
    return [*cells, one.days_late, newest.rows, newest.why, str(newest.supplied_by), validated]


def _cell_or_404(request: Request, key: str, start: str) -> Cell:
    try:
        found, day = item(key), date.fromisoformat(start)
    except (CannotDo, ValueError):
        raise Http404 from None
    quarter = rules.quarter_of(day)
    if quarter.start != day or not found.in_force or quarter not in queries.quarters(most=200):
        raise Http404
    return queries.cell(request.partnership, found, quarter, by=request.user)


@needs("sources.read")
def exchange_cell(request: Request, key: str, start: str) -> HttpResponse:
    """One item of one quarter: what came, its counts as they may be used, and the form."""
    cell = _cell_or_404(request, key, start)
    newest = cell.newest
    asked = Supply(partnership=request.partnership, item=key, quarter_start=cell.quarter.start)
    supplies = may(request.user, SUPPLY, on=asked)
    form = ItemFile(request.POST or None, request.FILES or None) if supplies else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and _supplied(request, form, cell):
            return redirect("exchange_cell", key, start)
    validates = (
        newest is not None
        and newest.state == rules.State.RECEIVED
        and newest.supplied_by_id != request.user.pk
        and holds(request, "sources.validate_exchange")
    )
    context = {
        "cell": cell,
        "start": start,
        "state": rules.LABELS[cell.state],
        "form": form,
        "validates": validates,
        "table": _counts_table(newest) if newest and newest.counts else None,
        "columns": _columns_table(cell.item),
        "history": history_items(history_of(newest)) if newest else [],
        "breadcrumbs": [crumb("Releases", "releases"), crumb("Exchange", "exchange")],
    }
    return render(request, "sources/exchange/cell.html", context)


def _supplied(request: Request, form: ItemFile, cell: Cell) -> bool:
    file = form.cleaned_data["file"]
    try:
        changes.supply(
            partnership=request.partnership, item=cell.item, quarter=cell.quarter,
            by=request.user, name=file.name, content=file.read(LARGEST + 1),
        )  # fmt: skip
    except (CannotDo, RuleBroken) as why:
        for line in str(why).splitlines():
            form.add_error(None, line)
        return False
    messages.success(request, "Received and counted. A second person validates it.")
    return True


def _counts_table(supply: Supply) -> dict[str, Any]:
    """Give the counts as they may be used onward: small ones held back (PUB-02)."""
    shown = reading.onward(supply.counts)
    note = ""
    if shown.held_back:
        note = f"{shown.held_back} held back: under 5, or telling one that is."
    return {
        "id": "counts",
        "caption": "Counts",
        "note": note,
        "columns": [
            {"label": "Category"},
            *({"label": "Number" if one == reading.ALL else one, "numeric": True}
              for one in shown.places),
        ],
        "rows": [
            [category, *({"text": "held back" if n is None else f"{n:,}", "numeric": True}
                         for n in numbers)]
            for category, numbers in shown.rows
        ],
    }  # fmt: skip


def _columns_table(of: ExchangeItem) -> dict[str, Any]:
    return {
        "id": "columns",
        "caption": "Columns of the file",
        "columns": [{"label": label} for label in ("Column", "What it holds", "Needed")],
        "rows": [
            [one.name, ", ".join(one.choices) or _KINDS[one.kind], "Yes" if one.needed else "No"]
            for one in of.columns
        ],
    }


_KINDS = {
    "text": "Words",
    "date": "A day of the quarter, such as 2026-04-30",
    "time": "A time, such as 21:45",
    "place": "A place without a full postcode",
    "outward": "The outward part of the postcode, such as DH1",
    "number": "A whole number",
    "choice": "One of a list",
    "school": "Name or address of a school",
}


@needs(SUPPLY)
def exchange_not_supplied(request: Request, key: str, start: str) -> HttpResponse:
    """Say that an item is not supplied, and why."""
    cell = _cell_or_404(request, key, start)
    form = NotSuppliedForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.say_not_supplied(
            partnership=request.partnership, item=cell.item, quarter=cell.quarter,
            by=request.user, **form.cleaned_data,
        ),
    ):  # fmt: skip
        messages.success(request, "Your reason stands in the grid.")
        return redirect("exchange_cell", key, start)
    back = reverse("exchange_cell", args=[key, start])
    return render(request, "sources/exchange/form.html", {"form": form, "cell": cell, "back": back})


@needs("sources.validate_exchange")
@require_POST
def exchange_validate(request: Request, key: str, start: str) -> HttpResponse:
    """Validate what was received."""
    cell = _cell_or_404(request, key, start)
    if cell.newest is None:
        raise Http404
    try:
        changes.validate(supply=cell.newest, by=request.user)
        messages.success(request, "Validated. Its counts may be used onward.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("exchange_cell", key, start)


@needs("sources.read")
def exchange_template(request: Request, key: str) -> HttpResponse:
    """The empty file of an item."""
    found = next((one for one in exchange().items if one.key == key and one.columns), None)
    if found is None:
        raise Http404
    answer = HttpResponse(found.template(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return answer
