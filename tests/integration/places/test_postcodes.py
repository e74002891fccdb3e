"""Where a postcode lies, from the national directory."""

from pathlib import Path

import pytest

from goldenthread.commands import CannotDo
from goldenthread.places import postcodes


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_a_postcode_has_a_district_and_a_place() -> None:
    found = postcodes.find("dh1 5ul")  # County Hall, Durham
    assert (found.postcode, found.district) == ("DH1 5UL", "E06000047")
    assert (found.easting, found.northing) == (426_775, 543_541)


def test_a_postcode_without_a_grid_reference_has_no_place() -> None:
    rows = postcodes._index("D")
    unplaced = rows["postcode"][rows["easting"] == 0]
    if len(unplaced):
        assert postcodes.find(unplaced[0].decode()).easting is None
    assert (rows["postcode"][1:] >= rows["postcode"][:-1]).all()
    assert len(rows) > 140_000


def test_a_postcode_nobody_has_gets_a_sentence() -> None:
    for text in ("DH1 0ZZ", "QQ1 1AA"):
        with pytest.raises(CannotDo, match=f"{text} is not in the directory of"):
            postcodes.find(text)
    with pytest.raises(CannotDo, match="is not a full postcode"):
        postcodes.find("DH1")


def test_an_index_cut_short_leaves_nothing(monkeypatch, tmp_path: Path) -> None:
    def fail(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(postcodes.np, "save", fail)
    with pytest.raises(KeyboardInterrupt):
        postcodes.find("DH1 5UL")
    assert not [path for path in (tmp_path / "postcodes").rglob("*") if path.is_file()]
