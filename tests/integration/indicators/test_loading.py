"""Declared indicators and the evidence that ships: loaded once, refused where they are wrong."""

import shutil
from pathlib import Path

import pytest

from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.indicators import loading
from goldenthread.indicators.models import IndicatorDefinition, Observation
from goldenthread.sources.models import Release, Source
from tests.conftest import HOME
from tests.factories.accounts import PartnershipFactory
from tests.factories.evidence import ready_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def definitions(settings, tmp_path: Path) -> Path:
    """A copy of the definitions that a test may spoil."""
    folder = tmp_path / "definitions"
    for name in ("indicators", "sources", "evidence", "places", "example/indicators"):
        shutil.copytree(HOME / "definitions" / name, folder / name)
    settings.DEFINITIONS_DIR = folder
    return folder


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_indicator_is_loaded_and_loading_again_changes_nothing(durham) -> None:
    assert loading.load() == IndicatorDefinition.objects.count() > 200
    before = list(IndicatorDefinition.objects.values()), list(Source.objects.values())
    loading.load()
    assert before == (list(IndicatorDefinition.objects.values()), list(Source.objects.values()))
    asb = IndicatorDefinition.objects.get(pk="asb_rate_10000")
    assert (asb.measure, asb.per, asb.better) == ("rate", 10_000, "neither")
    assert asb.numerator == {"dataset": "police_street", "category": "anti-social-behaviour"}
    assert (asb.written_by, asb.checked_by) == ("analyst", "performance_lead")
    assert asb.changes == []


def test_a_checked_definition_keeps_its_words_against_a_documents_list(durham) -> None:
    one = IndicatorDefinition.objects.get(pk="asb_incidents")
    assert one.counts == "ASB incidents recorded by police and counted by LSOA"


def test_two_declarations_that_decide_differently_are_refused(definitions) -> None:
    file = definitions / "example" / "indicators" / "police_and_crime_plan.yaml"
    spoil(file, "name: Recorded anti-social behaviour incidents\n    unit: incidents",
          "name: Recorded anti-social behaviour incidents\n    unit: reports")  # fmt: skip
    with pytest.raises(CannotDo, match=r'key "unit": "asb_incidents" is declared elsewhere with'):
        loading.load()
    assert not IndicatorDefinition.objects.exists()
    assert not Source.objects.exists()


def test_a_wrong_key_names_file_and_line(definitions) -> None:
    spoil(definitions / "indicators" / "asb_incidents.yaml", "unit:", "units:")
    with pytest.raises(CannotDo, match=r'asb_incidents.yaml, line 3, key "units"'):
        loading.load()


def test_the_evidence_that_ships_is_loaded_once(durham) -> None:
    assert loading.load_evidence(durham) == 2
    before = (
        list(Release.objects.of(durham).values()),
        Observation.objects.of(durham).count(),
        Event.objects.count(),
    )
    assert loading.load_evidence(durham) == 0
    assert before == (
        list(Release.objects.of(durham).values()),
        Observation.objects.of(durham).count(),
        Event.objects.count(),
    )
    table = Release.objects.of(durham).get(source="police_street")
    assert (table.files.count(), table.is_in_lake, table.is_invented) == (13, False, False)
    assert str(table) == "Monthly counts of crime and ASB by type"
    assert str(table.files.first()) == "2018-10-durham-street.csv.gz"
    assert table.source.attribution.startswith("Contains public sector information")


def test_an_invented_partnership_gets_what_is_invented_and_nothing_else() -> None:
    invented = ready_partnership("exampleshire", is_invented=True)
    assert loading.load_evidence(invented) == 2
    releases = Release.objects.of(invented)
    assert {(one.is_invented, one.publisher, one.licence) for one in releases} == {
        (True, "Invented, to try things out", "")
    }
    codes = Observation.objects.of(invented).values_list("area__code", flat=True)
    assert all(code.startswith("X") for code in codes)


def test_partnerships_do_not_share_what_ships(durham) -> None:
    other = PartnershipFactory(slug="other")
    assert loading.load_evidence(durham) == loading.load_evidence(other) == 2
    assert Observation.objects.of(durham).count() == Observation.objects.of(other).count()


def test_a_table_that_is_not_the_one_declared_is_refused(durham, definitions) -> None:
    spoil(definitions / "evidence" / "police_street_monthly.csv", ",946,946", ",947,947")
    with pytest.raises(CannotDo, match=r"is not that of police_street_monthly\.csv"):
        loading.load_evidence(durham)
    assert not Release.objects.of(durham).exists()


def test_a_table_with_other_columns_or_words_for_numbers_is_refused() -> None:
    with pytest.raises(CannotDo, match=r"t\.csv, line 1: the columns must be month, force"):
        list(loading.read_table(["a,b", "1,2"], "t.csv", {}))
    head = "month,force,area,category,number,rows"
    for row in ("2025-01,durham,E1,drugs,many,1", "2025-13,durham,E1,drugs,1,1",
                "2025-01,kent,E1,drugs,1,1"):  # fmt: skip
        with pytest.raises(CannotDo, match=r"t\.csv, line 2: cannot be read"):
            list(loading.read_table([head, row], "t.csv", {}))
