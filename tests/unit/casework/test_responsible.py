"""Whose it is to act, by what it is, whose home or land, and place (ASB-04)."""

from datetime import date
from itertools import product

import pytest
from django.conf import settings

from goldenthread.casework.types import reading
from goldenthread.casework.values.responsible import read_responsible, responsible, table
from goldenthread.commands import CannotDo

DAY = date(2026, 6, 1)
DURHAM = "E06000047"
FILE = settings.DEFINITIONS_DIR / "casework" / "responsible.yaml"
PUBLIC = [one for one in reading.read_types(reading.files()) if one.is_report]


def names(kind, sub_type="", tenure="", place="", on=DAY):
    found = responsible(kind, sub_type=sub_type, tenure=tenure, place=place, on=on)
    return [one.id for one in found]


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda one: one.id)
def test_asb04_every_report_that_can_be_made_names_somebody_with_a_contact(kind):
    def choices(*ids):
        found = [kind.questions[id].values for id in ids if id in kind.questions]
        return ["", *(found[0] if found else ())]

    for sub_type, tenure, place in product(
        choices("sub_type"), choices("tenure", "land"), ("", DURHAM, "E06000001", "X06000001")
    ):
        found = responsible(kind.id, sub_type=sub_type, tenure=tenure, place=place, on=DAY)
        assert found
        assert all(one.name and one.contact and one.source for one in found)


def test_every_row_speaks_of_answers_that_can_be_given():
    for row in table().rows:
        for kind in row.kinds:
            asked = reading.case_type(kind).questions
            assert not row.sub_types or set(row.sub_types) <= set(asked["sub_type"].values)
            land = asked.get("tenure") or asked.get("land")
            assert not row.tenures or (land and set(row.tenures) <= set(land.values))


def test_asb04_what_it_is_whose_home_and_where_decide():
    assert names("asb_report", "noise") == ["council"]
    assert names("asb_report", "noise", "social_rent") == ["landlord", "council"]
    assert names("asb_report", "drugs") == ["police", "council"]
    assert names("environment_report", "water") == ["water", "council"]
    assert names("environment_report", "littering", "motorway") == ["roads", "council"]
    assert names("hate_report") == ["police", "council"]


def test_asb04_a_body_has_its_own_name_and_number_in_its_place():
    here = responsible("asb_report", sub_type="noise", tenure="", place=DURHAM, on=DAY)[0]
    there = responsible("asb_report", sub_type="noise", tenure="", place="E06000001", on=DAY)[0]
    assert "Durham" in here.name
    assert "find-local-council" in there.contact


def test_g01_the_day_of_the_report_decides():
    with pytest.raises(CannotDo, match="Nobody is named"):
        names("asb_report", on=date(2010, 1, 1))
    with pytest.raises(CannotDo, match="Add a row"):
        names("hedge_report")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("bodies: [fire, police]", "bodies: [fire, polis]", 'Did you mean "police"'),
        ("bodies: [water, council]", "bodies: [wet]", "no contact that holds everywhere"),
        ("- {kinds: [hate_report], bodies", "- {kinds: [hate_report], places: [X1], bodies",
         "does not fit everything"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_table_is_told(tmp_path, old, new, said):
    path = tmp_path / "responsible.yaml"
    path.write_text(FILE.read_text().replace(old, new, 1))
    with pytest.raises(CannotDo, match=said):
        read_responsible(path)
