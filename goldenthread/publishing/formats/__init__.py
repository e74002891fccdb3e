"""A report in each of its formats, all drawn from the one tree and so with the same figures.

Each writer is loaded when it is asked for: together they take longer than most commands run.
"""

from collections.abc import Callable, Sequence
from datetime import date

from goldenthread.publishing import page, rules
from goldenthread.publishing.document import Document


def _docx(document: Document, on: date) -> bytes:
    from goldenthread.publishing.formats.word import as_docx

    return as_docx(document, on=on)


def _xlsx(document: Document, on: date) -> bytes:
    from goldenthread.publishing.formats.xlsx import as_xlsx

    return as_xlsx(document, on=on)


def _ods(document: Document, on: date) -> bytes:
    from goldenthread.publishing.formats.ods import as_ods

    return as_ods(document, on=on)


def _txt(document: Document, on: date) -> bytes:
    from goldenthread.publishing.formats.plain import as_text

    return as_text(document).encode()


def _print(look: str) -> Callable[[Document, date], bytes]:
    def draw(document: Document, on: date) -> bytes:
        from goldenthread.publishing.print import LOOKS, as_pdf

        return as_pdf(document, on=on, look=LOOKS[look])

    return draw


DRAWERS: dict[str, Callable[[Document, date], bytes]] = {
    rules.PDF: _print(rules.PDF),
    rules.DOCX: _docx,
    rules.XLSX: _xlsx,
    rules.ODS: _ods,
    rules.TXT: _txt,
    rules.LARGE_PRINT: _print(rules.LARGE_PRINT),
    rules.EASY_PRINT: _print(rules.EASY_PRINT),
}


def drawn(
    document: Document, formats: Sequence[str], *, on: date, body: str = ""
) -> dict[str, bytes]:
    """Draw a report in the formats asked for.

    on: the day it speaks of. body: what `page.as_part` gave, where it is at hand.
    The same report gives the same bytes.
    """
    files = {}
    for name in formats:
        if name == rules.HTML:
            files[name] = page.as_file(document, body=body or page.as_part(document))
        else:
            files[name] = DRAWERS[name](document, on)
    return files
