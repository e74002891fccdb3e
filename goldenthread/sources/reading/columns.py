"""What one column of a published table may hold, declared, and checked value by value.

The engine checks whole columns; what it asks of each different value is asked here, and where a
block is wrong the same questions, asked row by row, say which line and column it is.
"""

import re
from datetime import date, datetime, time
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from goldenthread.declared import DeclaredItem, nearest
from goldenthread.sources.reading import vintages

LONGEST_VALUE = 500  # characters; what no published value reaches

Type = Literal[
    "text", "id", "choice", "whole", "number", "percent", "date", "month", "year",
    "financial year", "moment", "time", "yes or no",
]  # fmt: skip
Written = Literal["1234", "1,234", "1234.0", "yyyy-mm-dd", "dd/mm/yyyy", "TRUE/FALSE",
                  "True/False"]  # fmt: skip
FORMS: dict[str, tuple[str, ...]] = {
    "whole": ("1234", "1,234", "1234.0"),
    "date": ("yyyy-mm-dd", "dd/mm/yyyy"),
    "yes or no": ("True/False", "TRUE/FALSE"),
}
NUMBERS = ("whole", "number", "percent")

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WHOLE = {
    "1234": re.compile(r"-?[0-9]+"),
    "1,234": re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})*"),
    "1234.0": re.compile(r"-?[0-9]+(?:\.0+)?"),
}
_DATE = {
    "yyyy-mm-dd": (re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), "%Y-%m-%d"),
    "dd/mm/yyyy": (re.compile(r"\d\d/\d\d/\d{4}", re.ASCII), "%d/%m/%Y"),
}
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_FINANCIAL_YEAR = re.compile(r"(\d{4})/(\d\d)", re.ASCII)


class Column(DeclaredItem):
    """One column: its name as published, and what may stand in it.

    name: as published; it may be empty where the publisher left it so. as: its name in the lake.
    each: a run of columns named by numbers, first and last, such as single years of age.
    missing: what stands there for "not known". written: how, where there are several ways.
    least, most: bounds, both included. area: which codes they are, such as "LSOA 2011".
    """

    name: str = ""
    short: str = Field(default="", alias="as")
    each: tuple[int, int] | None = None
    type: Type = "text"
    written: Written | None = None
    blank: bool = False
    missing: list[str] = []
    least: float | None = None
    most: float | None = None
    choices: list[str] | dict[str, str] = []
    pattern: str = ""
    length: int | None = None
    area: vintages.Kind | None = None
    means: str = ""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.written and self.written not in FORMS.get(self.type, ()):
            raise ValueError(f'a column of type "{self.type}" is not written "{self.written}"')
        if self.type == "choice" and not self.choices:
            raise ValueError("a choice needs its choices")
        if (self.least is not None or self.most is not None) and self.type not in NUMBERS:
            raise ValueError(f'bounds are for numbers, not for a column of type "{self.type}"')
        if self.each and "{}" not in self.short:
            raise ValueError('a run of columns is kept "as" a name with {} in it, such as age_{}')
        try:
            re.compile(self.pattern)
        except re.error as why:
            raise ValueError(f"the pattern cannot be read: {why}") from None
        return self

    def columns(self) -> list["Column"]:
        """Give the column itself, or every column of its run."""
        if self.each is None:
            return [self]
        first, last = self.each
        alone = {"each": None}
        return [
            self.model_copy(update=alone | {"name": str(n), "short": self.short.format(n)})
            for n in range(first, last + 1)
        ]

    @property
    def lake_name(self) -> str:
        """Its name in the lake: letters, digits and underscores."""
        return self.short or re.sub(r"[^a-z0-9]+", "_", self.name.lower()).strip("_")

    @property
    def low(self) -> float | None:
        """The least it may be."""
        return 0.0 if self.least is None and self.type == "percent" else self.least

    @property
    def high(self) -> float | None:
        """The most it may be."""
        return 100.0 if self.most is None and self.type == "percent" else self.most

    @property
    def how(self) -> str:
        """How its values are written."""
        return self.written or FORMS.get(self.type, ("",))[0]

    def is_missing(self, said: str) -> bool:
        """Whether a value says that nothing is known."""
        return said == "" or said in self.missing

    def fault(self, said: str) -> str:
        """Say what is wrong with a value; "" where it may stand."""
        if said == "" and not self.blank and "" not in self.missing:
            return "is empty, and a value must stand here"
        if self.is_missing(said):
            return ""
        if len(said) > LONGEST_VALUE:
            return f"the value is longer than {LONGEST_VALUE} characters"
        if self.type in NUMBERS:
            return self._fault_of_number(said)
        return self._fault_of_form(said) or self._fault_of_code(said)

    def _fault_of_number(self, said: str) -> str:
        form = _WHOLE[self.how] if self.type == "whole" else _NUMBER
        if not form.fullmatch(said):
            kind = "a whole number" if self.type == "whole" else "a number"
            written = f' written like "{self.how}"' if self.how not in ("", "1234") else ""
            return f'"{said[:40]}" is not {kind}{written}'
        return self.beyond(float(said.replace(",", "")), said)

    def beyond(self, value: float, said: str) -> str:
        """Say that a number lies outside its bounds; "" where it lies within."""
        if self.low is not None and value < self.low:
            return f"{said[:40]} is less than {self.low:,g}, the least that can be"
        if self.high is not None and value > self.high:
            unit = " per cent" if self.type == "percent" else ""
            return f"{said[:40]} is more than {self.high:,g}{unit}, the most that can be"
        return ""

    def _fault_of_form(self, said: str) -> str:
        try:
            self._parsed(said)
        except ValueError:
            how = _EXAMPLES.get(self.type) or self.how.replace("/", " or ", 1)
            how = self.how if self.type == "date" else how
            return f'"{said[:40]}" is not {_CALLED[self.type]} written like "{how}"'
        return ""

    def _fault_of_code(self, said: str) -> str:
        if self.choices and said not in self.choices:
            return f'"{said[:60]}" is not known here. {nearest(said, self.choices)}'
        if self.length is not None and len(said) != self.length:
            return f'"{said[:40]}" is not {self.length} characters long'
        if self.pattern and not re.fullmatch(self.pattern, said):
            return f'"{said[:40]}" does not have the form of this column, {self.pattern}'
        return vintages.fault(said, self.area) if self.area else ""

    def value(self, said: str) -> Any:
        """Give a value that may stand as what it means; None for what is not known."""
        return None if self.is_missing(said) else self._parsed(said)

    def _parsed(self, said: str) -> Any:
        if self.type in NUMBERS:
            number = float(said.replace(",", ""))
            return int(number) if self.type == "whole" else number
        return _PARSE.get(self.type, lambda text, _: text)(said, self.how)


def _date(said: str, how: str) -> date:
    form, read = _DATE[how]
    if not form.fullmatch(said):
        raise ValueError(said)
    return datetime.strptime(said, read).date()  # noqa: DTZ007 - a day has no zone


def _month(said: str, _: str) -> date:
    found = _MONTH.fullmatch(said)
    if not found:
        raise ValueError(said)
    return date(int(found[1]), int(found[2]), 1)


def _year(said: str, _: str) -> int:
    if not re.fullmatch(r"(?:18|19|20)\d\d", said, re.ASCII):
        raise ValueError(said)
    return int(said)


def _financial_year(said: str, _: str) -> str:
    found = _FINANCIAL_YEAR.fullmatch(said)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise ValueError(said)
    return said


def _moment(said: str, _: str) -> datetime:
    made = datetime.fromisoformat(said)
    if made.tzinfo is None or len(said) < 20:
        raise ValueError(said)
    return made


def _time(said: str, _: str) -> time:
    if not re.fullmatch(r"\d\d:\d\d", said, re.ASCII):
        raise ValueError(said)
    return time.fromisoformat(said)


def _yes_or_no(said: str, how: str) -> bool:
    yes, no = how.split("/")
    if said not in (yes, no):
        raise ValueError(said)
    return said == yes


_PARSE: dict[str, Any] = {
    "date": _date, "month": _month, "year": _year, "financial year": _financial_year,
    "moment": _moment, "time": _time, "yes or no": _yes_or_no,
}  # fmt: skip
_EXAMPLES = {
    "month": "2025-01",
    "year": "2025",
    "financial year": "2024/25",
    "moment": "2024-06-01T01:13:00+00:00",
    "time": "16:40",
}
_CALLED = {
    "date": "a day", "month": "a month", "year": "a year", "financial year": "a financial year",
    "moment": "a moment", "time": "a time", "yes or no": "a yes or no",
}  # fmt: skip
