"""Archives of street-level files as data.police.uk gives them: real ones, or grown like them."""

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks import DATA

MONTH = "2025-06"
HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n"
)
GROWN = ("cleveland", "cumbria", "durham", "lancashire", "north-yorkshire", "northumbria")
ROWS = 10_000  # of a grown file


def archive(path: Path, months: int) -> None:
    """Write a zip of so many months of every force there is."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for month in (f"2025-{6 - back:02d}" for back in range(months)):
            for force, content in forces():
                packed.writestr(
                    f"{month}/{month}-{force}-street.csv",
                    content.replace(MONTH.encode(), month.encode()),
                )


def forces() -> Iterator[tuple[str, bytes]]:
    """Every force with its file of June 2025."""
    real = sorted((DATA / "police_street_all_forces").glob(f"{MONTH}-*-street.csv.gz"))
    for path in real:
        force = path.name.removeprefix(f"{MONTH}-").removesuffix("-street.csv.gz")
        yield force, gzip.decompress(path.read_bytes())
    if not real:
        for number, force in enumerate(GROWN):
            yield force, grown(force, number)


def grown(force: str, seed: int) -> bytes:
    """A file with rows that look as a force's do, none of them real."""
    chance = np.random.default_rng(seed)
    ids = chance.bytes(32 * ROWS).hex()
    east, north = chance.uniform(-2.4, -1.2, ROWS), chance.uniform(54.4, 55.0, ROWS)
    street, area = chance.integers(1, 3_000, ROWS), chance.integers(20_000, 20_600, ROWS)
    title = f"{force.replace('-', ' ').title()} Police"
    rows = (
        f"{ids[64 * n : 64 * n + 64]},{MONTH},{title},{title},{east[n]:.6f},{north[n]:.6f},"
        f"On or near Street {street[n]},E010{area[n]},Place {area[n]}A,Burglary,"
        "Investigation complete; no suspect identified,\n"
        for n in range(ROWS)
    )
    return (HEADER + "".join(rows)).encode()
