"""Which pictures and papers are taken: by name, by content, by size and by number."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken

MEGABYTE = 1_000_000
WHAT = "We can take pictures (JPEG, PNG, WebP, GIF) and PDF files."


@dataclass(frozen=True)
class Sort:
    """One sort of file. begins: how its content begins. made: what it is drawn anew as."""

    name: str
    cleaner: str
    made: str
    made_begins: bytes
    ending: str


_PICTURE = ("picture", "image/jpeg", b"\xff\xd8\xff", "jpg")
JPEG, PNG, WEBP, GIF = (Sort(name, *_PICTURE) for name in ("JPEG", "PNG", "WebP", "GIF"))
PDF = Sort("PDF", "paper", "application/pdf", b"%PDF-", "pdf")
ENDINGS: Mapping[str, Sort] = MappingProxyType(
    {"jpg": JPEG, "jpeg": JPEG, "png": PNG, "webp": WEBP, "gif": GIF, "pdf": PDF}
)


def sort_of(name: str, data: bytes) -> Sort:
    """Give the sort of a file by its name, and only if its content is of that sort.

    Raises RuleBroken with what to do.
    """
    wanted = ENDINGS.get(name.rpartition(".")[2].casefold()) if "." in name else None
    if wanted is None:
        raise RuleBroken(f"We cannot take this kind of file. {WHAT}")
    found = _by_content(data)
    if found is not wanted:
        raise RuleBroken(
            f"This file is named as if it were {wanted.name}, but it is not. {WHAT} Save it again "
            "and then send it."
        )
    return wanted


def _by_content(data: bytes) -> Sort | None:
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    return PDF if data.startswith(b"%PDF-") else None


def check_size(size: int, *, megabytes: int) -> None:
    """Refuse an empty file, or one that is too large. Raises RuleBroken."""
    if size == 0:
        raise RuleBroken("This file is empty. Choose another one.")
    if size > megabytes * MEGABYTE:
        raise RuleBroken(f"This file is too big. It may have {megabytes} megabytes at most.")


def check_number(known: int, *, most: int) -> None:
    """Refuse a file too many of one report. Raises RuleBroken."""
    if known >= most:
        raise RuleBroken(f"You have sent {known} files. We can keep {most} with one report.")
