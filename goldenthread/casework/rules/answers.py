"""Answers: how each kind is written down, read again and said to people."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from goldenthread.casework.rules import complaint_rows
from goldenthread.casework.types.conditions import Answer
from goldenthread.casework.types.forms import Question

YES_NO = {"yes": "Yes", "no": "No"}
LONGEST = 4_000  # characters of one answer


def read_answer(question: Question, text: str) -> Answer:
    """Give an answer as conditions compare it; None where there is none or it cannot be one."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if question.type == "choices":
        chosen = frozenset(text.split(","))
        return chosen if chosen <= set(question.values) else None
    if question.values:
        return text if text in question.values else None
    if question.type == "number":
        number = _number(text)
        return number if number is not None and question.fits(number) else None
    if question.type == "date":
        return _day(text)
    return text


def read_answers(questions: Iterable[Question], texts: Mapping[str, str]) -> dict[str, Answer]:
    """Give every answer that can be read, by the id of its question."""
    found = {one.id: read_answer(one, texts.get(one.id, "")) for one in questions}
    return {id: answer for id, answer in found.items() if answer is not None}


def said(question: Question, text: str) -> str:
    """Say an answer as a page shows it; empty where there is none."""
    if question.type == "choices":
        return ", ".join(question.choices.get(one, one) for one in text.split(",") if one)
    if question.type == "choice":
        return question.choices.get(text, text)
    if question.type == "yes_no":
        return YES_NO.get(text, text)
    if question.type == "date":
        day = _day(text)
        return f"{day:%-d %B %Y}" if day else text
    if question.type == "date_time":
        return _moment(text)
    return complaint_rows.said(text) if question.type == "complaints" else text


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if (moment.hour, moment.minute) == (0, 0):
        return f"{moment:%-d %B %Y}"
    return f"{moment:%-d %B %Y at %H:%M}"
