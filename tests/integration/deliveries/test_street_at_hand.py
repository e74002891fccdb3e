"""Every street-level file at hand, and months that nobody has published yet, can be read."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from goldenthread.places import lookups
from goldenthread.sources import declaring, inputs, receiving
from goldenthread.sources.street import Checked
from tests.factories import street

STATED = re.compile(r"^\| (\S+-street\.csv\.gz) \| (\d+) \|", re.MULTILINE)


def read(*paths: Path, into: Path, today: date = date(2026, 1, 1)) -> list[Checked]:
    source = declaring.source("police_street")
    into.mkdir(exist_ok=True)
    return receiving.read_all(inputs.find(list(paths)), into=into, source=source, today=today)


@pytest.mark.parametrize(
    ("folder", "files"), [("police_street", 25), ("police_street_all_forces", 39)]
)
def test_every_file_holds_the_rows_that_its_readme_states(shared, tmp_path, folder, files) -> None:
    place = shared / folder
    stated = {name: int(rows) for name, rows in STATED.findall((place / "README.md").read_text())}
    done = read(place, into=tmp_path / "lake")
    assert len(stated) == files
    assert {one.file.own_name: one.rows for one in done} == stated
    assert {one.file.own_name: pq.read_metadata(one.parquet).num_rows for one in done} == stated


def test_a_zip_gives_the_same_rows_as_the_files_alone(shared, tmp_path) -> None:
    place = shared / "police_street"
    alone = read(*sorted(place.glob("2025-0[1-3]-*.csv.gz")), into=tmp_path / "alone")
    with zipfile.ZipFile(tmp_path / "2025-03.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for one in alone:
            with one.file.open() as stream:
                name = one.file.own_name.removesuffix(".gz")
                packed.writestr(f"{name[:7]}/{name}", stream.read(1 << 30))
    zipped = read(tmp_path / "2025-03.zip", into=tmp_path / "zipped")
    assert [one.content_sha256 for one in zipped] == [one.content_sha256 for one in alone]
    assert len({one.sha256 for one in zipped}) == 1
    assert len({one.sha256 for one in alone}) == len(alone) == 7
    for one, other in zip(zipped, alone, strict=True):
        assert pq.read_table(one.parquet).equals(pq.read_table(other.parquet))


@pytest.mark.parametrize("month", ["2010-12", "2013-05", "2019-02", "2026-09", "2031-12"])
def test_months_never_seen_are_read(tmp_path, month) -> None:
    rows = [street.row(month=month), street.row("Burglary", id=1, month=month)]
    forces = sorted(lookups.police_forces())[:3]
    paths = [street.write(tmp_path, rows, month=month, force=one, packed=True) for one in forces]
    done = read(*paths, into=tmp_path / "lake", today=date(2032, 1, 1))
    assert [(one.file.force, one.rows) for one in done] == [(one, 2) for one in forces]
    assert {f"{one.file.month:%Y-%m}" for one in done} == {month}
