"""Bad input: a sentence that says what is wrong, where, and what to do. Nothing is changed."""

import gzip
import os
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from goldenthread.accounts.models import Partnership
from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.indicators import ingesting
from goldenthread.indicators.models import Observation
from goldenthread.sources import inputs
from goldenthread.sources.models import Release
from goldenthread.sources.rules import COLUMNS
from tests.factories import street

pytestmark = pytest.mark.django_db


def lake(settings) -> list[Path]:
    return [
        path for path in settings.LAKE_DIR.rglob("*") if path.is_file() and path.name != ".lock"
    ]


@pytest.fixture
def refused(durham: Partnership, settings, tmp_path: Path):
    """Load good data first; then give a function that loads bad data and returns the sentence."""
    first = tmp_path / "first"
    first.mkdir()
    street.write(first, [street.row(), street.row("Burglary", id=1)])
    ingesting.police_street([first], partnership=durham, by=None)
    before = (
        list(Release.objects.of(durham).values()),
        list(Observation.objects.of(durham).values()),
        Event.objects.count(),
        lake(settings),
    )

    def load(*paths: Path) -> str:
        with pytest.raises(CannotDo) as why:
            ingesting.police_street(list(paths), partnership=durham, by=None)
        assert before == (
            list(Release.objects.of(durham).values()),
            list(Observation.objects.of(durham).values()),
            Event.objects.count(),
            lake(settings),
        )
        return str(why.value)

    return load


def bad(tmp_path: Path, content, **how) -> Path:
    folder = tmp_path / "bad"
    folder.mkdir(exist_ok=True)
    return street.write(folder, content, **how)


ROWS = [street.row(month="2025-02"), street.row("Burglary", id=2, month="2025-02")]


def test_a_missing_column_is_named(refused, tmp_path) -> None:
    columns = [one for one in COLUMNS if one != "LSOA code"]
    said = refused(bad(tmp_path, street.text(ROWS, columns=columns), month="2025-02"))
    assert said.startswith('2025-02-durham-street.csv, line 1, column "LSOA code": column ')
    assert "is missing" in said
    assert "The columns are: Crime ID, Month" in said


def test_a_renamed_column_is_named_with_what_stands_there(refused, tmp_path) -> None:
    content = street.text(ROWS).replace("Crime type", "Offence", 1)
    said = refused(bad(tmp_path, content, month="2025-02"))
    assert 'column "Crime type" is missing, and "Offence" is not known' in said


def test_an_extra_column_is_named(refused, tmp_path) -> None:
    said = refused(bad(tmp_path, street.text(ROWS, columns=[*COLUMNS, "Note"]), month="2025-02"))
    assert 'column "Note" does not belong here' in said


def test_misplaced_columns_are_named(refused, tmp_path) -> None:
    columns = [COLUMNS[1], COLUMNS[0], *COLUMNS[2:]]
    said = refused(bad(tmp_path, street.text(ROWS, columns=columns), month="2025-02"))
    assert 'column 1 is "Month" and should be "Crime ID"' in said


def test_a_header_of_something_else_is_refused(refused, tmp_path) -> None:
    said = refused(bad(tmp_path, "a,b\n1,2\n", month="2025-02"))
    assert "this is not the header of such a file" in said


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("Month", "2025-13", 'it says "2025-13", and the file is named for 2025-02'),
        ("Month", "02/2025", 'it says "02/2025"'),
        ("Month", "", "is empty, and a value must stand here"),
        ("Crime type", "Burglry", '"Burglry" is not known here. Did you mean "Burglary"?'),
        ("Crime type", "", "is empty, and a value must stand here"),
        ("Crime ID", "abc", '"abc" is not 64 characters long'),
        ("LSOA code", "Durham", '"Durham" is not a letter and eight digits'),
        ("Longitude", "east", '"east" is not a number'),
        ("Longitude", "174.5", "174.5 is more than 3, the most that can be"),
        ("Longitude", "", 'is empty, though "Latitude" is not'),
        ("Latitude", "nan", '"nan" is not a number'),
        ("Latitude", "5.4", "5.4 is less than 49, the least that can be"),
        ("Location", "x" * 501, "the value is longer than 500 characters"),
    ],
)
def test_a_bad_value_is_named_with_file_line_and_column(
    refused, tmp_path, column: str, value: str, says: str
) -> None:
    rows = [*ROWS, street.row(month="2025-02") | {column: value}, *ROWS]
    said = refused(bad(tmp_path, rows, month="2025-02", packed=True))
    assert said.startswith(f'2025-02-durham-street.csv.gz, line 4, column "{column}": ')
    assert says in said
    assert "nothing was loaded" in said or "Give each month" in said


def test_the_line_is_right_far_into_a_long_file(refused, tmp_path) -> None:
    rows = [street.row(month="2025-02")] * 60_000  # more than one block
    rows[50_000] = street.row(month="2024-02")
    said = refused(bad(tmp_path, rows, month="2025-02"))
    assert "line 50,002, column" in said


def test_a_short_row_and_a_long_row_are_named(refused, tmp_path) -> None:
    lines = street.text(ROWS).splitlines()
    short = "\n".join([*lines, lines[-1].rpartition(",")[0]])
    assert "line 4" in (said := refused(bad(tmp_path, short, month="2025-02")))
    assert "has 11 values where there should be 12" in said
    said = refused(bad(tmp_path, "\n".join([*lines, f"{lines[-1]},more"]), month="2025-02"))
    assert "has 13 values where there should be 12" in said


def test_an_empty_line_is_no_row(refused, tmp_path) -> None:
    said = refused(bad(tmp_path, street.text(ROWS) + "\n\n", month="2025-02"))
    assert "line 4" in said
    assert "has 0 values" in said


def test_an_unclosed_quotation_mark_is_named(refused, tmp_path) -> None:
    content = street.text(ROWS).replace("On or near The Copse", '"On or near', 1)
    said = refused(bad(tmp_path, content, month="2025-02"))
    assert "line 2: a quotation mark is opened and never closed" in said


def test_a_line_break_inside_a_value_is_refused(refused, tmp_path) -> None:
    content = street.text([street.row(month="2025-02", Location="On or\nnear")])
    assert "line 2" in refused(bad(tmp_path, content, month="2025-02"))


def test_a_line_that_ends_in_the_middle_is_named(refused, tmp_path) -> None:
    content = street.text(ROWS).replace("The Copse", "The\rCopse", 1)
    said = refused(bad(tmp_path, content, month="2025-02"))
    assert "line 2: a line ends in the middle of a row" in said


def test_a_file_that_may_not_be_read_is_named(refused, tmp_path, monkeypatch) -> None:
    path = bad(tmp_path, ROWS, month="2025-02")

    def refuse(*args: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as closed:
        closed.setattr(Path, "open", refuse)
        with pytest.raises(CannotDo, match=r"cannot be read .Permission denied."):
            next(iter(inputs.find([path]))).open().__enter__()


def test_another_encoding_is_named(refused, tmp_path) -> None:
    content = street.text([street.row(month="2025-02", Location="Café")]).encode("latin-1")
    said = refused(bad(tmp_path, content, month="2025-02"))
    assert 'line 2, column "Location": is not UTF-8 text' in said
    said = refused(bad(tmp_path, street.text(ROWS).encode("utf-16"), month="2025-02"))
    assert "line 1" in said


def test_a_header_in_another_encoding_is_named(refused, tmp_path) -> None:
    content = street.text(ROWS).replace("Context", "Contèxt").encode("latin-1")
    assert "line 1: is not UTF-8 text" in refused(bad(tmp_path, content, month="2025-02"))


def test_bytes_that_are_no_text_are_named(refused, tmp_path) -> None:
    content = street.text(ROWS).replace("The Copse", "The \0Copse", 1)
    said = refused(bad(tmp_path, content, month="2025-02"))
    assert "line 2: holds bytes that are no text" in said


def test_a_line_too_long_is_named(refused, tmp_path) -> None:
    content = street.text([*ROWS, street.row(month="2025-02", Location="x" * 5_000)])
    said = refused(bad(tmp_path, content, month="2025-02"))
    assert "line 4: a line is longer than 4,000 characters" in said


def test_an_endless_line_is_named(refused, tmp_path) -> None:
    content = street.text(ROWS) + "x" * 6_000_000
    said = refused(bad(tmp_path, content, month="2025-02"))
    assert "line 4: a line is longer than 4,000 characters" in said


def test_a_broken_gzip_is_named(refused, tmp_path) -> None:
    path = bad(tmp_path, ROWS, month="2025-02", packed=True)
    path.write_bytes(path.read_bytes()[:-20])
    assert "cannot be unpacked, it ends too early. Download it again." in refused(path)
    path.write_bytes(b"\x1f\x8b\x08\0" + os.urandom(500))
    assert "cannot be unpacked, it is damaged" in refused(path)
    path.write_bytes(b"plain words")
    assert "cannot be unpacked, it is damaged" in refused(path)


def test_a_truncated_archive_is_named(refused, tmp_path) -> None:
    path = street.archive(tmp_path, {"2025-02/2025-02-durham-street.csv": street.text(ROWS)})
    path.write_bytes(path.read_bytes()[:-30])
    assert "archive.zip: is damaged or no zip archive" in refused(path)


def test_an_archive_damaged_within_is_named(refused, tmp_path) -> None:
    path = street.archive(tmp_path, {"2025-02-durham-street.csv": street.text(ROWS * 50)})
    raw = bytearray(path.read_bytes())
    raw[120:160] = bytes(40)
    path.write_bytes(raw)
    said = refused(path)
    assert said.startswith("archive.zip/2025-02-durham-street.csv")


def test_an_archive_that_points_outside_itself_is_refused(refused, tmp_path) -> None:
    for name in ("../2025-02-durham-street.csv", "/etc/2025-02-durham-street.csv",
                 "..\\2025-02-durham-street.csv"):  # fmt: skip
        path = street.archive(tmp_path, {name: street.text(ROWS)})
        assert "points outside the archive" in refused(path)


def test_an_archive_that_swells_is_refused(refused, tmp_path) -> None:
    content = street.text(ROWS).encode() + b"\n" * 30_000_000
    path = street.archive(tmp_path, {"2025-02-durham-street.csv": content})
    assert path.stat().st_size < 100_000
    said = refused(path)
    assert "would unpack to 30,000" in said
    assert "no street-level file does" in said


def test_a_gzip_that_swells_is_refused_early(refused, tmp_path) -> None:
    path = tmp_path / "2025-02-durham-street.csv.gz"
    with gzip.open(path, "wb") as file:
        file.write(street.text(ROWS).encode())
        for _ in range(50):
            file.write(b" " * 1_000_000)
    assert "line 4: a line is longer" in refused(path)


def test_a_file_too_large_for_any_force_is_refused(refused, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("goldenthread.sources.rules.LARGEST_FILE", 5_000)
    said = refused(bad(tmp_path, ROWS * 50, month="2025-02"))
    assert "which no published file of this kind is" in said


def test_an_archive_with_a_password_is_named(refused, tmp_path) -> None:
    path = street.archive(tmp_path, {"2025-02-durham-street.csv": street.text(ROWS)})
    raw = bytearray(path.read_bytes())
    raw[6] |= 1  # the flag of a locked file, in its own head and in the list at the end
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert "is locked with a password" in refused(path)


def test_an_archive_without_street_files_is_named(refused, tmp_path) -> None:
    said = refused(street.archive(tmp_path, {"2025-02/2025-02-durham-outcomes.csv": "a"}))
    assert "archive.zip: holds no street-level file. Files are named as" in said


def test_an_archive_with_too_many_files_is_refused(refused, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("goldenthread.sources.rules.MOST_FILES", 0)
    assert "holds 1 files" in refused(street.archive(tmp_path, {"a": "b"}))


def test_no_zip_archive_at_all_is_named(refused, tmp_path) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(os.urandom(1_000))
    assert "is damaged or no zip archive" in refused(path)
    with zipfile.ZipFile(path, "w"):
        pass
    assert "holds no street-level file" in refused(path)


def test_an_empty_file_and_one_without_rows_are_named(refused, tmp_path) -> None:
    assert "is empty. Download it again." in refused(bad(tmp_path, "", month="2025-02"))
    packed = bad(tmp_path, "", month="2025-02", packed=True)
    assert "is empty. Download it again." in refused(packed)
    said = refused(bad(tmp_path, street.text([]), month="2025-02"))
    assert "holds a header and no rows" in said


def test_what_is_no_file_is_named(refused, tmp_path) -> None:
    assert "there is no such file or folder" in refused(tmp_path / "nowhere.csv")
    pipe = tmp_path / "2025-02-durham-street.csv"
    os.mkfifo(pipe)
    assert "is not a file" in refused(pipe)


def test_a_folder_without_street_files_is_named(refused, tmp_path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "notes.txt").write_text("x")
    assert "holds no street-level file" in refused(folder)


def test_a_folder_with_too_many_files_is_refused(refused, tmp_path, monkeypatch) -> None:
    path = bad(tmp_path, ROWS, month="2025-02")
    monkeypatch.setattr("goldenthread.sources.rules.MOST_FILES", 0)
    assert "holds more than 0 files" in refused(path.parent)


def test_a_name_without_month_and_force_is_refused(refused, tmp_path) -> None:
    for name in ("crimes.csv", "2025-13-durham-street.csv"):
        path = tmp_path / name
        path.write_text(street.text(ROWS))
        assert "the name does not say month and force" in refused(path)


def test_a_force_nobody_knows_gets_the_nearest(refused, tmp_path) -> None:
    said = refused(bad(tmp_path, ROWS, month="2025-02", force="durhan"))
    assert 'no police force is named "durhan". Did you mean "durham"?' in said


def test_a_month_that_has_not_ended_is_refused(refused, tmp_path) -> None:
    said = refused(bad(tmp_path, ROWS, month="2199-02"))
    assert "February 2199 has not ended yet" in said


def test_two_copies_of_a_month_that_differ_are_refused(refused, tmp_path) -> None:
    one = bad(tmp_path, ROWS, month="2025-02")
    two = bad(tmp_path, ROWS[:1], month="2025-02", packed=True)
    said = refused(one, two)
    assert "both tell of durham in February 2025 and differ" in said


def test_two_copies_too_large_to_compare_are_refused(refused, tmp_path, monkeypatch) -> None:
    one = bad(tmp_path, ROWS * 50, month="2025-02")
    two = bad(tmp_path, ROWS * 50, month="2025-02", packed=True)
    monkeypatch.setattr("goldenthread.sources.rules.LARGEST_FILE", 5_000)
    assert "which no published file of this kind is" in refused(one, two)


def test_binary_rubbish_is_refused(refused, tmp_path) -> None:
    said = refused(bad(tmp_path, os.urandom(100_000), month="2025-02"))
    assert said.startswith("2025-02-durham-street.csv, line 1")


def test_a_good_file_beside_a_bad_one_is_not_loaded(refused, tmp_path) -> None:
    good = bad(tmp_path, ROWS, month="2025-02")
    worse = bad(tmp_path, [street.row(month="2025-02")], month="2025-03")
    assert "2025-03-durham-street.csv, line 2" in refused(good, worse)


def test_invented_rows_beside_real_ones_are_refused(refused, tmp_path) -> None:
    real = bad(tmp_path, ROWS, month="2025-02")
    invented = bad(tmp_path, ROWS, month="2025-02", force="exampleshire-invented")
    assert "cannot be loaded together with real files" in refused(real, invented)


@pytest.mark.parametrize("head", [b"", street.text(ROWS).encode()], ids=["alone", "after rows"])
def test_a_gigabyte_of_rubbish_is_refused_within_seconds_and_in_little_memory(
    refused, tmp_path, head: bytes
) -> None:
    path = bad(tmp_path, head or b"\0", month="2025-02")
    os.truncate(path, 1 << 30)  # a hole: no disk is used
    tracemalloc.start()
    started = time.monotonic()
    said = refused(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "line" in said
    assert time.monotonic() - started < 10
    assert peak < 64 << 20
