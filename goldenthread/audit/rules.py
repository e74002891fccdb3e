"""How the links of the chain are made and checked. Plain Python."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

START = "0" * 64  # stands before the first link of each partnership's chain


def link(previous: str, said: Mapping[str, object]) -> str:
    """Give the SHA-256 of a link: the hash before it, and everything it says, in a fixed order.

    previous: 64 hexadecimal digits. said: what JSON can hold, times as ISO text.
    """
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


@dataclass(frozen=True)
class Link:
    """One event as the check reads it: its number, what it says, and the two hashes it carries."""

    number: int
    said: Mapping[str, object]
    previous: str
    hash: str


def first_broken(links: Iterable[Link]) -> str | None:
    """Say where a partnership's chain is broken, or None where it holds.

    links: in order of number, from the first.
    """
    before = START
    for expected, one in enumerate(links, start=1):
        if one.number != expected:
            return f"Event {expected} is missing."
        if one.previous != before or one.hash != link(before, one.said):
            return f"Event {one.number} was changed after it was written."
        before = one.hash
    return None
