"""The tiny language of conditions in a case type: `danger = no and (noise = yes or age < 18)`.

A condition compares answers with values, joined by and, or, not and brackets. It is read into a
tree and worked out by us: nothing in it is ever run as code. A comparison with a question that
has no answer is false; `is answered` asks for just that.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

LONGEST, DEEPEST = 500, 12  # characters, brackets in brackets

Value: TypeAlias = str | Decimal | date
Answer: TypeAlias = str | int | Decimal | date | frozenset[str] | None

_PART = re.compile(
    r"""\s*(?:
      (?P<quoted>"[^"]*") | (?P<day>\d{4}-\d{2}-\d{2}(?![\w-]))
    | (?P<number>-?\d+(?:\.\d+)?(?![\w.-]))
    | (?P<sign>!=|<=|>=|=|<|>) | (?P<bracket>[()]) | (?P<word>[A-Za-z_][A-Za-z0-9_]*) )""",
    re.VERBOSE | re.ASCII,
)
_ORDER = ("<", "<=", ">", ">=")
_KEPT = frozenset({"and", "or", "not", "is", "includes"})


@dataclass(frozen=True)
class Compare:
    """One comparison: a question, a sign, a value. sign: = != < <= > >= includes answered."""

    field: str
    sign: str
    value: Value = ""


@dataclass(frozen=True)
class Not:
    """The opposite of a condition."""

    of: "Condition"


@dataclass(frozen=True)
class Both:
    """Two conditions that must both hold, or, where `either`, one of them."""

    left: "Condition"
    right: "Condition"
    either: bool = False


Condition: TypeAlias = Compare | Not | Both


@lru_cache(maxsize=2_000)
def parse(text: str) -> Condition:
    """Read a condition. Raises ValueError with a sentence that says where it is wrong."""
    if len(text) > LONGEST:
        raise ValueError(f"a condition has at most {LONGEST} characters, not {len(text)}")
    reader = _Reader(list(_parts(text)))
    found = reader.either(0)
    if reader.more:
        raise ValueError(f'"{reader.next_text}" stands where "and", "or" or the end should')
    return found


def comparisons(condition: Condition) -> Iterator[Compare]:
    """Give every comparison in a condition, from left to right."""
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, Not):
        yield from comparisons(condition.of)
    else:
        yield from comparisons(condition.left)
        yield from comparisons(condition.right)


def holds(condition: Condition, answers: Mapping[str, Answer]) -> bool:
    """Work a condition out over answers, by the id of the question."""
    if isinstance(condition, Not):
        return not holds(condition.of, answers)
    if isinstance(condition, Both):
        left = holds(condition.left, answers)
        if left is condition.either:
            return left
        return holds(condition.right, answers)
    return _compares(condition, answers.get(condition.field))


def _compares(one: Compare, answer: Answer) -> bool:
    given = answer not in (None, "", frozenset())
    if one.sign == "answered" or not given:
        return given and one.sign == "answered"
    if one.sign == "includes":
        return isinstance(answer, frozenset) and one.value in answer
    if one.sign in ("=", "!="):
        return _same(answer, one.value) is (one.sign == "=")
    return _in_order(answer, one)


def _same(answer: Answer, value: Value) -> bool:
    if isinstance(answer, int) and not isinstance(answer, bool):
        answer = Decimal(answer)
    return type(answer) is type(value) and answer == value


def _in_order(answer: Answer, one: Compare) -> bool:
    found = _sign_between(answer, one.value)
    return bool(found) and found in one.sign  # "=" stands in "<=", as "<" does


def _sign_between(answer: Answer, value: Value) -> str:
    """Give <, = or > as an answer stands to a value of its kind; empty where kinds differ."""
    if isinstance(answer, date) and isinstance(value, date):
        return "<" if answer < value else ">" if answer > value else "="
    if isinstance(answer, int | Decimal) and isinstance(value, Decimal):
        return "<" if answer < value else ">" if answer > value else "="
    return ""


def _parts(text: str) -> Iterator[tuple[str, str]]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _PART.match(text, at)
        if not found:
            shown = text[at:].strip()[:20]
            raise ValueError(f'"{shown}" cannot be read; text of several words goes in "quotes"')
        yield str(found.lastgroup), found.group().strip()
        at = found.end()


class _Reader:
    """Reads parts of a condition from left to right."""

    def __init__(self, parts: list[tuple[str, str]]) -> None:
        self._parts, self._at = parts, 0

    @property
    def more(self) -> bool:
        return self._at < len(self._parts)

    @property
    def next_text(self) -> str:
        return self._parts[self._at][1] if self.more else "the end"

    def _take(self, *texts: str) -> bool:
        taken = self.more and self._parts[self._at][0] != "quoted" and self.next_text in texts
        self._at += taken
        return taken

    def either(self, depth: int) -> Condition:
        left = self._both(depth)
        while self._take("or"):
            left = Both(left, self._both(depth), either=True)
        return left

    def _both(self, depth: int) -> Condition:
        left = self._one(depth)
        while self._take("and"):
            left = Both(left, self._one(depth))
        return left

    def _one(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise ValueError(f"a condition has brackets and nots at most {DEEPEST} deep")
        if self._take("not"):
            return Not(self._one(depth + 1))
        if self._take("("):
            inner = self.either(depth + 1)
            if not self._take(")"):
                raise ValueError(f'a bracket is not closed before "{self.next_text}"')
            return inner
        return self._comparison()

    def _comparison(self) -> Condition:
        field = self._word("the id of a question")
        if self._take("is"):
            opposite = self._take("not")
            if not self._take("answered"):
                raise ValueError(f'after "{field} is" comes "answered" or "not answered"')
            asked = Compare(field, "answered")
            return Not(asked) if opposite else asked
        if self._take("includes"):
            return Compare(field, "includes", self._word(f'a choice after "{field} includes"'))
        sign = self.next_text
        if not self._take("=", "!=", *_ORDER):
            raise ValueError(f'after "{field}" comes =, !=, <, <=, >, >=, "includes" or "is"')
        return self._valued(field, sign)

    def _word(self, what: str) -> str:
        if not self.more or self._parts[self._at][0] != "word" or self.next_text in _KEPT:
            raise ValueError(f'"{self.next_text}" stands where {what} should')
        self._at += 1
        return self._parts[self._at - 1][1]

    def _valued(self, field: str, sign: str) -> Compare:
        kind, text = self._parts[self._at] if self.more else ("", "the end")
        if kind in ("", "sign", "bracket") or (kind == "word" and text in _KEPT):
            raise ValueError(f'"{text}" stands where a value for "{field}" should')
        self._at += 1
        value: Value = text.strip('"')
        if kind == "number":
            value = Decimal(text)
        elif kind == "day":
            value = date.fromisoformat(text)
        elif sign in _ORDER:
            raise ValueError(f'"{field} {sign}" needs a number or a day such as 2026-03-10')
        return Compare(field, sign, value)
