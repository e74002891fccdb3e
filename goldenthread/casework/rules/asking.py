"""Which questions are asked, in which order, a few at a time: forms as people meet them.

A condition is worked out on the server, so a question that hangs on another is asked on a later
step than that other; nothing needs a script.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.answers import read_answers
from goldenthread.casework.types.conditions import comparisons, holds, parse
from goldenthread.casework.types.forms import Form, Question
from goldenthread.casework.types.model import Measure

AT_ONCE = 4  # questions on one step


@dataclass(frozen=True)
class Step:
    """A few questions of one form that are asked together. number: from 0."""

    number: int
    form: Form
    questions: tuple[Question, ...]


def steps_of(forms: Iterable[Form]) -> list[Step]:
    """Part forms into steps. What can stop a form stands alone, and so comes first (RPT-01)."""
    parted: list[tuple[Form, list[Question]]] = []
    for form in forms:
        begun: list[Question] = []
        for one in form.questions:
            if begun and _needs_new(one, begun):
                parted.append((form, begun))
                begun = []
            begun.append(one)
        parted.append((form, begun))
    return [Step(n, form, tuple(questions)) for n, (form, questions) in enumerate(parted)]


def _needs_new(one: Question, begun: Sequence[Question]) -> bool:
    if len(begun) >= AT_ONCE or one.stop or begun[-1].stop:
        return True
    hangs_on = {c.field for c in comparisons(parse(one.ask_when))} if one.ask_when else set()
    return bool(hangs_on & {earlier.id for earlier in begun})


def settled(forms: Iterable[Form], texts: Mapping[str, str]) -> dict[str, str]:
    """Keep the answers to questions that are asked at all, given the answers before them.

    What was answered to a question that no longer applies is left out, and so is whatever
    hangs on it in turn.
    """
    kept: dict[str, str] = {}
    before: list[Question] = []
    for one in _questions(forms):
        if applies(one, kept, before) and read_answers([one], texts):
            kept[one.id] = texts[one.id].strip()
        before.append(one)
    return kept


def applies(one: Question, texts: Mapping[str, str], questions: Iterable[Question]) -> bool:
    """Say whether a question is asked, given answers to others."""
    return not one.ask_when or holds(parse(one.ask_when), read_answers(questions, texts))


def asked_at(step: Step, every: Sequence[Form], texts: Mapping[str, str]) -> list[Question]:
    """Give the questions of a step that are asked, given the answers so far.

    every: all forms of the case type, since a condition may look at an earlier form.
    """
    kept = settled(every, texts)
    return [one for one in step.questions if applies(one, kept, _questions(every))]


def missing(
    forms: Iterable[Form], every: Sequence[Form], texts: Mapping[str, str]
) -> list[Question]:
    """Give the questions of some forms that must be answered, are asked and have no answer."""
    kept = settled(every, texts)
    asked = (one for one in _questions(forms) if applies(one, kept, _questions(every)))
    return [one for one in asked if one.required and one.id not in kept]


def carried_over(
    form: Form, measures: Iterable[Measure], texts: Mapping[str, str]
) -> dict[str, str]:
    """Give the answers with which a form begins.

    An entry of a log begins empty, but for what it measures: that stays the same (PS-04).
    """
    if not form.again:
        return dict(texts)
    same = {one.of for one in measures}
    asked = {one.id for one in form.questions} - same
    return {id: text for id, text in texts.items() if id not in asked}


def check_answers(
    forms: Sequence[Form], every: Sequence[Form], texts: Mapping[str, str]
) -> dict[str, str]:
    """Give what is kept of the answers to some forms.

    Raises RuleBroken where one is missing, or where one stops the form.
    """
    kept = settled(every, texts)
    if said := stopped(forms, kept):
        raise RuleBroken(said)
    if lacking := missing(forms, every, texts):
        raise RuleBroken(f"Answer this first: {lacking[0].ask}")
    return {one.id: kept[one.id] for one in _questions(forms) if one.id in kept}


def stopped(forms: Iterable[Form], texts: Mapping[str, str]) -> str:
    """Give what is said in place of the form, where an answer stops it; else empty (RPT-01)."""
    for one in _questions(forms):
        if one.stop and texts.get(one.id) == "yes":
            return one.stop
    return ""


def _questions(forms: Iterable[Form]) -> list[Question]:
    return [question for form in forms for question in form.questions]
