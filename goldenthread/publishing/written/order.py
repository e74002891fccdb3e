"""The order of a written report: headings that must stand in it, paragraphs numbered through."""

from collections.abc import Iterable, Iterator

from goldenthread.publishing.document import PARAGRAPHS, Element, Listing, Paragraph, Words
from goldenthread.references import Block, Mistaken


def check_headings(blocks: list[Block], wanted: tuple[str, ...], *, file: str) -> None:
    """Refuse a part in which a heading is missing, or has nothing below. Raises Mistaken."""
    found = {_said(one): place for place, one in enumerate(blocks) if one.level}
    for heading in wanted:
        place = found.get(heading)
        if place is None:
            line = blocks[-1].line if blocks else 1
            what = f'The heading "{heading}" must stand here.'
        elif place + 1 == len(blocks) or blocks[place + 1].level:
            line, what = blocks[place].line, f'Nothing stands under "{heading}".'
        else:
            continue
        raise Mistaken(file, line, f"{what} Where there is nothing to say, say so.")


def _said(heading: Block) -> str:
    return "".join(one if isinstance(one, str) else one.text for one in heading.pieces)


def counted_through(every: Iterable[Element]) -> Iterator[Element]:
    """Number the paragraphs that are to be numbered, from the first to the last of the report.

    Those that follow each other become one list; what stands between does not break the count.
    """
    held: list[Words] = []
    start = 1
    for one in every:
        if isinstance(one, Paragraph) and one.role == PARAGRAPHS:
            held.append(one.words)
            continue
        if held:
            yield Listing(tuple(held), True, PARAGRAPHS, start)
            start, held = start + len(held), []
        yield one
    if held:
        yield Listing(tuple(held), True, PARAGRAPHS, start)
