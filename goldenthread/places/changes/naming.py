"""Making areas: small places that have no code of their own, and those that a file names."""

from collections.abc import Iterable, Mapping
from datetime import date

from goldenthread.commands import CannotDo
from goldenthread.places import rules
from goldenthread.places.layers import Ended
from goldenthread.places.models import Area, PartOf
from goldenthread.places.queries import today_of

BATCH = 500
ENDED_2011 = date(2021, 3, 20)  # the day before the codes of the 2021 Census began


def name_place(name: str) -> Area:
    """Give the area for a small place that a document names, making it where it is new.

    name: as printed, such as "Coundon Grange". Areas are the same for every partnership and
    hold nothing but the name, so no permission is asked and no event written.
    """
    tidy = " ".join(name.split())
    place, _ = Area.objects.get_or_create(
        code=rules.named_place_code(tidy),
        defaults={"name": tidy[:120], "kind": Area.Kind.PLACE},
    )
    return place


def make_areas(
    names: Mapping[str, str],
    *,
    kind: str,
    starts: date | None,
    vintage: str,
    also: Iterable[str] = (),
) -> tuple[dict[str, Area], int]:
    """Give areas of one kind by their codes, making those that are new; and how many those are.

    names: by code; "" where a file gives none. A name that is known stays, a code that stood
    in for one gives way. starts: first day of codes that are new. vintage: a census' year, ""
    where there is none. also: kinds that a known code may be of as well.
    Raises CannotDo where a code is known as another kind.
    """
    known = Area.objects.in_bulk(list(names), field_name="code")
    for area in known.values():
        if area.kind not in {kind, *also}:
            raise CannotDo(
                f"{area.code} is known as the {area.get_kind_display()} {area.name}, "
                f"not as a {Area.Kind(kind).label}. Check the layer you named."
            )
    new = [
        Area(code=code, name=name or code, kind=kind, valid_from=starts,
             vintages=[vintage] if vintage else [])
        for code, name in names.items()
        if code not in known
    ]  # fmt: skip
    changed = [area for area in known.values() if _learns(area, names[area.code], starts, vintage)]
    Area.objects.bulk_create(new, batch_size=BATCH)
    Area.objects.bulk_update(
        changed, ["name", "vintages", "valid_from", "valid_to"], batch_size=BATCH
    )
    return known | {one.code: one for one in new}, len(new)


def _learns(area: Area, name: str, starts: date | None, vintage: str) -> bool:
    """Add to an area what a file knows of it; say whether that was anything."""
    before = area.name, list(area.vintages), area.valid_from
    if name and area.name == area.code:
        area.name = name
    if vintage and vintage not in area.vintages:
        area.vintages = sorted([*area.vintages, vintage])
        area.valid_from = rules.earlier(area.valid_from, starts)
    return before != (area.name, area.vintages, area.valid_from)


def end_areas(areas: Mapping[str, Area], every: Iterable[Ended]) -> None:
    """Write down the last day of codes that are declared to have ended, and what they became."""
    for ended in every:
        for area in filter(None, map(areas.get, ended.codes)):
            area.valid_to = ended.on
            area.save(update_fields=["valid_to"])
            now = today_of(area.code)
            if now and now != area:
                PartOf.objects.get_or_create(part=area, whole=now)


def settle_vintages(kind: str, areas: Iterable[Area]) -> None:
    """Write the last day of codes of 2011 that the next census no longer has.

    That is known only in a district whose areas of both censuses have been loaded: there, a
    code of 2011 alone ended the day before the codes of 2021 began.
    """
    if kind not in {Area.Kind.LSOA, Area.Kind.MSOA}:
        return
    ids = [area.pk for area in areas]
    wholes = set()
    for at in range(0, len(ids), BATCH):
        found = PartOf.objects.filter(part__in=ids[at : at + BATCH], whole__kind="district")
        wholes |= set(found.values_list("whole", flat=True))
    ended = []
    for whole in sorted(wholes):
        every = list(Area.objects.filter(wholes=whole, kind=kind))
        if not any("2021" in one.vintages for one in every):
            continue
        for one in every:
            ends = ENDED_2011 if one.vintages == ["2011"] else None
            if one.valid_to != ends:
                one.valid_to = ends
                ended.append(one)
    Area.objects.bulk_update(ended, ["valid_to"], batch_size=BATCH)
