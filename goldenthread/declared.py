"""Reading what is declared as YAML: into a checked model, or a sentence saying where it is wrong.

Every room that loads declared files reads them here. A mistake names the file, the line, the
key, what is wrong and what to do; several mistakes in one file are told together.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError
from rapidfuzz import fuzz, process

from csp_analytics.period import Period, PeriodError
from goldenthread.commands import CannotDo

PROJECT = Path(__file__).resolve().parent.parent
DEEPEST, LARGEST, MOST_TOLD = 40, 5_000_000, 10  # levels, bytes, mistakes told of one file


_COMMA = "It looks like text after a comma: put the whole text in quotes."


class Placed(dict[str, Any]):
    """A mapping of a declared file that remembers where it and each of its keys stand."""

    file: str = ""
    line: int = 1
    lines: dict[str, int]


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: lines of a document, or a rule of the rule book.

    document: its short name ("002"), or "rules". first, last: lines, counted from 1.
    """

    document: str
    first: int = 0
    last: int = 0
    rule: str = ""

    def __str__(self) -> str:
        if self.rule:
            return f"{self.document}:{self.rule}"
        lines = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.document}:{lines}"

    @classmethod
    def parse(cls, text: str, *, document: str = "") -> Self:
        """Read "352", "352-354", "001:115" or "rules:CSP-01". Raises ValueError otherwise.

        document: which one is meant where the text names none.
        """
        named, _, lines = text.strip().rpartition(":")
        if named == "rules":
            return cls(named, rule=lines)
        first, dash, last = lines.partition("-")
        if not (first.isascii() and first.isdigit()) or (dash and not last.isdigit()):
            raise ValueError(f'"{text}" is no place. Write "352", "352-354" or "001:115".')
        where = named or document
        if not where:
            raise ValueError(f'"{text}" does not say in which document. Write "001:{lines}".')
        place = cls(where, int(first), int(last or first))
        if not 1 <= place.first <= place.last:
            raise ValueError(
                f'"{text}" is no place: lines count from 1, the first before the last.'
            )
        return place


def _places(given: Any, info: ValidationInfo) -> tuple[Place, ...]:
    document = (info.context or {}).get("document", "")
    texts = given if isinstance(given, list) else [given]
    wrong = [text for text in texts if not isinstance(text, str | int) or isinstance(text, bool)]
    if wrong:
        raise ValueError('a place is text in quotes, such as "352-354", or a list of such')
    return tuple(Place.parse(str(text), document=document) for text in texts)


Places = Annotated[tuple[Place, ...], BeforeValidator(_places)]


def _day(given: Any, pick: Callable[[Period], date]) -> date | None:
    if given is None or isinstance(given, date):
        return given
    try:
        text = str(given)
        looks_iso = len(text) == 7 and text[4:5] == "-"
        if len(text) == 10:
            return date.fromisoformat(text)
        return pick(Period.from_iso_month(text) if looks_iso else Period.parse(text))
    except (ValueError, PeriodError) as why:
        known = '"2021-06-30", "2021-06" or "June 2021"'
        raise ValueError(f'"{given}" is no day: write {known}') from why


# A day known only to its month or year: the first, or the last, that it could be.
FirstDay = Annotated[date | None, BeforeValidator(lambda given: _day(given, lambda p: p.start))]
LastDay = Annotated[date | None, BeforeValidator(lambda given: _day(given, lambda p: p.end))]


class DeclaredItem(BaseModel):
    """What a declared file may hold at one place. Unknown keys are refused, the nearest named."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, coerce_numbers_to_str=False)
    _placed: Placed | None = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _remember_where(cls, data: Any, handler: Any) -> Self:
        if isinstance(data, dict):
            known = [field.alias or name for name, field in cls.model_fields.items()]
            for key in data:
                if key not in known:
                    broken = data[key] is None and " " in str(key)
                    advice = _COMMA if broken else nearest(str(key), known)
                    raise PydanticCustomError(
                        "unknown_key",
                        "is not a key that may stand here. {advice}",
                        {"key": str(key), "advice": advice},
                    )
        made: Self = handler(data)
        if isinstance(data, Placed):
            made._placed = data
        return made

    def mistake(self, key: str, what: str) -> CannotDo:
        """Give the refusal to raise when a value is wrong in a way only the loading can see."""
        placed = self._placed
        if placed is None:
            return CannotDo(f'Key "{key}": {what}')
        return CannotDo(_sentence(placed.file, placed.lines.get(key, placed.line), key, what))


M = TypeVar("M", bound=DeclaredItem)


def read(path: Path, model: type[M]) -> M:
    """Read one declared file into its model.

    Raises CannotDo for anything wrong with it; nothing of it is then used.
    """
    file = said(path)
    return read_text(_text(path, file), model, file=file)


def read_text(text: str, model: type[M], *, file: str) -> M:
    """Read what a declared file says into its model. file: its name, for the mistakes."""
    data = _mapping(text, file)
    document = data.get("document", "")
    try:
        return model.model_validate(data, context={"document": document})
    except ValidationError as why:
        raise CannotDo(_told(file, data, why.errors())) from None


def nearest(word: str, valid: Iterable[str]) -> str:
    """Say which valid value was probably meant, or list them."""
    every = sorted({str(one) for one in valid})
    if not every:
        return "There is none to choose from."
    found = process.extractOne(word, every, scorer=fuzz.WRatio, score_cutoff=70)
    if found:
        return f'Did you mean "{found[0]}"?'
    shown = ", ".join(every[:12]) + (", …" if len(every) > 12 else "")
    return f"Valid here: {shown}."


def said(path: Path) -> str:
    """Name a file as people in the project do: from the project's folder on."""
    resolved = path.resolve()
    return str(resolved.relative_to(PROJECT)) if resolved.is_relative_to(PROJECT) else path.name


def _sentence(file: str, line: int, key: str, what: str) -> str:
    at_key = f', key "{key}"' if key else ""
    return f"{file}, line {line}{at_key}: {what}"


def _text(path: Path, file: str) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise CannotDo(f"{file}: larger than 5 MB. Part it into several files.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = why.object[: why.start].count(b"\n") + 1
        raise CannotDo(_sentence(file, line, "", "is not UTF-8. Save the file as UTF-8.")) from None
    except OSError as why:
        raise CannotDo(f"{file}: cannot be read ({why.strerror}). Check its name.") from None


def _mapping(text: str, file: str) -> Placed:
    """Give a file's mapping with its lines, having refused what is not plain YAML."""
    try:
        _refuse_deep(text, file)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        if node is None:
            raise CannotDo(f"{file}: is empty. Declare something in it or remove it.")
        data = _plain(node, file)
    except yaml.MarkedYAMLError as why:
        line = why.problem_mark.line + 1 if why.problem_mark else 1
        what = f"is not YAML: {why.problem}. Check indents, colons and quotes there."
        raise CannotDo(_sentence(file, line, "", what)) from None
    except (yaml.YAMLError, ValueError) as why:
        what = str(why).splitlines()[0]
        raise CannotDo(f"{file}: cannot be read as YAML: {what}. Check the file.") from None
    if not isinstance(data, Placed):
        raise CannotDo(_sentence(file, 1, "", "must hold keys with values, not a list or a word."))
    return data


def _refuse_deep(text: str, file: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            what = f"uses the alias *{event.anchor}. Write the value out instead."
            raise CannotDo(_sentence(file, _line(event), "", what))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            what = f"is nested deeper than {DEEPEST} levels. Flatten it."
            raise CannotDo(_sentence(file, _line(event), "", what))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


_SCALARS = yaml.SafeLoader("")


def _plain(node: yaml.Node, file: str) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one, file) for one in node.value]
    if isinstance(node, yaml.ScalarNode):
        try:
            return _SCALARS.construct_object(node)
        except (yaml.YAMLError, ValueError, OverflowError):
            what = f'"{node.value[:40]}" cannot be read. Put text in quotes.'
            raise CannotDo(_sentence(file, node.start_mark.line + 1, "", what)) from None
    made = Placed()
    made.file, made.line, made.lines = file, node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in made:
            what = f"stands twice (first on line {made.lines[key]}). Keep one."
            raise CannotDo(_sentence(file, line, key, what))
        made.lines[key] = line
        made[key] = _plain(value_node, file)
    return made


def _told(file: str, data: Placed, errors: list[ErrorDetails]) -> str:
    told = [_one(file, data, error) for error in errors[:MOST_TOLD]]
    if len(errors) > MOST_TOLD:
        told.append(f"{file}: and {len(errors) - MOST_TOLD} more mistakes.")
    return "\n".join(dict.fromkeys(told))


def _one(file: str, data: Placed, error: ErrorDetails) -> str:
    steps = [*error["loc"]]
    extra = (error.get("ctx") or {}).get("key")
    if error["type"] == "unknown_key":
        steps.append(str(extra))
    line, key, at = data.line, "", data
    for step in steps:
        if isinstance(at, Placed) and step in at.lines:
            line, key, at = at.lines[str(step)], str(step), at[str(step)]
        elif isinstance(at, list) and isinstance(step, int) and step < len(at):
            at = at[step]
            line = at.line if isinstance(at, Placed) else line
        elif isinstance(step, str) and error["type"] == "missing":
            key = step
    return _sentence(file, line, key, _wrong(error))


_SAID = {
    "missing": "is missing. Add it.",
    "string_type": "must be text. Put it in quotes.",
    "list_type": "must be a list: [one, two], or one per line after a dash.",
    "tuple_type": "must be a list: [one, two], or one per line after a dash.",
    "model_type": "must hold keys with values.",
    "dict_type": "must hold keys with values.",
    "bool_type": "must be true or false.",
    "bool_parsing": "must be true or false.",
    "int_type": "must be a whole number, without quotes.",
    "int_parsing": "must be a whole number, without quotes.",
    "int_from_float": "must be a whole number.",
    "float_type": "must be a number, without quotes.",
    "float_parsing": "must be a number, without quotes.",
    "decimal_type": "must be a number, without quotes.",
    "decimal_parsing": "must be a number, without quotes.",
    "is_instance_of": "is of the wrong type.",
    "extra_forbidden": "is not a key that may stand here.",
}


def _wrong(error: ErrorDetails) -> str:
    kind, context, given = error["type"], error.get("ctx") or {}, error.get("input")
    if kind == "literal_error":
        valid = [part.strip("' ") for part in context["expected"].replace(" or ", ", ").split(",")]
        return f'"{given}" may not stand here. {nearest(str(given), valid)}'
    if kind == "value_error":
        return f"{str(context['error']).rstrip('.')}."
    return _SAID.get(kind, f"{error['msg'].rstrip('.')}.")
