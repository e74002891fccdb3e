"""An indicator file into rows: all of them right, or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from csp_analytics.period import Period
from goldenthread.commands import CannotDo
from goldenthread.declared import nearest
from goldenthread.indicators.changes import Observed
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.returns import rows
from goldenthread.indicators.returns.rows import Numbers, Wants
from goldenthread.indicators.returns.schema import declared_file
from goldenthread.indicators.rules import HELD
from goldenthread.places import queries as places
from goldenthread.places.models import Area
from goldenthread.sources import sheets
from goldenthread.sources.sheets import Line, Sheet

LONGEST = {"breakdown": 120, "qualifier": 60, "note": 500}
MOST_BYTES = sheets.LARGEST
MOST_LOOKED_UP = 40  # names of areas that no code or name is: enough to see what is wrong


@dataclass(frozen=True)
class Row:
    """One figure as it was sent, checked. place: where it stands in its file."""

    place: str
    indicator: IndicatorDefinition
    area: Area
    period: Period
    breakdown: str
    numbers: Numbers
    qualifier: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it tells of: indicator, area, period and breakdown."""
        return self.indicator.pk, self.area.code, self.period.key, self.breakdown

    def observed(self, status: str = "") -> Observed:
        """Give it as a number to record. status: instead of its own."""
        return Observed(
            indicator=self.indicator.pk,
            area=self.area.code,
            period=self.period,
            breakdown=self.breakdown,
            count=self.numbers.count,
            denominator=self.numbers.denominator,
            value=self.numbers.value,
            status=status or self.numbers.status,
            qualifier=self.qualifier,
            flag=self.note,
            file=1,
        )


@dataclass(frozen=True)
class Asked:
    """The one figure that a request asks for, to which a file may be held."""

    indicator: str
    area: str
    period: Period
    title: str


def wanted(definition: IndicatorDefinition) -> Wants | None:
    """Say which numbers a definition asks for; None where it does not say what it measures."""
    over = definition.denominator.get("dataset", "") in HELD
    return rows.wants(definition.name, definition.measure, over_population=over)


def why_not(definition: IndicatorDefinition) -> str:
    """Say why figures of an indicator cannot be handed in, "" where they can."""
    if dataset := definition.numerator.get("dataset", ""):
        return (
            f"{definition.name} is computed from the data of {dataset.replace('_', ' ')}. Load "
            "those instead."
        )
    if wanted(definition) is None:
        return (
            f"{definition.name}: its definition does not say whether a count, a rate or a "
            "percentage is meant. Settle that first."
        )
    return ""


def read_path(path: Path, *, today: date) -> list[Row]:
    """Read an indicator file from disk. Raises CannotDo with place and remedy."""
    shape = declared_file()
    return _rows(
        sheets.read_path(path, tab=shape.tab, columns=shape.names, needed=shape.needed), today, None
    )


def read(name: str, content: bytes, *, today: date, asked: Asked | None = None) -> list[Row]:
    """Read an indicator file as it was sent.

    asked: the one indicator, area and period that it may tell of, where it answers a request.
    Raises CannotDo with every mistake, each with place and remedy; nothing is then used.
    """
    shape = declared_file()
    sheet = sheets.read(name, content, tab=shape.tab, columns=shape.names, needed=shape.needed)
    return _rows(sheet, today, asked)


def _rows(sheet: Sheet, today: date, asked: Asked | None) -> list[Row]:
    reader = _Reader(sheet, today, asked)
    found = [reader.row(line) for line in sheet.lines]
    sheet.refuse_if_wrong()
    kept = [one for one in found if one is not None]
    refuse_twice(kept)
    return kept


def refuse_twice(every: Iterable[Row]) -> None:
    """Refuse rows that tell of the same thing, naming both places."""
    first: dict[tuple[str, ...], Row] = {}
    for one in every:
        known = first.setdefault(one.key, one)
        if known is not one:
            raise CannotDo(
                f"{one.place}: tells of {one.indicator.name}, {one.area}, {one.period} a second "
                f"time, after {known.place}. Keep one of them."
            )


class _Reader:
    """Reads rows of one sheet; remembers what it has looked up for all of them."""

    def __init__(self, sheet: Sheet, today: date, asked: Asked | None) -> None:
        self.sheet, self.today, self.asked = sheet, today, asked
        self.definitions: dict[str, IndicatorDefinition] = IndicatorDefinition.objects.in_bulk()
        self.areas = _areas(sheet)

    def row(self, line: Line) -> Row | None:
        """Give the row of a line, or None after its mistakes were noted."""
        before = len(self.sheet.faults)
        definition, area = self._definition(line), self._area(line)
        period = self._period(line)
        for column, most in LONGEST.items():
            if len(line[column]) > most:
                what = f"holds {len(line[column])} characters; at most {most} may stand there."
                self.sheet.fault(line, column, what)
        if definition is None or area is None or period is None:
            return None
        asked = wanted(definition)
        assert asked is not None  # _definition has refused it otherwise
        numbers, faults = rows.check(line.cells, asked)
        for column, what in faults.items():
            self.sheet.fault(line, column, what)
        self._check_asked(line, definition, area, period)
        if len(self.sheet.faults) > before:
            return None
        return Row(
            place=self.sheet.place(line),
            indicator=definition,
            area=area,
            period=period,
            breakdown=line["breakdown"],
            numbers=numbers,
            qualifier=line["qualifier"],
            note=line["note"],
        )

    def _definition(self, line: Line) -> IndicatorDefinition | None:
        asked = line["indicator"]
        found = self.definitions.get(asked)
        if not asked:
            self.sheet.fault(line, "indicator", "is empty. Write the indicator's short name.")
        elif found is None:
            near = nearest(asked, self.definitions)
            self.sheet.fault(line, "indicator", f'no indicator is named "{asked[:60]}". {near}')
        elif why := why_not(found):
            self.sheet.fault(line, "indicator", why)
            return None
        return found

    def _area(self, line: Line) -> Area | None:
        asked = line["area"]
        if not asked:
            self.sheet.fault(line, "area", "is empty. Write the area's code or its name.")
            return None
        if asked not in self.areas:
            self.areas[asked] = self._looked_up(asked)
        found = self.areas[asked]
        if isinstance(found, str):
            self.sheet.fault(line, "area", found)
            return None
        return found

    def _looked_up(self, asked: str) -> Area | str:
        if sum(isinstance(one, str) for one in self.areas.values()) >= MOST_LOOKED_UP:
            return f'no area is known as "{asked[:60]}".'
        try:
            found = places.area(asked)
        except CannotDo as why:
            return str(why)
        return "is not an area. Write its code or its name." if found.kind == "unstated" else found

    def _period(self, line: Line) -> Period | None:
        try:
            return rows.period(line["period"], today=self.today)
        except ValueError as why:
            self.sheet.fault(line, "period", str(why))
            return None

    def _check_asked(
        self, line: Line, definition: IndicatorDefinition, area: Area, period: Period
    ) -> None:
        """Hold a row to what was asked for."""
        if self.asked is None:
            return
        pairs = (
            ("indicator", definition.pk, self.asked.indicator),
            ("area", area.code, self.asked.area),
            ("period", str(period), str(self.asked.period)),
        )
        for column, given, meant in pairs:
            if given != meant:
                what = f'"{given}" was not asked for here: {self.asked.title} asks for "{meant}".'
                self.sheet.fault(line, column, what)


def _areas(sheet: Sheet) -> dict[str, Area | str]:
    """Give the areas that the sheet names by code, read together."""
    codes = {line["area"] for line in sheet.lines}
    found = Area.objects.exclude(kind="unstated").in_bulk(list(codes), field_name="code")
    return dict(found)
