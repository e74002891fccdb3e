"""What a room hands over so that its things can be found: the search itself lives in `home`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """One thing that search may find.

    kind: what people call such a thing ("Aim"). text: all its words, other names included.
    url: the name of its page, which takes `arguments` and by both of which it is known.
    public: whether everybody may find it; if not, only who may read its room.
    """

    kind: str
    title: str
    text: str
    url: str
    arguments: tuple[str | int, ...]
    public: bool
