"""A file of one item into counts: every row is checked, none is kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csp_analytics.period import Period
from csp_analytics.suppression import suppress_list, suppress_table
from goldenthread.sources import sheets
from goldenthread.sources.exchange import rules
from goldenthread.sources.exchange.declaring import ExchangeItem

ALL = "All"
Counts = list[tuple[str, str, int]]  # category, place, number


def read(name: str, content: bytes, item: ExchangeItem, quarter: Period) -> tuple[Counts, int]:
    """Give what a file of an item counts to, and how many rows it has.

    Raises CannotDo with every mistake, each with its place: columns or values that tell of a
    person (DX-01), full postcodes (DX-05), days outside the quarter, values not foreseen.
    """
    needed = [one.name for one in item.columns if one.needed]
    sheet = sheets.read(
        name, content, tab=item.key, columns=item.names, needed=needed, strange=rules.strange_column
    )
    shapes = [one.shape for one in item.columns]
    for line in sheet.lines:
        for shape in shapes:
            if what := rules.cell_fault(line[shape.name], shape, quarter=quarter):
                sheet.fault(line, shape.name, what)
    sheet.refuse_if_wrong()
    return _counted(sheet, item), len(sheet.lines)


def _counted(sheet: sheets.Sheet, item: ExchangeItem) -> Counts:
    categories = [one for one in item.columns if one.counted and one.kind != "outward"]
    places = [one for one in item.columns if one.counted and one.kind == "outward"]
    sums = next((one.name for one in item.columns if one.sums), "")
    found: Counter[tuple[str, str]] = Counter()
    for line in sheet.lines:
        category = line[categories[0].name].casefold() if categories else ALL
        place = line[places[0].name].upper() if places else ALL
        found[category, place] += int(line[sums]) if sums else 1
    return [(*key, number) for key, number in sorted(found.items())]


@dataclass(frozen=True)
class Shown:
    """Counts as they may be used onward: None where fewer than 5 stand behind one (PUB-02)."""

    places: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    held_back: int


def onward(counts: Sequence[Sequence]) -> Shown:
    """Hold small counts back, and enough others that no total gives them away (PUB-02)."""
    categories = sorted({str(one[0]) for one in counts})
    places = sorted({str(one[1]) for one in counts})
    numbers = np.zeros((len(categories), len(places)), dtype=np.int64)
    for category, place, number in counts:
        numbers[categories.index(str(category)), places.index(str(place))] = int(number)
    hidden = _hidden(numbers)
    rows = tuple(
        (
            category,
            tuple(None if gone else int(number) for number, gone in zip(row, mask, strict=True)),
        )
        for category, row, mask in zip(categories, numbers, hidden, strict=True)
    )
    return Shown(tuple(places), rows, int(hidden.sum()))


def _hidden(numbers: np.ndarray) -> np.ndarray:
    if numbers.size == 0:
        return np.zeros(numbers.shape, dtype=bool)
    if 1 in numbers.shape:
        cells = suppress_list(numbers.ravel(), threshold=rules.SMALL).cells
        return np.asarray(cells).reshape(numbers.shape)
    return np.asarray(suppress_table(numbers, threshold=rules.SMALL).cells)
