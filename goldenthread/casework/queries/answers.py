"""Answers of a case as they stand now, and the entries of its logs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from goldenthread.casework.models import Answer, Case
from goldenthread.casework.rules.answers import read_answers
from goldenthread.casework.types.conditions import Answer as Answered
from goldenthread.casework.types.forms import Form


@dataclass(frozen=True)
class Entry:
    """One time that a form was filled in which is filled in again and again."""

    form: Form
    at: datetime
    by: str
    texts: dict[str, str] = field(default_factory=dict)


def texts_of(case: Case) -> dict[str, str]:
    """Give the current answers of a case as they were written down, by question."""
    rows = Answer.objects.of(case.partnership).filter(case=case, current=True)
    return dict(rows.values_list("question", "text"))


def entries_of(case: Case, logs: Iterable[Form]) -> list[Entry]:
    """Give every entry of some logs of a case, in the order in which they were made."""
    form_of = {one.id: form for form in logs for one in form.questions}
    if not form_of:
        return []
    rows = Answer.objects.of(case.partnership).filter(case=case, question__in=form_of)
    found: dict[tuple[int, str], Entry] = {}
    for answer in rows.select_related("event").order_by("event__number", "pk"):
        form, event = form_of[answer.question], answer.event
        entry = found.setdefault((event.number, form.id), Entry(form, event.at, event.by_name))
        entry.texts[answer.question] = answer.text
    return list(found.values())


def answers_of(case: Case) -> dict[str, Answered]:
    """Give the current answers of a case as conditions compare them.

    The id of a log stands for how many entries it has.
    """
    declared = case.type.declared
    read = read_answers(declared.questions.values(), texts_of(case))
    return read | numbers_of(entries_of(case, declared.logs))


def numbers_of(entries: Iterable[Entry]) -> dict[str, Answered]:
    """Say how many entries each log has, by the id of its form."""
    found: dict[str, int] = {}
    for one in entries:
        found[one.form.id] = found.get(one.form.id, 0) + 1
    return dict(found)
