"""Office files are archives: made anew so that the same report gives the same bytes."""

import io
import zipfile
from datetime import date

from lxml import etree

EARLIEST = date(1980, 1, 1)  # that an archive can date a file


def redated(content: bytes, on: date, *, tidied: bool = False) -> bytes:
    """The same archive with the day a report speaks of as the day of its files.

    tidied: names only the namespaces that are used; odfpy names all it ever met in a process.
    """
    day = max(on, EARLIEST)
    stamp = (day.year, day.month, day.day, 12, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.infolist():
            info = zipfile.ZipInfo(one.filename, stamp)
            info.compress_type, info.external_attr = one.compress_type, 0o644 << 16
            inside = old.read(one.filename)
            is_xml = one.filename.endswith(".xml") and not one.filename.startswith("META-INF")
            new.writestr(info, _tidy(inside) if tidied and is_xml else inside)
    return out.getvalue()


def _tidy(xml: bytes) -> bytes:
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False))
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
