"""A plan as one flat table, for people who write one in a spreadsheet: a row for each part.

The first row says what stands in each column. `key` is a short name of the writer's own by which
other rows say, in `under`, what they stand under; it is used in this file only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pydantic import TypeAdapter, ValidationError

from goldenthread.declared import FirstDay, LastDay, nearest
from goldenthread.sources import sheets
from goldenthread.sources.sheets import Line, Sheet
from goldenthread.strategy import rules
from goldenthread.strategy.exchange.carrying import duties_in, duties_line
from goldenthread.strategy.exchange.outline import (
    ASSURANCE,
    DELIVERABLE,
    FOCUS,
    KINDS,
    MEASURES,
    PRIORITY,
    UNDER,
    Outline,
    Part,
    Stakeholder,
    Value,
)
from goldenthread.tables import FORMULA

TAB = "Plan"
PLAN, VISION, AMBITION, WAY = "plan", "vision", "ambition", "way-of-working"
ROW_KINDS = {
    PLAN: "Plan", VISION: "Vision", AMBITION: "Ambition", WAY: "Way of working",
    **{kind: said for kind, said in KINDS.items() if kind != MEASURES},
}  # fmt: skip
COLUMNS = ("kind", "key", "under", "title", "text", "group", "duties", "starts", "ends")
NEEDED = ("kind", "title")
ALONE = (PLAN, VISION, AMBITION)
MAY_HOLD = {  # which kinds may fill a column that not every row has
    "key": tuple(kind for kind in KINDS if kind != MEASURES),
    "under": tuple(kind for kind in KINDS if kind not in (PRIORITY, MEASURES)),
    "group": (PRIORITY, FOCUS, ASSURANCE),
    "duties": (PRIORITY,),
    "starts": (PLAN,),
    "ends": (PLAN,),
    "text": tuple(kind for kind in ROW_KINDS if kind not in (VISION, AMBITION)),
}
LONGEST = 20_000  # characters of a cell
_DAYS: dict[str, TypeAdapter[date | None]] = {
    "starts": TypeAdapter(FirstDay), "ends": TypeAdapter(LastDay),
}  # fmt: skip
_BY_NAME = {said.casefold(): kind for kind, said in ROW_KINDS.items()} | {
    kind: kind for kind in ROW_KINDS
}


@dataclass(eq=False)
class _Row:
    """A row that was read: what it is, where it stands, what stands over and under it."""

    kind: str
    line: Line
    above: "_Row | None" = None
    parts: list["_Row"] = field(default_factory=list)


def rows_of(outline: Outline) -> Iterator[tuple[str, ...]]:
    """Give a plan as rows below `COLUMNS`, without its measures."""
    yield _row(PLAN, title=outline.title, text=outline.text, starts=_day(outline.starts),
               ends=_day(outline.ends))  # fmt: skip
    if outline.vision:
        yield _row(VISION, title=outline.vision)
    if outline.mission:
        yield _row(AMBITION, title=outline.mission)
    for one in outline.values:
        yield _row(WAY, title=one.name or one.text, text=one.text if one.name else "")
    for number, goal in enumerate(outline.goals, 1):
        yield from _part_rows(goal, f"P{number}", "")


def _part_rows(part: Part, key: str, under: str) -> Iterator[tuple[str, ...]]:
    duties = ", ".join(duties_in(part.other)) if part.kind == PRIORITY else ""
    group = "; ".join(one.name for one in part.stakeholders)
    may_name = part.kind in MAY_HOLD["group"]
    yield _row(part.kind, key=key, under=under, title=part.name or part.text,
               text=part.text if part.name else "", group=group if may_name else "",
               duties=duties)  # fmt: skip
    shown = [one for one in part.parts if one.kind != MEASURES]
    for number, one in enumerate(shown, 1):
        yield from _part_rows(one, f"{key}.{number}", key)


def _row(kind: str, **cells: str) -> tuple[str, ...]:
    told = {"kind": ROW_KINDS[kind], **cells}
    return tuple(_guarded(told.get(column, "").strip()) for column in COLUMNS)


def _guarded(text: str) -> str:
    """Text that no spreadsheet runs as a formula: an apostrophe goes before what looks like one."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def read_flat(content: bytes, name: str) -> Outline:
    """Read a plan's table. Raises CannotDo with file, sheet, row, column and what to do."""
    sheet = sheets.read(name, content, tab=TAB, columns=COLUMNS, needed=NEEDED, words=True,
                        longest=LONGEST)  # fmt: skip
    rows = [row for line in sheet.lines if (row := _known(sheet, line))]
    alone = {kind: _only(sheet, rows, kind) for kind in ALONE}
    _joined(sheet, rows)
    plan = alone[PLAN]
    days = [_read_day(sheet, plan.line, column) if plan else None for column in ("starts", "ends")]
    if not any(row.kind == PRIORITY for row in rows):
        sheet.fault(1, "kind", 'no row is a "Priority". A plan has one or more.')
    sheet.refuse_if_wrong()
    return Outline(
        title=_cell(plan, "title"),
        text=_cell(plan, "text"),
        vision=_cell(alone[VISION], "title"),
        mission=_cell(alone[AMBITION], "title"),
        values=tuple(_value(row) for row in rows if row.kind == WAY),
        goals=tuple(_part(row) for row in rows if row.kind == PRIORITY),
        starts=days[0],
        ends=days[1],
    )


def _cell(row: _Row | None, column: str) -> str:
    return _unguarded(row.line[column]) if row else ""


def _value(row: _Row) -> Value:
    return Value(_cell(row, "title"), _cell(row, "text"))


def _known(sheet: Sheet, line: Line) -> _Row | None:
    """A row of a kind that we know, with a title; faults are noted."""
    said = " ".join(line["kind"].split())
    kind = _BY_NAME.get(said.casefold(), "")
    if not kind:
        known = nearest(said, ROW_KINDS.values())
        what = f'"{said[:40]}" is no part of a plan.' if said else "is empty."
        sheet.fault(line, "kind", f"{what} {known}")
        return None
    if not line["title"]:
        sheet.fault(line, "title", f"is empty. Give the wording of the {said.casefold()}.")
    for column, kinds in MAY_HOLD.items():
        if line[column] and kind not in kinds:
            whose = " or ".join(a_kind(one) for one in kinds[:3])
            more = f" It belongs to {whose}." if len(kinds) <= 3 else ""
            sheet.fault(line, column, f"{a_kind(kind)} has none. Empty the cell.{more}")
    for letter in _letters(line):
        if letter not in rules.DUTIES:
            sheet.fault(line, "duties", f'"{letter[:20]}" is no letter of section 6(1). They are '
                        f"{', '.join(rules.DUTIES)}.")  # fmt: skip
    return _Row(kind, line)


def _letters(line: Line) -> list[str]:
    """The letters of the duties that a row names."""
    return line["duties"].replace(",", " ").replace(";", " ").casefold().split()


def _only(sheet: Sheet, rows: list[_Row], kind: str) -> _Row | None:
    """The one row of a kind of which there is one; a plan must have its own."""
    found = [row for row in rows if row.kind == kind]
    for row in found[1:]:
        sheet.fault(row.line, "kind", f'"{ROW_KINDS[kind]}" stands twice. Keep one.')
    if kind == PLAN and not found:
        sheet.fault(1, "kind", 'no row is the "Plan" itself. Add one with its title.')
    return found[0] if found else None


def _joined(sheet: Sheet, rows: list[_Row]) -> None:
    """Put each row under the one that it names; faults are noted."""
    by_key = _by_key(sheet, rows)
    for row in rows:
        if row.kind in MAY_HOLD["under"]:
            _put_under(sheet, row, by_key)
    for row in rows:
        if row.above and row.above.above and row.above.above.kind == DELIVERABLE:
            sheet.fault(row.line, "under", "a part of a deliverable has no parts of its own. Put "
                        "it under the deliverable.")  # fmt: skip


def _by_key(sheet: Sheet, rows: list[_Row]) -> dict[str, _Row]:
    found: dict[str, _Row] = {}
    for row in rows:
        key = row.line["key"].casefold()
        if key in found:
            sheet.fault(row.line, "key", f'"{row.line["key"][:40]}" stands twice. Keep one.')
        elif key:
            found[key] = row
    return found


def _put_under(sheet: Sheet, row: _Row, by_key: dict[str, _Row]) -> None:
    named = row.line["under"]
    above = by_key.get(named.casefold())
    if above is None:
        what = "is empty. Give the key of what it stands under."
        if named:
            what = f'no row has the key "{named[:40]}". {nearest(named, _keys(by_key))}'
        sheet.fault(row.line, "under", what)
    elif row.kind not in UNDER.get(above.kind, ()):
        sheet.fault(row.line, "under", _may_not(row.kind, above.kind))
    else:
        above.parts.append(row)
        row.above = above


def _keys(by_key: dict[str, _Row]) -> list[str]:
    return [row.line["key"] for row in by_key.values()]


def _may_not(kind: str, above: str) -> str:
    may = " or ".join(a_kind(one) for one, below in UNDER.items() if kind in below)
    said = ROW_KINDS[kind].casefold()
    return f"no {said} stands under {a_kind(above)}, only under {may}."


def a_kind(kind: str) -> str:
    """A kind of row in a sentence: "an aim"."""
    said = ROW_KINDS[kind].casefold()
    return f"{'an' if said[0] in 'aeiou' else 'a'} {said}"


def _part(row: _Row) -> Part:
    named = (one.strip() for one in _cell(row, "group").split(";"))
    return Part(
        row.kind,
        _cell(row, "title"),
        text=_cell(row, "text"),
        stakeholders=tuple(Stakeholder(one, kind="Generic_Group") for one in named if one),
        other=duties_line(_letters(row.line)) if row.kind == PRIORITY else KINDS[row.kind],
        parts=tuple(_part(one) for one in row.parts),
        line=row.line.number,
    )


def _read_day(sheet: Sheet, line: Line, column: str) -> date | None:
    try:
        return _DAYS[column].validate_python(line[column] or None)
    except ValidationError as why:
        sheet.fault(line, column, f"{why.errors()[0]['ctx']['error']}.")
        return None
