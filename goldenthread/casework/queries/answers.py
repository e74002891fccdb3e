"""Answers of a case as they stand now."""

from goldenthread.casework.models import Answer, Case
from goldenthread.casework.rules.answers import read_answers
from goldenthread.casework.types.conditions import Answer as Answered


def texts_of(case: Case) -> dict[str, str]:
    """Give the current answers of a case as they were written down, by question."""
    rows = Answer.objects.of(case.partnership).filter(case=case, current=True)
    return dict(rows.values_list("question", "text"))


def answers_of(case: Case) -> dict[str, Answered]:
    """Give the current answers of a case as conditions compare them."""
    return read_answers(case.type.declared.questions.values(), texts_of(case))
