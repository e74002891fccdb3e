"""PDF files: the text of every page in reading order, with its page and line.

A PDF knows where letters stand, and neither paragraphs nor columns; `layout` works those out.
"""

import ctypes
import io
import threading
from collections.abc import Callable
from typing import Any

from goldenthread.publishing.checking.reading import layout
from goldenthread.publishing.checking.reading.limits import Limits
from goldenthread.publishing.checking.reading.text import Line, Text, Unreadable

_ONE_AT_A_TIME = threading.Lock()  # PDFium may not be used by two threads at once
_WRONG_PASSWORD = 4
_LEAST = 20  # letters on all pages together; fewer are a stamp on pictures


def read(name: str, data: bytes, limits: Limits, say: Callable[[str], Unreadable]) -> Text:
    """Read a PDF file."""
    with _ONE_AT_A_TIME:
        pages = _pages(data, limits, say)
    letters = sum(len(piece.text.strip()) for page in pages for piece in page)
    if letters < _LEAST:
        raise say(
            f"holds pictures of {_counted(len(pages), 'page')} and no text: it was scanned. Let a "
            "program read the text out of it (OCR), or ask for the file it was made from."
        )
    empty = [number for number, page in enumerate(pages, 1) if not page]
    notes = []
    if empty:
        told = ", ".join(map(str, empty[:10])) + (" …" if len(empty) > 10 else "")
        notes.append(f"No text on {_counted(len(empty), 'page')} ({told}): not checked.")
    return Text(name, "PDF", tuple(_lines(pages)), tuple(notes))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _pages(
    data: bytes, limits: Limits, say: Callable[[str], Unreadable]
) -> list[list[layout.Piece]]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(io.BytesIO(data))
    except pdfium.PdfiumError as why:
        if getattr(why, "err_code", 0) == _WRONG_PASSWORD or "password" in str(why).casefold():
            raise say("is protected by a password. Save it without one and check that.") from why
        raise say(
            "is damaged: it begins like a PDF and cannot be read. Download or export it anew."
        ) from why
    try:
        if len(document) > limits.pages:
            raise say(
                f"has {len(document):,} pages; at most {limits.pages:,} are checked. Check it in "
                "parts."
            )
        return [_pieces(document, number) for number in range(len(document))]
    except pdfium.PdfiumError as why:
        raise say("is damaged: one of its pages cannot be read. Export it anew.") from why
    finally:
        document.close()


def _pieces(document: Any, number: int) -> list[layout.Piece]:
    """The runs of letters of a page with the boxes they fill, y growing downwards."""
    import pypdfium2.raw as raw

    page = document[number]
    words = page.get_textpage()
    try:
        height = page.get_height()
        pieces = []
        for at in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(at)
            text = _in_box(raw, words, (left, top, right, bottom))
            if text.strip():
                pieces.append(layout.Piece(text, left, height - top, right, height - bottom))
        return pieces
    finally:
        words.close()
        page.close()


def _in_box(raw: Any, words: Any, box: tuple[float, float, float, float]) -> str:
    """The letters in a box, without what PDFium puts between lines."""
    length = raw.FPDFText_GetBoundedText(words, *box, None, 0)
    if length <= 0:
        return ""
    buffer = (ctypes.c_ushort * (length + 1))()
    raw.FPDFText_GetBoundedText(words, *box, buffer, length)
    letters = bytes(buffer)[: 2 * length].decode("utf-16-le", "ignore")
    return layout.mended(letters)


def _lines(pages: list[list[layout.Piece]]) -> list[Line]:
    found: list[Line] = []
    for number, pieces in enumerate(layout.without_running(pages), 1):
        row, lines = 0, []
        for text in layout.lines_of(pieces):
            row += bool(text)
            lines.append(Line(text, number, row))
        if found and lines and not layout.goes_on(found[-1].text, lines[0].text):
            found.append(Line("", number, 0))
        found += lines
    return layout.joined(found)
