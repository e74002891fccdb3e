"""The wording of a statement: prose whose digits are figures, quotations or proper names.

    In {{ period: 1 }} the police recorded {{ figure: 1 }}, which {{ change: 1 }}.

The subject of most references is the number of one of the statement's figures. The same reader
as for written reports (`goldenthread/references.py`).
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from csp_analytics.rounding import printed_percent
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.declared import Place, nearest
from goldenthread.indicators.agreeing import texts_that_agree
from goldenthread.indicators.changed import Changed
from goldenthread.indicators.figures import Figure
from goldenthread.partnership.queries import documents, say_places
from goldenthread.references import Mistaken, Piece, Reference, Typed, read
from goldenthread.strategy.models import BoundFigure

LONGEST = 4_000  # characters of a statement
WHERE = "The wording"  # what a mistake is said to stand in
_NAMED = re.compile(r"[A-Z][A-Za-z]")
_FIGURES = re.compile(r"[%£]|\d[.,]\d")


@dataclass(frozen=True)
class Bound:
    """A figure of a statement with its value; change: where it is set against another period."""

    bound: BoundFigure
    figure: Figure
    change: Changed | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figure, and the one it is set against."""
        return (self.change.before, self.figure) if self.change else (self.figure,)

    @property
    def is_told(self) -> bool:
        """Whether every number of it is there, and none held back."""
        return all(one.is_known and not one.suppressed for one in self.figures)


@dataclass(frozen=True)
class Number:
    """A number in a sentence as it is printed, and the figures it was made from.

    key: the figure's number and the part: "1.value". how: as publishing names such parts.
    """

    text: str
    key: str
    how: str
    figures: tuple[Figure, ...] = ()

    @property
    def url(self) -> str:
        """Where its trace is read; empty for what is made from two figures, or is quoted."""
        return self.figures[0].trace_url if len(self.figures) == 1 else ""


Words = tuple[str | Number, ...]


def plain(words: Words) -> str:
    """Words as text."""
    return "".join(one if isinstance(one, str) else one.text for one in words)


# Reading


def pieces(text: str) -> tuple[Piece, ...]:
    """Read the wording of a statement: one paragraph. Raises RuleBroken."""
    if not text.strip():
        raise RuleBroken("Write the statement.")
    if len(text) > LONGEST:
        raise RuleBroken(f"A statement has at most {LONGEST:,} characters. Write two.")
    try:
        blocks = read(text, file=WHERE)
    except Mistaken as why:
        raise RuleBroken(str(why)) from None
    if len(blocks) != 1 or blocks[0].level or blocks[0].items:
        raise RuleBroken("A statement is one paragraph, without headings or lists. Write several.")
    return blocks[0].pieces


def used(text: str) -> set[int]:
    """The numbers of the figures that a wording refers to."""
    return {
        int(one.subject)
        for one in pieces(text)
        if isinstance(one, Reference) and one.name in BY_NUMBER and one.subject.isdigit()
    }


def check(text: str, *, figures: Mapping[int, str], partnership: Partnership) -> None:
    """Refuse a wording with digits bound to nothing, or a reference that leads nowhere.

    figures: what each figure of the statement is set against, by its number. Raises RuleBroken.
    """
    for one in pieces(text):
        if isinstance(one, Typed):
            raise RuleBroken(
                f'"{one.text}" is typed and bound to nothing. Refer to a figure, such as '
                "{{ figure: 1 }}, or quote it with its source."
            )
        if isinstance(one, Reference):
            try:
                _check_reference(one, figures, partnership)
            except Mistaken as why:
                raise RuleBroken(str(why)) from None


def _check_reference(one: Reference, figures: Mapping[int, str], partnership: Partnership) -> None:
    if one.name in FREE:
        FREE[one.name](one, partnership)
        return
    if one.name not in BY_NUMBER:
        every = [*BY_NUMBER, *FREE]
        raise one.mistake(f"There is no such reference. {nearest(one.name, every)}")
    _only(one, BY_NUMBER[one.name].options)
    if not one.subject.isdigit() or int(one.subject) not in figures:
        known = ", ".join(str(number) for number in sorted(figures))
        raise one.mistake(f"Name one of the statement's figures by its number: {known}.")
    if BY_NUMBER[one.name].compares and not figures[int(one.subject)]:
        raise one.mistake("That figure is set against nothing. Choose a period to set it against.")


def _only(one: Reference, options: Collection[str]) -> None:
    for key in one.options:
        if key not in options:
            raise one.mistake(f'It takes no option "{key}".')


# Answering


def answered(text: str, figures: Mapping[int, Bound], partnership: Partnership) -> Words:
    """The wording with its values. text: as `check` passed it."""
    words: list[str | Number] = []
    for one in pieces(text):
        if isinstance(one, str):
            words.append(one)
        elif isinstance(one, Typed):
            words.append(Number(one.text, "typed", "unbound"))
        elif one.name in FREE:
            words += FREE[one.name](one, partnership)
        else:
            words += BY_NUMBER[one.name].answer(one, figures[int(one.subject)])
    return tuple(word for word in words if word != "")


def _value(asked: Reference, one: Bound) -> Words:
    figure = one.figure
    if not figure.is_known or figure.suppressed:
        return (f"no figure ({figure.said.rstrip('.')})",)
    shown = Number(figure.text, f"{asked.subject}.value", "value", (figure,))
    unit = "" if "bare" in asked.options or not figure.unit else f" {figure.unit}"
    return (f"{figure.qualifier} " if figure.qualifier else "", shown, unit)


def _limits(asked: Reference, one: Bound) -> Words:
    figure = one.figure
    if figure.lower is None or figure.upper is None:
        return ("no limits",)
    return (
        Number(figure.lower, f"{asked.subject}.lower", "lower", (figure,)),
        " to ",
        Number(figure.upper, f"{asked.subject}.upper", "upper", (figure,)),
    )


def _change(asked: Reference, one: Bound) -> Words:
    """How it moved: "fell by 11.2%, from 13,528 to 12,017"."""
    change = one.change
    if change is None or not one.is_told:
        return ("cannot be compared, for a figure is missing",)
    agreed = texts_that_agree(change)
    first, last = agreed or (change.before.text, change.after.text)
    key = asked.subject
    before = Number(first, f"{key}.from.value", "value", (change.before,))
    after = Number(last, f"{key}.to.value", "value", (change.after,))
    if change.direction == "stayed":
        return ("stayed at ", after)
    if first == last:
        return ("stayed at about ", after)
    if agreed is None or change.percent is None:
        return (f"{change.direction} from ", before, " to ", after)
    text = printed_percent(abs(change.percent))
    percent = Number(text, f"{key}.percent", "percent", (change.before, change.after))
    return (f"{change.direction} by ", percent, ", from ", before, " to ", after)


def _chance(asked: Reference, one: Bound) -> Words:
    """Whether it is real: "more than chance would give"."""
    if one.change is None or one.change.is_real is None:
        return ("which may be chance: that cannot be told",)
    real = one.change.is_real
    return ("more than chance would give" if real else "which chance alone can give",)


def _period(asked: Reference, one: Bound) -> Words:
    return (str(one.bound.period),)


def _before(asked: Reference, one: Bound) -> Words:
    return (str(one.bound.compared_with),)


def _area(asked: Reference, one: Bound) -> Words:
    return (one.bound.area.name,)


def _quote(asked: Reference, partnership: Partnership) -> Words:
    """Words of a document with their digits, and where they stand."""
    _only(asked, ("source",))
    text, source = asked.subject.strip('" '), asked.options.get("source", "")
    if not text or not source:
        raise asked.mistake('A quotation names its source: {{ quote: "…" | source: 000:352 }}.')
    try:
        place = Place.parse(source)
    except ValueError as why:
        raise asked.mistake(str(why)) from None
    if not place.rule and place.document not in documents(partnership):
        raise asked.mistake(f'There is no document "{place.document}" of {partnership}.')
    (said,) = say_places([source], partnership)
    return (Number(f"“{text}”", "quoted", "quoted"), f" ({said})")


def _name(asked: Reference, partnership: Partnership) -> Words:
    """A proper name that holds digits, such as an Act with its year."""
    _only(asked, ())
    if not _NAMED.search(asked.subject) or _FIGURES.search(asked.subject):
        raise asked.mistake("Only a proper name may stand here. Bind a figure, or quote it.")
    return (asked.subject,)


@dataclass(frozen=True)
class ByNumber:
    """A reference to a figure by its number. compares: only where it is set against another."""

    answer: Callable[[Reference, Bound], Words]
    says: str
    compares: bool = False
    options: tuple[str, ...] = ()


BY_NUMBER: dict[str, ByNumber] = {
    "figure": ByNumber(_value, "its value with its unit; with “| bare” the number alone",
                       options=("bare",)),
    "limits": ByNumber(_limits, "its lower and upper limit"),
    "period": ByNumber(_period, "its period"),
    "area": ByNumber(_area, "its area"),
    "before": ByNumber(_before, "the period it is set against", compares=True),
    "change": ByNumber(_change, "how it moved: “fell by …, from … to …”", compares=True),
    "chance": ByNumber(_chance, "whether that is more than chance would give", compares=True),
}  # fmt: skip
FREE: dict[str, Callable[[Reference, Partnership], Words]] = {"quote": _quote, "name": _name}
