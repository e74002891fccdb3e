"""What is counted from street-level rows, as Ibis expressions: the same on DuckDB and on Spark.

Every function takes tables and gives a table. Nothing runs here: no engine, no file, no Django.
`engines` says where they run.

Source of the rules: what data.police.uk says of its columns, and the notes declared with the
source (definitions/sources/police_street.yaml).
"""

from collections.abc import Collection

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from goldenthread.sources import rules

NO_PLACE = "no LSOA code: counted for the whole force only"
UNKNOWN = "LSOA code not known: counted for the whole force only"
ELSEWHERE = "lies in another force's area: counted for the whole force only"


def placed(rows: Table, files: Table, places: Table) -> Table:
    """Give each row its force, its district, and the force in whose area that district lies.

    rows: as the lake holds them. files: file (number), force (code of its area, "" for none).
    places: lsoa_code, district, home (code of the force's area), each code once.
    """
    return rows.join(files, "file").left_join(places, "lsoa_code")


def counts(placed: Table) -> Table:
    """Count for districts and for forces, by crime type and all crimes together.

    Gives file, area, crime_type as published or "all-crime", number (see `_tallied`), rows. A
    district counts the rows of its own force; a force counts every row it published.
    """
    rows = _told_apart(placed)
    at_home = rows.filter(rows.home == rows.force).mutate(area=rows.district)
    of_force = rows.filter(rows.force != "").mutate(area=rows.force)
    parts = []
    for some in (at_home, of_force):
        parts.append(_tallied(some, "file", "area", "crime_type"))
        all_crime = _tallied(some.filter(crimes(some)), "file", "area", is_asb=False)
        parts.append(all_crime.mutate(crime_type=ibis.literal(rules.ALL_CRIME)))
    columns = ("file", "area", "crime_type", "number", "rows")
    return ibis.union(*(one.select(*columns) for one in parts))


def small_area_counts(rows: Table, *, types: Collection[str] | None) -> Table:
    """Count rows of some crime types, all together, by LSOA code as it stands in the row.

    types: as published; None for all crimes. Gives file, code, number, rows.
    """
    some = rows.filter(of_types(rows, types)).mutate(code=_plain(rows, "lsoa_code"))
    is_asb = types is not None and set(types) == {rules.ASB}
    return _tallied(_told_apart(some), "file", "code", is_asb=is_asb)


def point_counts(rows: Table) -> Table:
    """Count for each map point, small area and crime type. Rows without a place are left out.

    Gives file, longitude, latitude, location, code, crime_type, number (see `_tallied`), rows. A
    crime whose rows stand at two points, or under two types, counts at each.
    """
    placed = rows.filter(rows.longitude.notnull() & rows.lsoa_code.notnull())
    plain = _told_apart(placed).mutate(
        longitude=placed.longitude.cast("float64"),
        latitude=placed.latitude.cast("float64"),
        location=_plain(placed, "location"),
        code=_plain(placed, "lsoa_code"),
        crime_type=_plain(placed, "crime_type"),
    )
    return _tallied(plain, "file", "longitude", "latitude", "location", "code", "crime_type")


def of_types(rows: Table, types: Collection[str] | None) -> BooleanValue:
    """Whether a row is of one of some crime types as published; None for every crime."""
    return crimes(rows) if types is None else _plain(rows, "crime_type").isin(list(types))


def crimes(rows: Table) -> BooleanValue:
    """Whether a row is a crime: anti-social behaviour is none."""
    return _plain(rows, "crime_type") != rules.ASB


def set_aside(placed: Table) -> Table:
    """Count the rows that count for their force and for no district, by reason.

    Gives file, reason, count, first_line and the LSOA code there, in order of file and reason.
    """
    reason = ibis.cases(
        (placed.lsoa_code.isnull(), NO_PLACE),
        (placed.district.isnull(), UNKNOWN),
        (placed.home != placed.force, ELSEWHERE),
    )
    rows = placed.filter(placed.force != "").mutate(reason=reason)
    rows = rows.filter(rows.reason.notnull())
    found = rows.group_by(["file", "reason"]).aggregate(
        count=rows.count(),
        first_line=rows.line.min(),
        sample=_plain(rows, "lsoa_code").argmin(rows.line),
    )
    return found.order_by(["file", "reason"])


def _told_apart(rows: Table) -> Table:
    """Mark the rows whose Crime ID stands in another row of the file as well: `again`.

    Few do. Only those need their IDs held against each other, which is most of the work.
    """
    of_ids = rows.filter(rows.crime_id.notnull()).group_by(["file", "crime_id"])
    often = of_ids.aggregate(times=ibis._.count()).filter(ibis._.times > 1)
    again = often.select("file", "crime_id", again=ibis.literal(True))
    return rows.left_join(again, ["file", "crime_id"])


def _tallied(rows: Table, *by: str, is_asb: bool | None = None) -> Table:
    """Count rows, and incidents or crimes, by some columns.

    Crimes are counted by Crime ID, so a crime in two rows is one, and each without an ID is one;
    ASB incidents by rows. is_asb: whether all rows are; None where crime_type is in `by`.
    """
    found = rows.group_by(list(by)).aggregate(
        rows=rows.count(),
        alone=rows.again.isnull().sum(),
        different=rows.crime_id.nunique(where=rows.again.notnull()),
    )
    return found.mutate(number=_number(found, is_asb)).drop("alone", "different")


def _number(found: Table, is_asb: bool | None) -> IntegerValue:
    crimes_of = found.alone + found.different
    if is_asb is None:
        return crimes(found).ifelse(crimes_of, found.rows)
    return found.rows if is_asb else crimes_of


def _plain(rows: Table, column: str) -> ibis.expr.types.StringValue:
    """Give a column of words, however the lake packs them."""
    return rows[column].cast("string")
