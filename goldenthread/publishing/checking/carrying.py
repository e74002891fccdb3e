"""A text on its way from a page of findings to its export: signed, short-lived, kept nowhere.

The page carries the text itself, so that any process of any machine can export it.
"""

from django.core import signing

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.publishing.checking import rules
from goldenthread.publishing.checking.reading import Line, Text


def packed(text: Text, *, by: User, partnership: Partnership) -> str:
    """The text as a field of a form, for this person alone."""
    lines = [[line.text, line.page, line.row, line.sheet] for line in text.lines]
    told = [text.name, text.kind, lines, list(text.notes)]
    return signing.dumps(told, salt=_salt(by, partnership), compress=True)


def unpacked(carried: str, *, by: User, partnership: Partnership) -> Text:
    """The text again. Raises RuleBroken when it is too old, altered, or another person's."""
    try:
        name, kind, lines, notes = signing.loads(
            carried, salt=_salt(by, partnership), max_age=rules.KEPT_FOR
        )
    except signing.BadSignature:
        raise RuleBroken(
            "The findings are no longer at hand, since nothing is kept. Check the document again."
        ) from None
    return Text(name, kind, tuple(Line(*line) for line in lines), tuple(notes))


def _salt(by: User, partnership: Partnership) -> str:
    return f"figures:{partnership.pk}:{by.pk}"
