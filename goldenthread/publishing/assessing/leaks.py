"""Whether the public layer, as it was built, holds anything of the restricted one.

What was built is read again: every file as a reader's program would read it. It may hold no run
of words and no number of a restricted statement, unless the same stands in a document that is
made here anew from public statements chosen one by one, not by the query that made the layer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.publishing import page, rules
from goldenthread.publishing.assessing.composing import composed_of
from goldenthread.publishing.assessing.reading import text_of
from goldenthread.publishing.declaring import DeclaredReport
from goldenthread.publishing.formats import drawn
from goldenthread.strategy.assessment import queries, telling
from goldenthread.strategy.assessment import rules as assessment_rules
from goldenthread.strategy.assessment.prose import Number
from goldenthread.strategy.assessment.telling import Told
from goldenthread.strategy.models import Assessment

RUN = 5  # words in a row that are nobody's by chance
BODY = "page"  # what the web page shows, beside the files
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Leak:
    """Something restricted that stands in what was built. where: in which file, or the page."""

    where: str
    statement: int
    what: str

    @property
    def sentence(self) -> str:
        """Say it without repeating it."""
        return f"The {self.where} holds {self.what} of restricted statement {self.statement}."


def leaks(
    declared: DeclaredReport, one: Assessment, built: Mapping[str, bytes], *, as_of: date
) -> list[Leak]:
    """Everything restricted that stands in a public layer as it was built; none where it is safe.

    built: the files by format, and the page's body as BODY.
    """
    every = queries.restricted_told(one, by=None, as_of=as_of)
    shown = _public(one, as_of)
    open_ones = {told.statement.pk for told in shown}
    held = [told for told in every if told.statement.pk not in open_ones]
    if not held:
        return []
    allowed = _drawn(declared, one, shown, tuple(built), as_of)
    found = []
    for name, content in built.items():
        text, safe = text_of(name, content), text_of(name, allowed[name])
        found += [leak for told in held for leak in _of(told, name, text, safe)]
    return found


def _public(one: Assessment, as_of: date) -> list[Told]:
    """The public statements, each looked at by itself."""
    rows = queries.fetched(
        queries.standing_statements(one), by=telling.EVERYBODY, partnership=one.partnership
    )
    chosen = [
        row
        for row in rows
        if row.layer == assessment_rules.PUBLIC
        and not any(figure.restricted for figure in row.figures.all())
    ]
    every = telling.told(chosen, one.partnership, by=telling.EVERYBODY, as_of=as_of)
    return [told for told in every if told.is_told]


def _drawn(
    declared: DeclaredReport,
    one: Assessment,
    shown: Sequence[Told],
    names: Iterable[str],
    as_of: date,
) -> dict[str, bytes]:
    document = composed_of(declared, one, shown, as_of=as_of).document
    body = page.as_part(document)
    formats = [name for name in rules.FORMATS if name in names]
    return {**drawn(document, formats, on=as_of, body=body), BODY: body.encode()}


def _of(told: Told, where: str, text: str, safe: str) -> Iterable[Leak]:
    number, inside, allowed = told.statement.number, spoken(text), spoken(safe)
    if any(run in inside and run not in allowed for run in runs(told)):
        yield Leak(where, number, "words")
    if (_values(told) & numbers(text)) - numbers(safe):
        yield Leak(where, number, "a figure")


def spoken(text: str) -> str:
    """The words of a text in small letters, one space around each."""
    return f" {' '.join(word.casefold() for word in _WORD.findall(text))} "


def runs(told: Told) -> set[str]:
    """Every run of RUN words of a statement, across its numbers and between them.

    All its words together, where there are fewer.
    """
    whole = " ".join(word if isinstance(word, str) else " " for word in told.words)
    parts = [whole, *(word for word in told.words if isinstance(word, str))]
    found = set()
    for words in (spoken(part).split() for part in parts):
        found |= {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return {f" {one} " for one in found or {spoken(whole).strip()} if one}


def numbers(text: str) -> set[Decimal]:
    """Every number in a text, whatever way it is written."""
    return {Decimal(one.replace(",", "")).normalize() for one in _NUMBER.findall(text)}


def _values(told: Told) -> set[Decimal]:
    """The numbers that a statement prints, and those of every figure it rests on."""
    texts = [word.text for word in told.words if isinstance(word, Number)]
    for figure in (figure for each in told.figures for figure in each.figures):
        texts += [figure.text, figure.lower or "", figure.upper or ""]
    return {value for text in texts for value in numbers(text)}
