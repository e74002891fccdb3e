"""The table of counts at map points that is shipped, written from the published files."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from goldenthread.sources import declaring, engines, expressions, inputs, receiving
from goldenthread.sources.points import COLUMNS
from goldenthread.sources.small_areas import STREET

HOW = (
    "Counted by `goldenthread hotspots tabulate` from the published files named here: at each map "
    "point, by small area, month and crime type. Crimes are counted by Crime ID, anti-social "
    "behaviour by rows; rows without a place are left out. No row of a person is in it."
)


def write(paths: Sequence[Path], output: Path, *, today: date) -> int:
    """Write the table and, beside it, where it comes from; give how many rows it has.

    output: ends in .parquet. Raises CannotDo where a file is wrong; then nothing is written.
    """
    source = declaring.source(STREET)
    with TemporaryDirectory(prefix="goldenthread-") as folder, engines.engine("") as on:
        checked = receiving.read_all(
            inputs.find(list(paths)), into=Path(folder), source=source, today=today
        )
        found = []
        for one in checked:
            rows = engines.rows_in(on, [one.parquet])
            counted = on.to_pyarrow(expressions.point_counts(rows))
            month = pa.array([f"{one.file.month:%Y-%m}"] * len(counted), pa.string())
            found.append(counted.append_column("month", month).select(COLUMNS))
        order = [COLUMNS[1], COLUMNS[2], *COLUMNS[3:6], COLUMNS[0]]  # like beside like packs best
        table = pa.concat_tables(found).sort_by([(name, "ascending") for name in order])
    pq.write_table(table, output, compression="zstd", compression_level=19)
    told = {
        "table": output.name,
        "source": source.id,
        "title": "Counts of crime and ASB at map points, by month and type",
        "licence": source.licence,
        "attribution": source.attribution,
        "how": HOW,
        "sha256": hashlib.sha256(output.read_bytes()).hexdigest(),
        "files": [
            {"name": one.file.path.name, "sha256": one.sha256, "rows": one.rows} for one in checked
        ],
    }
    output.with_suffix(".yaml").write_text(
        yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8"
    )
    return len(table)
