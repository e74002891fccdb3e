"""Finding areas by what people type."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from django.utils import timezone
from rapidfuzz import fuzz, process

from goldenthread.accounts.models import Partnership
from goldenthread.commands import CannotDo
from goldenthread.places import grid, lookups, rules
from goldenthread.places.models import Area, Boundary
from goldenthread.places.postcodes import Postcode

SMALL = (Area.Kind.LSOA, Area.Kind.MSOA, Area.Kind.WARD)
MOST_SMALL = 2_000


def area(text: str) -> Area:
    """Give the area that somebody typed: "County Durham", "E06000047", "durham county".

    Raises CannotDo with the nearest names where it is none, or could be several.
    """
    typed = text.strip()
    exact = Area.objects.filter(code__iexact=typed).first()
    if exact:
        return exact
    every = _candidates(typed)
    wanted = rules.folded(typed)
    found = [one for one in every if wanted and wanted in _names(one)]
    found = _meant(found)
    if len(found) == 1:
        return found[0]
    if found:
        told = " or ".join(f"{one.name} ({one.code}, {one.get_kind_display()})" for one in found)
        raise CannotDo(f'"{typed}" could be {told}. Give its code.')
    raise CannotDo(f'No area is known as "{typed[:60]}". {_nearest(typed, every)}')


def _meant(found: list[Area]) -> list[Area]:
    """Keep, of areas of one name, those still valid: a merged council's name can live on."""
    today = timezone.localdate()
    return [one for one in found if one.valid_to is None or one.valid_to >= today] or found


def _candidates(typed: str) -> list[Area]:
    """Give the areas that a name could mean: of the small ones, those that begin alike.

    A country has 43,000 small areas, and nobody types one without the beginning of its name.
    """
    large = list(Area.objects.exclude(kind__in=[Area.Kind.UNSTATED, *SMALL]))
    begin = typed.split()[0][:20] if typed.split() else ""
    small = Area.objects.filter(kind__in=SMALL, name__istartswith=begin)[:MOST_SMALL]
    return [*large, *(small if begin else ())]


def _names(one: Area) -> set[str]:
    return {rules.folded(name) for name in (one.name, *one.aliases)}


def _nearest(typed: str, every: Iterable[Area]) -> str:
    codes = {one.name: one.code for one in every}
    found = process.extract(
        typed, list(codes), processor=rules.folded, scorer=fuzz.WRatio, limit=3, score_cutoff=60
    )
    if not found:
        return "Try County Durham, or a code such as E06000047."
    return f"Did you mean {' or '.join(f'{name} ({codes[name]})' for name, *_ in found)}?"


def areas_by_code(codes: Iterable[str]) -> dict[str, Area]:
    """Give areas by their codes; "" gives the area that is not stated.

    Raises CannotDo naming the first code that is not known.
    """
    wanted = {code: code or rules.UNSTATED for code in codes}
    known = Area.objects.in_bulk(list(wanted.values()), field_name="code")
    missing = sorted(code for code in wanted.values() if code not in known)
    if missing:
        raise CannotDo(f'No area has the code "{missing[0]}". Declare it under definitions/places.')
    return {asked: known[code] for asked, code in wanted.items()}


def today_of(code: str) -> Area | None:
    """Give the district that a district's code of any year means today; None where unknown.

    A council that has been merged counts for the one that took it over.
    """
    return Area.objects.filter(code=districts_today().get(code, code)).first()


def districts_today() -> dict[str, str]:
    """Give the code of today by each earlier code of a district."""
    return {
        earlier: one["code"] for one in lookups.districts() for earlier in one["earlier"].split()
    }


def on_grid(lines: Sequence[Boundary]) -> np.ndarray:
    """Give exact boundaries in metres of the National Grid."""
    exact = shapely.from_wkb([bytes(one.exact) for one in lines])
    return np.array(shapely.transform(exact, grid.to_metres), dtype=object)


@dataclass(frozen=True)
class Placed:
    """Where a postcode lies, and who answers for it, as a sentence."""

    postcode: Postcode
    district: Area | None
    wholes: list[Area]
    sentence: str


def placed(found: Postcode, partnership: Partnership) -> Placed:
    """Say where a postcode lies, as seen from one partnership."""
    district = Area.objects.filter(code=found.district).first() if found.district else None
    wholes = list(district.wholes.order_by("kind", "name")) if district else []
    codes = {found.district, *(whole.code for whole in wholes)}
    if district is None:
        sentence = f"The directory does not say which district {found.postcode} lies in."
    elif partnership.area_code in codes:
        sentence = f"This is in {district.name}, so the {partnership} answers for it."
    else:
        sentence = (
            f"This is in {district.name}. The {partnership} does not answer for it; "
            f"the partnership of {district.name} does."
        )
    return Placed(found, district, wholes, sentence)
