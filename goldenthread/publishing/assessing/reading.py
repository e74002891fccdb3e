"""The text of a report's files, as a reader's program would show it."""

import io
import re
import zipfile
from html import unescape

from goldenthread.publishing import rules
from goldenthread.publishing.checking.reading import read

_INSIDE = re.compile(r"</?text:(?:span|s|a)\b[^>]*>")  # tags within a word or sentence
_TAG = re.compile(r"<[^>]+>")


def text_of(format: str, content: bytes) -> str:
    """The text of a file; of the page's body where the format is none of ours.

    Raises Unreadable where it cannot be read: what cannot be read is not published.
    """
    if format == rules.ODS:
        return _sheet(content)
    ending = rules.FORMATS[format].ending if format in rules.FORMATS else "html"
    return "\n".join(line.text for line in read(f"{format}.{ending}", content).lines)


def _sheet(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")]
    return "\n".join(unescape(_TAG.sub(" ", _INSIDE.sub("", part))) for part in parts)
