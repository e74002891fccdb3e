"""The prescribed items as declared in definitions/exchange/items.yaml."""

import csv
import io
from datetime import date
from functools import cache
from typing import Literal

from django.conf import settings

from goldenthread.commands import CannotDo
from goldenthread.declared import DeclaredItem, nearest, read
from goldenthread.sources.exchange.rules import HOLDERS, Shape

SOURCE = "prescribed_exchange"


class DeclaredColumn(DeclaredItem):
    """One column of an item. counted: rows are counted by it. sums: its numbers are the counts."""

    name: str
    kind: Literal["text", "date", "time", "place", "outward", "number", "choice", "school"]
    needed: bool = False
    counted: bool = False
    sums: bool = False
    choices: list[str] = []

    @property
    def shape(self) -> Shape:
        """What it holds."""
        return Shape(
            self.name, self.kind, self.needed, tuple(one.casefold() for one in self.choices)
        )


class ExchangeItem(DeclaredItem):
    """One prescribed item: who holds it, what it is, its columns, and how surely it is known."""

    number: int
    key: str
    holder: Literal["police", "fire", "council", "health", "probation"]
    title: str
    provenance: Literal["A", "B", "C"]
    in_force: bool = True
    note: str = ""
    columns: list[DeclaredColumn] = []

    @property
    def holder_name(self) -> str:
        """Who holds it, in words."""
        return HOLDERS[self.holder]

    @property
    def names(self) -> list[str]:
        """Its columns in order."""
        return [one.name for one in self.columns]

    def template(self) -> bytes:
        """Give an empty file to fill in."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerow(self.names)
        return ("\ufeff" + text.getvalue()).encode()


class Exchange(DeclaredItem):
    """definitions/exchange/items.yaml."""

    first_quarter: date
    items: list[ExchangeItem]


@cache
def exchange() -> Exchange:
    """Read the declaration, once. Raises CannotDo where it is wrong."""
    return read(settings.DEFINITIONS_DIR / "exchange" / "items.yaml", Exchange)


def item(key: str) -> ExchangeItem:
    """Give one item. Raises CannotDo naming the nearest."""
    every = {one.key: one for one in exchange().items}
    if key not in every:
        raise CannotDo(f'No item of the exchange is named "{key[:60]}". {nearest(key, every)}')
    return every[key]
