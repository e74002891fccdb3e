"""What may be asked along with an address: every parameter, read strictly."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, WithJsonSchema

from csp_analytics.period import Kind
from goldenthread.accounts.rules import RuleBroken
from goldenthread.declared import nearest
from goldenthread.publishing.api import rules

KINDS = (
    Kind.MONTH, Kind.QUARTER, Kind.CALENDAR_QUARTER, Kind.CALENDAR_YEAR, Kind.FINANCIAL_YEAR,
    Kind.YEAR_TO_MONTH,
)  # fmt: skip


def _read(how: Callable[[str], Any]) -> BeforeValidator:
    """Read a parameter, a broken rule being what pydantic tells."""

    def read(value: Any) -> Any:
        try:
            return how(value) if isinstance(value, str) else value
        except RuleBroken as why:
            raise ValueError(str(why)) from None

    return BeforeValidator(read)


def _kind(text: str) -> Kind:
    if text in KINDS:
        return Kind(text)
    raise RuleBroken(f'"{text[:40]}" is no kind of period. {nearest(text[:40], KINDS)}')


def _short(text: str) -> str:
    if text and len(text) <= rules.LONGEST:
        return text
    raise RuleBroken(f"It has {len(text)} characters; write 1 to {rules.LONGEST}, or leave it out.")


_DAY = {"type": "string", "format": "date", "examples": ["2025-04-01"]}
_MOMENT = {
    "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}],
    "examples": ["2026-03-31", "2026-03-31T12:00:00Z"],
}
_TEXT = {"type": "string", "minLength": 1, "maxLength": rules.LONGEST}
_LIMIT = {
    "type": "integer", "minimum": 1, "maximum": rules.MOST_ON_A_PAGE,
    "default": rules.ON_A_PAGE,
}  # fmt: skip
Day = Annotated[date | None, _read(rules.read_day), WithJsonSchema(_DAY)]
Moment = Annotated[date | datetime | None, _read(rules.read_moment), WithJsonSchema(_MOMENT)]
Text = Annotated[str | None, _read(_short), WithJsonSchema(_TEXT)]
Limit = Annotated[int, _read(rules.read_limit), WithJsonSchema(_LIMIT)]
Kinds = Annotated[
    Kind | None, _read(_kind), WithJsonSchema({"type": "string", "enum": [*map(str, KINDS)]})
]


def _may(meaning: str, default: Any = None, **more: Any) -> Any:
    return Field(default, description=meaning, **more)


class Paging(Schema):
    """Which page of a list."""

    model_config: ClassVar[ConfigDict] = ConfigDict(populate_by_name=True)

    limit: Limit = _may("How many a page holds at most", rules.ON_A_PAGE)
    cursor: Text = _may("From the address of the next page; leave it out for the first")


class Observed(Paging):
    """Which observations of an indicator."""

    area: Text = _may("Code of an area; left out, every area with figures")
    period_kind: Kinds = _may(
        "Months are added up to it, where none is missing; left out, months, or else the "
        "periods that the source states"
    )
    since: Day = _may("Only periods that begin on this day or later", alias="from")
    until: Day = _may("Only periods that end on this day or earlier", alias="to")
    as_of: Moment = _may(
        "As it was known then: at the end of a day, or at a moment with its distance from UTC; "
        "left out, now"
    )
