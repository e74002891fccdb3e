"""The forms of a case type: typed questions, some of them asked only under a condition."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import (
    AfterValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from goldenthread.casework.types.conditions import parse
from goldenthread.declared import DeclaredItem


@dataclass(frozen=True)
class Worded:
    """A text that must have a form, refused with a sentence in place of the pattern."""

    pattern: str
    what: str

    def check(self, text: str) -> str:
        """Give the text back. Raises ValueError where it has not the form."""
        if not re.fullmatch(self.pattern, text):
            raise ValueError(f'"{text[:60]}" is not {self.what}')
        return text

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return handler(schema) | {"pattern": f"^{self.pattern}$"}


_AN_ID = "an id: small letters, digits and underscores, a letter first, such as danger_now"
Id: TypeAlias = Annotated[str, Worded(r"[a-z][a-z0-9_]{0,59}", _AN_ID)]
CHOSEN = ("choice", "choices")


def _condition(text: str) -> str:
    if text:
        parse(text)
    return text


Condition = Annotated[str, AfterValidator(_condition)]  # "" always holds


class Question(DeclaredItem):
    """One question: what is asked, the type of its answer, and when it is asked at all.

    stop: what is shown instead of the rest of the form where the answer is yes (RPT-01).
    party: whose name the answer is (a person), or how to reach them (a contact).
    least, most: between which a number lies, both included.
    """

    id: Id
    ask: Annotated[str, Field(min_length=3, max_length=300)]
    type: Literal[
        "text", "long_text", "yes_no", "choice", "choices", "date", "date_time",
        "number", "place", "person", "contact", "complaints",
    ]  # fmt: skip
    help: str = ""
    choices: dict[str, str] = {}
    required: bool = False
    ask_when: Condition = ""
    stop: str = ""
    party: Id | None = None
    least: int | None = None
    most: int | None = None

    @model_validator(mode="after")
    def _choices_where_chosen(self) -> Self:
        if self.type in CHOSEN and len(self.choices) < 2:
            raise ValueError(f'"{self.id}" is chosen from a list: give two choices or more')
        if self.type not in CHOSEN and self.choices:
            raise ValueError(f'"{self.id}" is not chosen from a list: leave the choices out')
        if self.stop and self.type != "yes_no":
            raise ValueError(f'"{self.id}" can stop a form only if it is answered yes or no')
        if self.party and self.type not in ("person", "contact"):
            raise ValueError(f'"{self.id}" names a party, so its type is person or contact')
        if self.type != "number" and (self.least, self.most) != (None, None):
            raise ValueError(f'"{self.id}" is no number: leave least and most out')
        return self

    def fits(self, number: Decimal) -> bool:
        """Say whether a number lies where the answer may lie."""
        least, most = self.least, self.most
        return (least is None or number >= least) and (most is None or number <= most)

    @property
    def values(self) -> tuple[str, ...]:
        """What may be answered, where that is a closed list."""
        return ("yes", "no") if self.type == "yes_no" else tuple(self.choices)


class Form(DeclaredItem):
    """Questions that are answered together. at: stages; by: roles or parties.

    check_answers: whether all answers are shown once more before they are sent.
    again: filled in as often as there is something to add, as a log is; each entry is kept and
        shown. In a condition its id stands for how often it was.
    """

    id: Id
    name: Annotated[str, Field(min_length=2, max_length=300)]
    at: list[Id] = Field(min_length=1)
    by: list[Id] = Field(min_length=1)
    check_answers: bool = True
    again: bool = False
    questions: list[Question] = Field(min_length=1)
