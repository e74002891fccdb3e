"""What a room hands over so that its things can be found: the search itself lives in `home`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchDocument:
    """One thing that can be found.

    about: model label and primary key, such as ("strategy.aim", 7). kind: what people call
    such a thing ("Aim"). text: all its words, titles and aliases of what belongs to it
    included. url: its page. permission: who may find it; a page the public may read has
    "public.read".
    """

    about: tuple[str, int]
    kind: str
    title: str
    text: str
    url: str
    permission: str = "public.read"
