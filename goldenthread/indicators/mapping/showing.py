"""Places as tables, lists and words for the page's components."""

from typing import Any

from django.urls import reverse

from goldenthread.indicators.mapping.asked import held_months, said_months
from goldenthread.indicators.mapping.plans import Made
from goldenthread.indicators.mapping.profile import Profile
from goldenthread.indicators.mapping.values import Counted
from goldenthread.places.models import Area
from goldenthread.tables import Column

HIDDEN = "not shown"
AREA_COLUMNS: list[Column[Area]] = [
    Column("name", "Area", lambda one: one.name.casefold()),
    Column("kind", "Kind", lambda one: one.kind),
    Column("code", "Code", lambda one: one.code),
    Column("valid", "Valid", lambda one: one.valid_from),
]
COUNT_COLUMNS: list[Column[Counted]] = [
    Column("name", "Area", lambda one: one.name.casefold()),
    Column("count", "How many", lambda one: one.count, numeric=True),
]
RATE_COLUMNS: list[Column[Counted]] = [
    *COUNT_COLUMNS,
    Column("residents", "Residents", lambda one: one.residents, numeric=True),
    Column("rate", "Per 1,000 residents", lambda one: one.rate, numeric=True),
    Column("range", "Likely range", None, numeric=True),
]


def columns_of(made: Made) -> list[Column[Counted]]:
    """Give the columns of a map's table."""
    return RATE_COLUMNS if made.table and made.table.has_rates else COUNT_COLUMNS


def row_of(one: Counted, *, has_rates: bool) -> dict[str, str]:
    """Give one row of a map's table, ready to print."""
    row = {"code": one.code, "name": one.name, "count": _whole(one.count)}
    if has_rates:
        row |= {
            "residents": _whole(one.residents),
            "rate": HIDDEN if one.rate is None else f"{one.rate:,.1f}",
            "range": HIDDEN
            if one.low is None or one.high is None
            else f"{one.low:,.1f} to {one.high:,.1f}",
        }
    return row


def _whole(value: int | None) -> str:
    return HIDDEN if value is None else f"{value:,}"


def valid(area: Area) -> str:
    """Say from when to when an area's code is valid."""
    said = []
    if area.valid_from:
        said.append(f"from {area.valid_from:%-d %B %Y}")
    if area.valid_to:
        said.append(f"until {area.valid_to:%-d %B %Y}")
    text = " ".join(said) or "no first and no last day is recorded"
    return f"{text[0].upper()}{text[1:]}"


def facts(profile: Profile) -> list[dict[str, Any]]:
    """What an area is, for components/definition_list.html."""
    area = profile.area
    items: list[dict[str, Any]] = [
        {"term": "What it is", "text": area.get_kind_display().capitalize()},
        {"term": "Code", "text": area.code},
        {"term": "Valid", "text": valid(area)},
    ]
    if area.vintages:
        items.append({"term": "Census", "text": " and ".join(area.vintages)})
    if area.aliases:
        items.append({"term": "Also known as", "text": ", ".join(area.aliases)})
    items.append({"term": "Part of", "list": [_link(one) for one in profile.wholes]}
                 if profile.wholes else
                 {"term": "Part of", "text": "Nothing larger is declared"})  # fmt: skip
    if profile.beside:
        items.append({"term": "Beside", "list": list(profile.beside)})
    return items


def _link(one: Area) -> dict[str, str]:
    text = f"{one.name} ({one.get_kind_display()})"
    return {"url": reverse("place_profile", args=[one.code]), "text": text}


def parts(profile: Profile) -> dict[str, Any]:
    """What an area is made of: links to the larger parts, counts of the small ones."""
    labels = {str(kind): str(kind.label) for kind in Area.Kind}
    return {
        "links": [_link(one) for one in profile.parts],
        "small": [f"{count:,} {labels[kind]}s" for kind, count in sorted(profile.small.items())],
    }


def held(profile: Profile) -> list[str]:
    """Say what is loaded that a map of this area could be made of, and what is not."""
    said = []
    months = held_months(profile.files)
    if months:
        said.append(f"Street-level rows: {said_months(months)}.")
    elif profile.districts:
        said.append(
            "No street-level rows are loaded for this area. Load files of data.police.uk with "
            "goldenthread evidence ingest police-street, and counts by small area appear here."
        )
    kinds = {one.kind for one in profile.sets}
    for kind, layer in (
        ("lsoa", "lsoa-2021"),
        ("msoa", "msoa-2021"),
        ("district", "district-2022"),
    ):
        label = Area.Kind(kind).label
        if kind in kinds:
            said.append(f"Boundaries of {label}s are loaded.")
        elif profile.districts:
            said.append(
                f"No boundaries of {label}s are loaded. Download them from the Open Geography "
                f"Portal of the Office for National Statistics and load them with goldenthread "
                f"places load-boundaries --layer {layer}."
            )
    return said
