"""Conditions of a case type against its questions: each must exist and be comparable so."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from goldenthread.casework.types.conditions import Compare, comparisons, parse
from goldenthread.casework.types.forms import Question
from goldenthread.casework.types.model import CaseType
from goldenthread.declared import DeclaredItem, nearest


def mistakes(of: CaseType) -> Iterator[str]:
    """Tell of every condition on an unknown question, or on a value it cannot have."""
    everything = of.questions | numbers_of_entries(of)
    for items in (of.transitions, of.clocks, of.tasks, of.kept, of.counts):
        for one in items:
            yield from _wrong(one, "when", one.when, everything)
    before: dict[str, Question] = {}
    for form in of.forms:
        for question in form.questions:
            yield from _asked(question, before, of.questions)
            before[question.id] = question


def numbers_of_entries(of: CaseType) -> dict[str, Question]:
    """Give each log as the question how many entries it has, as conditions ask it."""
    return {
        one.id: Question(id=one.id, ask=f"How many entries: {one.name}", type="number")
        for one in of.logs
    }


def _asked(
    one: Question, before: Mapping[str, Question], everything: Mapping[str, Question]
) -> Iterator[str]:
    if not one.ask_when:
        return
    later = [
        c.field
        for c in comparisons(parse(one.ask_when))
        if c.field in everything and c.field not in before
    ]
    if later:
        what = f'"{later[0]}" is asked after it or is itself. Ask it earlier.'
        yield str(one.mistake("ask_when", what))
    yield from _wrong(one, "ask_when", one.ask_when, everything)


def _wrong(
    item: DeclaredItem, key: str, condition: str, questions: Mapping[str, Question]
) -> Iterator[str]:
    if not condition:
        return
    for one in comparisons(parse(condition)):
        question = questions.get(one.field)
        if question is None:
            what = f'"{one.field}" is no question here. {nearest(one.field, questions)}'
            yield str(item.mistake(key, what))
        elif what := _incomparable(one, question):
            yield str(item.mistake(key, what))


def _incomparable(one: Compare, question: Question) -> str:
    """Say why a question cannot be compared so; empty where it can."""
    if one.sign == "answered":
        return ""
    if (one.sign == "includes") != (question.type == "choices"):
        wants = "includes" if question.type == "choices" else "= or !="
        return f'"{one.field}" is a {question.type}: compare it with {wants}.'
    if question.values:
        return _no_choice(one, question)
    kinds = {"number": Decimal, "date": date}
    if question.type not in kinds:
        return f'"{one.field}" is {question.type}: it can only be "answered" or not.'
    if not isinstance(one.value, kinds[question.type]):
        written = "a number" if question.type == "number" else "a day such as 2026-03-10"
        return f'"{one.field}" is a {question.type}: compare it with {written}.'
    return ""


def _no_choice(one: Compare, question: Question) -> str:
    if one.sign in ("<", "<=", ">", ">="):
        return f'"{one.field}" is chosen from a list: compare it with = or !=.'
    if str(one.value) not in question.values:
        near = nearest(str(one.value), question.values)
        return f'"{one.value}" is no answer to "{one.field}". {near}'
    return ""
