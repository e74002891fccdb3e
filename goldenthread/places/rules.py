"""How the name of an area and a postcode are read. Plain Python."""

import re

UNSTATED = "unstated"  # code of the area that a document does not state
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")


def folded(text: str) -> str:
    """Give a name as it is compared: small letters, no punctuation, "and" spelled out.

    Words are put in order, so that "durham county" finds "County Durham".
    """
    plain = text.casefold().replace("&", " and ").replace("'", "").replace("\u2019", "")
    return " ".join(sorted(re.findall(r"[a-z0-9]+", plain)))


def named_place_code(name: str) -> str:
    """Make the code of a small place that has none: "place:durham-city"."""
    words = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))
    return f"place:{words}"[:60].rstrip("-")


def tidy_postcode(text: str) -> str:
    """Give a full postcode as it is written, "DH1 5UL", or raise ValueError with a sentence."""
    plain = re.sub(r"\s+", "", text).upper()
    found = _POSTCODE.fullmatch(plain)
    if not found:
        raise ValueError(f'"{text.strip()[:20]}" is not a full postcode. Write it like DH1 5UL.')
    return f"{found[1]} {found[2]}"
