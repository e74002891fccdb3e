"""Where something lies that somebody wrote: a postcode, a point of the National Grid, a name."""

import re
from dataclasses import dataclass

from django.db.models.functions import Lower

from goldenthread.casework.rules.likeness import tidy_words
from goldenthread.commands import CannotDo
from goldenthread.places import postcodes
from goldenthread.places.models import Area

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
POINT = re.compile(r"\b([0-6]\d{5})[,;\s]+(\d{6})\b")
NAMED = (Area.Kind.DISTRICT, Area.Kind.PLACE, Area.Kind.WARD)
LONGEST_NAME = 5  # words


@dataclass(frozen=True)
class Located:
    """Where it lies, as far as it could be told.

    district: its code, or empty. easting, northing: metres, or None where no point is known.
    """

    district: str = ""
    easting: int | None = None
    northing: int | None = None


NOWHERE = Located()


def located(written: str) -> Located:
    """Give where a place lies by the point or the postcode that it names.

    Both may stand there: the point then says where, and the postcode in which district.
    """
    found, point = _of_postcode(written), POINT.search(written)
    if point:
        return Located(found.district, int(point[1]), int(point[2]))
    return found


def _of_postcode(written: str) -> Located:
    named = POSTCODE.search(written)
    if not named:
        return NOWHERE
    try:
        found = postcodes.find(named.group())
    except CannotDo:
        return NOWHERE
    return Located(found.district, found.easting, found.northing)


def area_of(place: str) -> Area | None:
    """Give the area in which a place lies: by its postcode, else by the one name it holds.

    None where neither says, or where a name could mean two areas.
    """
    district = located(place).district
    if district:
        return Area.objects.filter(code=district).first()
    words = tidy_words(place).split()
    names = {
        " ".join(words[begin:end])
        for begin in range(len(words))
        for end in range(begin + 1, min(begin + LONGEST_NAME, len(words)) + 1)
    }
    rows = Area.objects.filter(kind__in=NAMED, valid_to=None).annotate(lower=Lower("name"))
    found = list(rows.filter(lower__in=names)[:2]) if names else []
    return found[0] if len(found) == 1 else None
