"""Lists of a document: which items stand together, and what announces them."""

import re
from dataclasses import dataclass, field

from csp_claims.reading import Block

_ROMAN = re.compile(r"\(?[ivx]+[.)]$")


@dataclass(eq=False)
class Listing:
    """Items of one level. lead: the block before the first; None at the start of a text."""

    style: str
    indent: int
    items: list[Block] = field(default_factory=list)
    lead: Block | None = None
    heading: Block | None = None

    @property
    def lines(self) -> tuple[int, ...]:
        """The first line of each item."""
        return tuple(item.line for item in self.items)


def read_listings(blocks: list[Block]) -> list[Listing]:
    """Every list, outer ones before those inside them. One item alone is a list too."""
    found: list[Listing] = []
    open_lists: list[Listing] = []
    before: Block | None = None
    heading: Block | None = None
    for block in blocks:
        if block.kind == "item":
            _place(block, open_lists, found, before, heading)
        else:
            open_lists.clear()
        if block.kind == "heading":
            heading = block
        before = block
    return found


def _place(
    block: Block,
    open_lists: list[Listing],
    found: list[Listing],
    before: Block | None,
    heading: Block | None,
) -> None:
    """Put an item into the list it goes on with, or begin a new one."""
    style = _style(block.marker)
    for depth in range(len(open_lists) - 1, -1, -1):
        if _continues(open_lists[depth], block, style):
            del open_lists[depth + 1 :]
            open_lists[depth].items.append(block)
            return
    listing = Listing(style, block.indent, [block], before, heading)
    open_lists.append(listing)
    found.append(listing)


def _style(marker: str) -> str:
    if re.search("[0-9]", marker):
        return "number" + re.sub("[0-9]", "", marker)
    if re.search("[A-Za-z]", marker):
        return "letter" + re.sub("[A-Za-z]", "", marker)
    return marker


def _continues(listing: Listing, block: Block, style: str) -> bool:
    if listing.style != style:
        return False
    if style.startswith(("number", "letter")):
        return _follows(listing.items[-1].marker, block.marker)
    return listing.indent == block.indent


def _follows(marker: str, after: str) -> bool:
    """Whether "(b)" comes after "(a)", "4." after "3." """
    first, second = marker.strip("().").casefold(), after.strip("().").casefold()
    if first.isdigit() and second.isdigit():
        return int(second) == int(first) + 1
    if _ROMAN.match(marker) and _ROMAN.match(after):
        return True
    return len(second) == 1 and ord(second) == ord(first[-1]) + 1
