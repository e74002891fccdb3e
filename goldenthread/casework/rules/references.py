"""References of cases, and secret links: drawn at random, so that none leads to another."""

import hashlib
import secrets

# Neither vowels, so that no word arises, nor signs that look alike when read aloud or by hand.
SIGNS = "BCDFGHJKMNPQRTVWXY346789"
GROUPS, EACH = 3, 3
LINK_BYTES = 32


def new_reference() -> str:
    """Draw a reference such as K7M-4QX-9PD: one of 2.6 million million."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(EACH)) for _ in range(GROUPS))


def tidy(typed: str) -> str:
    """Give a reference as it is kept, however somebody typed it; empty where it can be none."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != GROUPS * EACH or set(signs) - set(SIGNS):
        return ""
    return "-".join(signs[at : at + EACH] for at in range(0, GROUPS * EACH, EACH))


def new_link() -> str:
    """Draw the secret part of a link. Whoever holds it may follow the case, so it is told once."""
    return secrets.token_urlsafe(LINK_BYTES)


def hash_of(link: str) -> str:
    """Give what is kept of a secret link. 256 random bits need neither salt nor slowness."""
    return hashlib.sha256(link.encode()).hexdigest()
