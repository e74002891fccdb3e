"""Cases found by words of their place, their names and their answers."""

from django.db.models import Exists, OuterRef, Q

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.models import CaseWord
from goldenthread.casework.rules.words import end_of, words_of

MOST = 4  # words that are looked for, the longest first
TOO_MANY = 3_000  # cases: a search that finds more finds nothing


def found_by(partnership: Partnership, typed: str) -> Q:
    """Give the condition under which a case has every word that was typed, or one so beginning.

    The rarest word leads and the others are looked up in what it finds. Up to four queries.
    Raises RuleBroken where even the rarest stands in very many cases.
    """
    words = sorted(words_of(typed), key=lambda one: (-len(one), one))[:MOST]
    if not words:
        return Q(pk__in=[])
    rows, ours = CaseWord._base_manager, CaseWord.objects.of(partnership)
    often = {one: ours.filter(_begins(one))[:TOO_MANY].count() for one in words}
    first, *others = sorted(words, key=lambda one: often[one])
    if often[first] == TOO_MANY:
        raise RuleBroken("Very many cases have these words. Add a name, a street or another word.")
    condition = Q(pk__in=ours.filter(_begins(first)).values("case"))
    for one in others:  # by case alone, so that the index of a case's own words is taken
        condition &= Q(Exists(rows.filter(_begins(one), case=OuterRef("pk"))))
    return condition


def _begins(word: str) -> Q:
    if not word.isascii():
        return Q(word__startswith=word)
    end = end_of(word)
    return Q(word__gte=word, word__lt=end) if end else Q(word__gte=word)
