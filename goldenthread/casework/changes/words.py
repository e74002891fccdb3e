"""Keeping the words by which a case is found."""

from goldenthread.casework.models import Case, CaseWord, Party
from goldenthread.casework.queries.answers import texts_of
from goldenthread.casework.rules.words import words_of

SAID = ("text", "long_text", "person", "contact", "place")  # what people wrote; no choice of ours


def keep_words(case: Case) -> None:
    """Let a case be found by what its place, names and answers say now."""
    rows = CaseWord.objects.of(case.partnership).filter(case=case)
    known = set(rows.values_list("word", flat=True))
    now = _words(case)
    if gone := known - now:
        rows.filter(word__in=gone).delete()
    CaseWord.objects.bulk_create(
        CaseWord(partnership=case.partnership, case=case, word=one) for one in sorted(now - known)
    )


def _words(case: Case) -> set[str]:
    questions = case.type.declared.questions
    told = [
        text for id, text in texts_of(case).items()
        if id in questions and questions[id].type in SAID
    ]  # fmt: skip
    names = Party.objects.of(case.partnership).filter(case=case).values_list("name", flat=True)
    return words_of(case.place, *names, *told)
