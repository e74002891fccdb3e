"""What a room hands over so that its things can be found: the search itself lives in `home`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """One thing that search may find.

    kind: what people call such a thing ("Aim"). text: all its words, other names included.
    url: the name of its page, which takes `arguments`. anchor: its place on that page, where
        the page shows more than this one thing; by all three it is known, and by nothing else.
    public: whether everybody may find it; if not, only who may read its room, or who holds
        the permission that it `needs`.
    """

    kind: str
    title: str
    text: str
    url: str
    arguments: tuple[str | int, ...]
    public: bool
    anchor: str = ""
    needs: str = ""
