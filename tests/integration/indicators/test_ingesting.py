"""Loading street-level files: counts, versions, superseding, withdrawing, and a killed load."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.indicators import ingesting, tracing
from goldenthread.indicators.models import Observation
from goldenthread.indicators.readings import Readings
from goldenthread.places.lookups import lsoa_districts
from goldenthread.sources import changes as sources
from goldenthread.sources import lake, queries
from goldenthread.sources.models import Release, ReleaseFile, Source
from goldenthread.sources.queries import Cover
from tests.factories import street
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
COUNTY, DARLINGTON, FORCE = "E06000047", "E06000005", "E23000008"


def ingest(durham: Partnership, *paths: Path, by=None) -> ingesting.Ingested:
    return ingesting.police_street(list(paths), partnership=durham, by=by)


def number(durham: Partnership, area: str, breakdown: str = "", indicator: str = "crime_count",
           month: str = "January 2025"):  # fmt: skip
    read = Readings.load(durham, by=None, indicators=[indicator], areas=[area])
    return read.figure(indicator, area, Period.parse(month), breakdown).count


@pytest.fixture
def january(tmp_path: Path) -> Path:
    """Two equal ASB rows, a crime in two rows, one in Darlington, one elsewhere, odd places."""
    return street.write(
        tmp_path,
        [
            street.row(),
            street.row(),
            street.row("Burglary", id=1, outcome="Under investigation"),
            street.row("Burglary", id=1, outcome="Unable to prosecute suspect"),
            street.row("Drugs", lsoa=street.PETERLEE),
            street.row("Robbery", id=2, lsoa=street.DARLINGTON),
            street.row("Drugs", id=3, lsoa=street.COLCHESTER),
            street.row("Drugs", id=4, lsoa="E01999999"),
            street.row("Drugs", id=5, lsoa="", Longitude="", Latitude=""),
            street.row(lsoa=""),
        ],
    )


def test_identical_rows_count_and_a_repeated_crime_is_one(durham, january) -> None:
    done = ingest(durham, january)
    assert (done.files, done.rows) == (1, 10)
    assert number(durham, COUNTY, indicator="asb_incidents") == 2
    assert number(durham, COUNTY) == 2  # the burglary once, the drugs row without an ID
    assert number(durham, COUNTY, "burglary") == 1
    assert number(durham, COUNTY, "drugs") == 1
    assert number(durham, COUNTY, "robbery") == 0
    assert number(durham, DARLINGTON) == 1


def test_the_force_counts_every_row_it_published_and_the_rest_is_reported(durham, january) -> None:
    done = ingest(durham, january)
    assert number(durham, FORCE) == 6
    assert number(durham, FORCE, indicator="asb_incidents") == 3
    told = {one.reason.split(":")[0]: (one.count, one.first_line, one.sample)
            for one in done.set_aside}  # fmt: skip
    assert told == {
        "lies in another force's area": (1, 8, street.COLCHESTER),
        "LSOA code not known": (1, 9, "E01999999"),
        "no LSOA code": (2, 10, ""),
    }
    kept = done.release.set_aside.values_list("count", "kept", "file__name")
    assert set(kept) == {(1, True, january.name), (2, True, january.name)}


def test_asb_is_no_crime_and_a_retired_type_has_no_count(durham, january) -> None:
    ingest(durham, january)
    categories = set(
        Observation.objects.of(durham)
        .filter(series__definition="crime_count", area__code=COUNTY)
        .values_list("breakdown", flat=True)
    )
    assert "anti-social-behaviour" not in categories
    assert "public-disorder-weapons" not in categories  # not published since 2013
    assert "bicycle-theft" in categories


def test_the_same_file_again_is_nothing_to_do_however_packed(durham, january, tmp_path) -> None:
    ingest(durham, january)
    events = Event.objects.count()
    packed = tmp_path / "packed"
    packed.mkdir()
    again = street.write(packed, january.read_bytes(), packed=True)
    zipped = street.archive(packed, {f"2025-01/{january.name}": january.read_bytes()})
    for path in (january, again, zipped, packed):
        done = ingest(durham, path)
        assert done.release is None
        assert len(done.held_already) == 1
    assert Release.objects.of(durham).count() == 1
    assert Event.objects.count() == events
    assert len(list(lake.folder_of(Release.objects.of(durham).get()).iterdir())) == 1


def test_one_call_takes_what_is_new_and_leaves_what_is_held(durham, january, tmp_path) -> None:
    ingest(durham, january)
    street.write(tmp_path, [street.row(month="2025-02")], month="2025-02")
    done = ingest(durham, tmp_path)
    assert done.held_already == (january.name,)
    assert [one.month for one in done.release.files.all()] == [date(2025, 2, 1)]


def test_a_newer_copy_supersedes_and_the_older_number_can_still_be_told(durham, january) -> None:
    old = ingest(durham, january).release
    street.write(january.parent, [street.row(), street.row("Burglary", id=1)])
    new = ingest(durham, january).release
    old.refresh_from_db()
    assert old.status == Release.Status.SUPERSEDED
    assert ReleaseFile.objects.of(durham).get(release=old).superseded_by.release == new
    read = Readings.load(durham, by=None, indicators=["asb_incidents"], areas=[COUNTY])
    figure = read.figure("asb_incidents", COUNTY, Period.parse("January 2025"))
    assert (figure.count, figure.status) == (1, "revised")
    versions = tracing.history(figure.observations[0], by=None)
    assert [(one.version, int(one.count), one.release) for one in versions] == [
        (2, 1, new),
        (1, 2, old),
    ]
    assert number(durham, COUNTY, "drugs") == 0


def test_the_same_number_from_a_newer_copy_is_a_version_but_no_revision(durham, january) -> None:
    ingest(durham, january)
    content = january.read_text().replace("The Copse", "The Green")
    street.write(january.parent, content)
    ingest(durham, january)
    rows = Observation.objects.of(durham).filter(
        series__definition="asb_incidents", area__code=COUNTY
    )
    assert set(rows.values_list("version", "status")) == {(1, "final"), (2, "final")}


def test_withdrawing_lets_what_was_superseded_stand_again(durham, january) -> None:
    old = ingest(durham, january).release
    street.write(january.parent, [street.row()])
    new = ingest(durham, january).release
    sources.withdraw(new, why="The wrong file", by=None)
    old.refresh_from_db()
    assert old.status == Release.Status.LOADED
    assert number(durham, COUNTY, indicator="asb_incidents") == 2
    with pytest.raises(RuleBroken, match="was withdrawn on"):
        sources.withdraw(new, why="Again", by=None)
    again = ingest(durham, january).release
    assert again.key != new.key
    assert number(durham, COUNTY, indicator="asb_incidents") == 1


def test_a_withdrawn_middle_copy_passes_its_place_on(durham, january) -> None:
    first = ingest(durham, january).release
    street.write(january.parent, [street.row()])
    second = ingest(durham, january).release
    street.write(january.parent, [street.row()] * 3)
    third = ingest(durham, january).release
    sources.withdraw(second, why="Wrong", by=None)
    first.refresh_from_db()
    assert first.status == Release.Status.SUPERSEDED
    assert first.files.get().superseded_by.release == third
    assert number(durham, COUNTY, indicator="asb_incidents") == 3


def test_withdrawing_needs_a_reason_and_the_permission(durham, january) -> None:
    release = ingest(durham, january).release
    with pytest.raises(RuleBroken, match="Say why"):
        sources.withdraw(release, why=" ", by=None)
    partner = UserFactory(roles=["partner"], partnership=durham)
    with pytest.raises(PermissionDenied):
        sources.withdraw(release, why="x", by=partner)
    with pytest.raises(PermissionDenied):
        ingest(durham, january, by=partner)
    analyst = UserFactory(roles=["analyst"], partnership=durham)
    assert sources.withdraw(release, why="x", by=analyst).status == Release.Status.WITHDRAWN


def test_an_analyst_may_load_and_is_named(durham, january) -> None:
    analyst = UserFactory(roles=["analyst"], partnership=durham)
    release = ingest(durham, january, by=analyst).release
    assert release.received_by == analyst
    verbs = Event.objects.filter(by_id=analyst.pk).values_list("verb", flat=True)
    assert list(verbs) == ["sources.release_received", "indicators.observations_recorded"]


def test_both_vintages_of_codes_count_for_the_same_district(durham, tmp_path) -> None:
    codes = sorted(code for code, district in lsoa_districts().items() if district == COUNTY)
    assert len(codes) == 347  # 324 of 2011 and 330 of 2021, 307 of them the same
    street.write(tmp_path, [street.row(lsoa=code) for code in codes])
    ingest(durham, tmp_path)
    assert number(durham, COUNTY, indicator="asb_incidents") == 347


def test_rows_of_another_force_are_not_added_to_a_district(durham, january) -> None:
    street.write(january.parent, [street.row()], force="cleveland")
    ingest(durham, january.parent)
    assert number(durham, COUNTY, indicator="asb_incidents") == 2
    assert number(durham, "E23000013", indicator="asb_incidents") == 1


def test_a_force_without_an_area_is_kept_in_the_lake_only(durham, tmp_path) -> None:
    street.write(tmp_path, [street.row()], force="btp")
    done = ingest(durham, tmp_path)
    assert (done.rows, done.observations, done.counts) == (1, 0, ())


def test_a_file_whose_rows_have_no_place_counts_for_the_force(durham, tmp_path) -> None:
    unplaced = street.row(lsoa="", Longitude="", Latitude="")
    ingest(durham, street.write(tmp_path, [unplaced]))
    assert number(durham, FORCE, indicator="asb_incidents") == 1
    assert number(durham, COUNTY, indicator="asb_incidents") == 0


def test_equal_copies_of_a_month_in_one_call_are_one(durham, january, tmp_path) -> None:
    street.write(tmp_path, january.read_bytes(), packed=True)
    assert ingest(durham, tmp_path).files == 1


def test_the_very_same_delivery_is_received_once(durham) -> None:
    one = sources.Received(1, "a.csv", "a" * 64, "a" * 64, 1, 1)
    given = {"partnership": durham, "title": "A", "by": None,
             "source": Source.objects.get(pk="police_street")}  # fmt: skip
    sources.receive([one], **given)
    with pytest.raises(RuleBroken, match="A is held already, byte for byte"):
        sources.receive([one], **given)


def test_withdrawing_both_copies_leaves_nothing_standing(durham, january) -> None:
    old = ingest(durham, january).release
    street.write(january.parent, [street.row()])
    new = ingest(durham, january).release
    sources.withdraw(old, why="Wrong", by=None)
    sources.withdraw(new, why="Wrong too", by=None)
    old.refresh_from_db()
    assert old.status == Release.Status.WITHDRAWN
    assert number(durham, COUNTY, indicator="asb_incidents") is None


def test_the_trace_leads_to_the_rows(durham, january) -> None:
    release = ingest(durham, january).release
    read = Readings.load(durham, by=None, indicators=["asb_rate_10000", "crime_count"],
                         areas=[COUNTY, FORCE])  # fmt: skip
    figure = read.figure("crime_count", COUNTY, Period.parse("January 2025"))
    trace = tracing.trace(figure)
    assert trace.releases == (release,)
    assert trace.steps[0].file.sha256 == ingesting.inputs.checksum(january)
    assert sum(one.count for one in trace.steps[0].set_aside) == 4
    behind = tracing.rows_of(figure.observations[0])
    assert (behind.total, [one["line"] for one in behind.rows]) == (3, [4, 5, 6])
    force = read.figure("crime_count", FORCE, Period.parse("January 2025"))
    assert tracing.rows_of(force.observations[0], most=1).total == 7
    burglary = read.figure("crime_count", COUNTY, Period.parse("January 2025"), "burglary")
    assert tracing.rows_of(burglary.observations[0]).total == 2
    for path in lake.folder_of(release).iterdir():
        path.unlink()
    assert "Load the file again" in tracing.rows_of(figure.observations[0]).why_none


def test_months_are_covered_missing_or_known_to_be_absent(durham, january) -> None:
    ingest(durham, january)
    span = Period.parse("December 2024 to February 2025")
    found = queries.coverage(durham, "police_street", forces=["durham", "btp"], span=span)
    assert [(one.force, one.cover) for one in found] == [
        ("btp", Cover.MISSING),
        ("btp", Cover.MISSING),
        ("btp", Cover.KNOWN_GAP),
        ("durham", Cover.MISSING),
        ("durham", Cover.HAVE),
        ("durham", Cover.MISSING),
    ]


def test_two_loads_at_once_are_one_too_many(durham, january) -> None:
    with lake.loading(), pytest.raises(CannotDo, match="Another load of data is running"):
        ingest(durham, january)


def test_what_a_killed_load_left_is_swept_at_the_next(durham, january, settings) -> None:
    kept = ingest(durham, january).release
    orphan = settings.LAKE_DIR / "police_street" / "1" / "2025-01-01-killed"
    half = settings.LAKE_DIR / ".new-killed"
    for folder in (orphan, half):
        folder.mkdir(parents=True)
        (folder / "rows.parquet").write_bytes(b"half")
    ingest(durham, january)
    assert not orphan.exists()
    assert not half.exists()
    assert lake.folder_of(kept).exists()


def test_a_failure_after_the_rows_are_in_place_takes_them_away(durham, january) -> None:
    release = ingest(durham, january).release
    release.key = "another"
    with lake.new_folder() as written:
        (written / "rows.parquet").write_bytes(b"rows")
        with pytest.raises(ZeroDivisionError), lake.put_in_place(written, release):
            1 / len([] if (lake.folder_of(release) / "rows.parquet").exists() else [1])
    assert not lake.folder_of(release).exists()


def test_a_failure_among_the_observations_leaves_neither_rows_nor_folder(
    durham, january, settings, monkeypatch
) -> None:
    def fail(*args, **kwargs):
        raise RuleBroken("No.")

    monkeypatch.setattr(ingesting, "record_observations", fail)
    with pytest.raises(RuleBroken):
        ingest(durham, january)
    assert not Release.objects.of(durham).exists()
    assert not list(settings.LAKE_DIR.rglob("*.parquet"))
