"""Sealed links: who holds one may do one thing, for one person, until it expires."""

from dataclasses import dataclass

from django.core import signing

from goldenthread.letters.rules import LINK_DAYS

SALT = "goldenthread.letters"


class LinkExpired(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """A link that was good and is too old."""


class LinkBroken(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """A link that we never sealed, or not for this."""


@dataclass(frozen=True)
class Sealed:
    """What a link is for: a thing, a person and a partnership, each by number."""

    about: int
    person: int
    partnership: int


def seal(purpose: str, what: Sealed) -> str:
    """Give the text of a link. It can be read by whoever has it, and changed by nobody."""
    held = [what.about, what.person, what.partnership]
    return signing.dumps(held, salt=f"{SALT}.{purpose}")


def unseal(purpose: str, text: str) -> Sealed:
    """Read the text of a link.

    Raises LinkExpired after LINK_DAYS; LinkBroken for any other text, and for a link that was
    sealed for another purpose.
    """
    try:
        held = signing.loads(text, salt=f"{SALT}.{purpose}", max_age=LINK_DAYS * 24 * 3600)
    except signing.SignatureExpired:
        raise LinkExpired(f"This link is older than {LINK_DAYS} days.") from None
    except signing.BadSignature:
        raise LinkBroken("This link is not whole.") from None
    return Sealed(*held)
