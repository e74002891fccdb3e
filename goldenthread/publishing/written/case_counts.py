"""References to what the partnership's own cases give as numbers. Released counts, never a case."""

from collections.abc import Callable, Iterator

from django.contrib.auth.models import AnonymousUser

from goldenthread.declared import nearest
from goldenthread.indicators import queries
from goldenthread.indicators.counted import CASEWORK
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.readings import Readings
from goldenthread.publishing.composing.measures import number
from goldenthread.publishing.document import Element, Paragraph, Table, Words
from goldenthread.publishing.written.context import Context, checked, listed
from goldenthread.references import Reference

HOW = (
    "Counted from events in cases. Small numbers are not shown, nor what would give them away, "
    "unless the law asks for them. A later correction shows once it is of some size."
)
NONE = "None"
INVENTED = "These counts rest on invented cases, to show how it is done."


def case_statistics(context: Context, asked: Reference) -> Iterator[Element]:
    """What the partnership's own cases give for the period, beside the period before, as a table.

    All such counts, or those named, parted by commas. Words stand where there is none yet.
    """
    checked(asked, ("title",))
    fed = {one.pk: one for one in queries.fed_by(CASEWORK)}
    named = listed(asked.subject)
    for one in named:
        if one not in fed:
            raise asked.mistake(f'No count of cases is called "{one}". {nearest(one, fed)}')
    wanted = [fed[one] for one in named] or list(fed.values())
    readings = Readings.load(
        context.partnership, by=AnonymousUser(), indicators=wanted, areas=[context.area],
        as_of=context.as_of, plain=True,
    )  # fmt: skip
    key = context.key(asked)
    periods = (context.period, context.period.previous())
    told = [[readings.figure(one.pk, context.area, of) for of in periods] for one in wanted]
    rows = [_row(context, pair, key) for pair in told if any(_without(one) != NONE for one in pair)]
    if not rows:
        yield Paragraph((f"No count of the partnership's own cases is known for {periods[0]}.",))
        return
    heads = (("What was counted", False), *((str(one), True) for one in periods))
    yield Table(asked.options.get("title") or "Counts of our own cases", heads, tuple(rows))
    yield Paragraph((HOW,), "note")
    if any(one.is_invented for pair in told for one in pair):
        yield Paragraph((INVENTED,), "note")


def _row(context: Context, pair: list[Figure], key: str) -> tuple[Words, ...]:
    cells = (_cell(context, one, f"{key}.{one.indicator.pk}.{n}") for n, one in enumerate(pair))
    return ((pair[0].name,), *cells)


def _cell(context: Context, figure: Figure, key: str) -> Words:
    if figure.is_known:
        return (number(context.saw(figure), "value", figure.text, key),)
    return (_without(figure),)


def _without(figure: Figure) -> str:
    """Say why there is no number; empty where there is one."""
    if figure.is_known or figure.suppressed:
        return "Not shown" if figure.suppressed else ""
    months = figure.period.months() if figure.period else ()
    return "Not whole" if 0 < len(figure.missing) < len(months) else NONE


CASE_COUNTS: dict[str, Callable[[Context, Reference], Iterator[Element]]] = {
    "case_statistics": case_statistics,
}
