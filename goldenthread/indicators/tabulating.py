"""The table of monthly counts that ships, written from the published files by our own importer."""

import csv
import hashlib
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import yaml

from goldenthread.indicators import ingesting
from goldenthread.indicators.counted import STREET
from goldenthread.indicators.loading import TABLE_COLUMNS
from goldenthread.places import lookups
from goldenthread.sources import declaring
from goldenthread.sources.counting import Count
from goldenthread.sources.street import Checked

HOW = (
    "Counted by `goldenthread evidence tabulate` from the published files named here. A district "
    "counts the rows of its force whose LSOA code lies in it; the force area counts every row its "
    "force published. Crimes are counted by Crime ID, anti-social behaviour by rows."
)

INVENTED = (
    "Invented from a fixed seed, to try the import with. It tells of no real place or person."
)


def write(paths: Sequence[Path], output: Path, *, today: date) -> int:
    """Write the table and, beside it, where it comes from; give how many rows it has.

    Raises CannotDo where a file is wrong; then nothing is written.
    """
    counts, files = ingesting.tabulate(paths, today=today)
    source = declaring.source(STREET)
    content = table(counts, files).encode()
    invented = any(one.file.force == lookups.INVENTED["slug"] for one in files)
    told = {
        "table": output.name,
        "source": source.id,
        "title": "Monthly counts of crime and ASB by type" + (" (invented)" if invented else ""),
        "licence": "none: invented" if invented else source.licence,
        "attribution": INVENTED if invented else source.attribution,
        "how": HOW,
        "invented": invented,
        "sha256": hashlib.sha256(content).hexdigest(),
        "files": [
            {
                "name": one.file.path.name,
                "sha256": one.sha256,
                "csv_sha256": one.content_sha256,
                "bytes": one.bytes,
                "rows": one.rows,
                "month": f"{one.file.month:%Y-%m}",
                "force": one.file.force,
            }
            for one in files
        ],
    }
    output.write_bytes(content)
    output.with_suffix(".yaml").write_text(
        yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8"
    )
    return content.count(b"\n") - 1


def table(counts: Sequence[Count], files: Sequence[Checked]) -> str:
    """Give the table as CSV text, in the order of month, force, area and category."""
    force = {one.number: one.file.force for one in files}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(TABLE_COLUMNS)
    rows = [
        (f"{one.month:%Y-%m}", force[one.file], one.area, one.category, one.number, one.rows)
        for one in counts
    ]
    writer.writerows(sorted(rows))
    return text.getvalue()
