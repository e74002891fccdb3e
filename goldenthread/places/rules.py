"""How names and postcodes are read, and what a boundary must be. Plain Python."""

import re
from datetime import date

import numpy as np

from goldenthread.places.grid import Floats

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


WEST, EAST, SOUTH, NORTH = -9.5, 3.0, 49.0, 62.0  # degrees; the United Kingdom lies within


def check_ring(ring: Floats) -> None:
    """Refuse a ring of a boundary that no map can be made of.

    ring: positions in degrees, longitude first, shape (n, 2). Raises ValueError saying why.
    """
    if not np.isfinite(ring).all():
        raise ValueError("holds a position that is not a finite number")
    if len(ring) < 4 or (ring[0] != ring[-1]).any():
        raise ValueError("has a ring that is not closed")
    (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
    if west >= WEST and east <= EAST and south >= SOUTH and north <= NORTH:
        return
    if west >= SOUTH and east <= NORTH and south >= WEST and north <= EAST:
        raise ValueError("has latitude where longitude must come first")
    if max(east, north) > 180 or min(west, south) < -180:
        raise ValueError("is not in degrees: convert it to WGS84 longitude and latitude first")
    raise ValueError(f"lies outside the United Kingdom (at {west:.2f}, {south:.2f})")


def earlier(one: date | None, other: date | None) -> date | None:
    """Give the earlier of two first days; None, "before we look back", is earliest of all."""
    return None if one is None or other is None else min(one, other)
