"""An archive with thousands of members is opened once for all of them."""

import gzip
import zipfile
from pathlib import Path

from goldenthread.sources import inputs
from goldenthread.sources.inputs import GivenFile


def made(folder: Path) -> list[GivenFile]:
    for name in ("one.zip", "two.zip"):
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as packed:
            for member in "ab":
                packed.writestr(member, f"{name} {member}")
    (folder / "loose.csv").write_text("loose")
    (folder / "packed.csv.gz").write_bytes(gzip.compress(b"packed"))
    members = [GivenFile(folder / name, one) for name in ("one.zip", "two.zip") for one in "ab"]
    return [*members, *(GivenFile(folder / name, "") for name in ("loose.csv", "packed.csv.gz"))]


def content(file: GivenFile) -> bytes:
    with file.open() as stream:
        return stream.read(99)


SAID = [b"one.zip a", b"one.zip b", b"two.zip a", b"two.zip b", b"loose", b"packed"]


def test_each_archive_is_opened_once(tmp_path, monkeypatch) -> None:
    files, opened = made(tmp_path), []
    kept = zipfile.ZipFile

    def counted(path, *args):
        opened.append(path)
        return kept(path, *args)

    monkeypatch.setattr(zipfile, "ZipFile", counted)
    with inputs.held_open(files) as held:
        assert [content(file) for file in held] == SAID
    assert len(opened) == 2


def test_held_open_or_not_it_is_the_same_file(tmp_path) -> None:
    files = made(tmp_path)
    with inputs.held_open(files) as held:
        assert held == files
    assert [content(file) for file in files] == SAID
