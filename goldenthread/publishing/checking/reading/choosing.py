"""What a file is, told by its content and not by its name, and who reads it."""

from collections.abc import Callable
from pathlib import Path

from goldenthread.publishing.checking.reading.limits import LIMITS, MB, Limits
from goldenthread.publishing.checking.reading.odt import read as read_odt
from goldenthread.publishing.checking.reading.packed import Packed
from goldenthread.publishing.checking.reading.pages import read as read_page
from goldenthread.publishing.checking.reading.pdf import read as read_pdf
from goldenthread.publishing.checking.reading.plain import is_binary, looks_like_html, read_table
from goldenthread.publishing.checking.reading.plain import read as read_plain
from goldenthread.publishing.checking.reading.sheets import read as read_sheets
from goldenthread.publishing.checking.reading.text import Text, Unreadable
from goldenthread.publishing.checking.reading.word import read as read_word

READ = "PDF, Word (docx), OpenDocument text (odt), HTML, plain text, Markdown, CSV and Excel (xlsx)"
_ENDINGS = {
    ".pdf": "PDF", ".docx": "Word", ".docm": "Word", ".odt": "OpenDocument", ".xlsx": "Excel",
    ".xlsm": "Excel",
}  # fmt: skip
_TEXTS = {
    ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML", ".txt": "text", ".text": "text",
    ".md": "Markdown", ".markdown": "Markdown", ".csv": "CSV", ".tsv": "CSV", "": "text",
}  # fmt: skip
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")


def read_file(path: Path, limits: Limits = LIMITS) -> Text:
    """Read a file of this machine. Raises Unreadable."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Unreadable(f"{path} is a folder. Name a file in it.")
        if size > limits.file:
            raise _too_large(str(path), size, limits)
        data = path.read_bytes()
    except OSError as why:
        raise Unreadable(f"{path} cannot be opened: {why.strerror}. Check its name.") from why
    return read(str(path), data, limits)


def read(name: str, data: bytes, limits: Limits = LIMITS) -> Text:
    """Read a document. name: as its owner calls it; its ending only tells texts apart.

    Raises Unreadable with a sentence that begins with the name.
    """

    def say(rest: str) -> Unreadable:
        return Unreadable(f"{name} {rest}")

    if len(data) > limits.file:
        raise _too_large(name, len(data), limits)
    if not data.strip(b"\0\t\n\r "):
        raise say("is empty. Choose the file that holds the text.")
    ending = Path(name).suffix.casefold()
    kind = _kind(data, ending, limits, say)
    told = _ENDINGS.get(ending) or _TEXTS.get(ending)
    if told and kind != told and not (told in _TEXTS.values() and kind in _TEXTS.values()):
        raise say(
            f"is called {ending or 'a text'} and holds {_what(kind)}. Download it anew, or give it "
            "the ending of what it is."
        )
    text = _READERS[kind](name, data, limits, say)
    size = sum(len(line.text) for line in text.lines)
    if size > limits.text:
        raise say(
            f"holds {size:,} letters; at most {limits.text:,} are checked at once. Check it in "
            "parts."
        )
    return text


def _too_large(name: str, size: int, limits: Limits) -> Unreadable:
    return Unreadable(
        f"{name} has {size / MB:,.0f} MB; at most {limits.file // MB} MB are read. Save it without "
        "pictures, or check it in parts."
    )


def _what(kind: str) -> str:
    return {"HTML": "a web page", "text": "plain text"}.get(kind, f"a {kind} document")


def _kind(data: bytes, ending: str, limits: Limits, say: Callable[[str], Unreadable]) -> str:
    if b"%PDF-" in data[:1024]:
        return "PDF"
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _kind_of_packed(Packed(data, limits, say=say), say)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise say("is protected by a password. Save it without one and check that.")
        raise say("was saved by an old version of Office. Save it as docx, xlsx or PDF.")
    if data[:5] == b"{\\rtf":
        raise say("is a Rich Text document. Save it as docx or PDF and check that.")
    if data.startswith(_PICTURES):
        raise say("is a picture and holds no text. Let a program read the text out of it first.")
    if is_binary(data):
        raise say(f"is no document that is read here. Read are: {READ}.")
    told = _TEXTS.get(ending, "text")
    return "HTML" if told == "text" and looks_like_html(data, ending) else told


def _kind_of_packed(packed: Packed, say: Callable[[str], Unreadable]) -> str:
    names = packed.names
    if "word/document.xml" in names:
        return "Word"
    if "xl/workbook.xml" in names:
        return "Excel"
    told = packed.part("mimetype").decode("ascii", "replace").strip()
    if told == "application/vnd.oasis.opendocument.text" and "content.xml" in names:
        return "OpenDocument"
    if told == "application/vnd.oasis.opendocument.spreadsheet":
        raise say("is an OpenDocument spreadsheet. Save it as xlsx or csv and check that.")
    if told.startswith("application/vnd.oasis") or "ppt/presentation.xml" in names:
        raise say("is a presentation or drawing. Save it as PDF and check that.")
    raise say(f"is an archive of {len(names)} files. Unpack it and check the documents in it.")


_Reader = Callable[[str, bytes, Limits, Callable[[str], Unreadable]], Text]
_READERS: dict[str, _Reader] = {
    "PDF": read_pdf, "Word": read_word, "OpenDocument": read_odt, "Excel": read_sheets,
    "HTML": read_page, "text": read_plain, "Markdown": read_plain, "CSV": read_table,
}  # fmt: skip
