"""A map in a report: drawn, described and told as a table, the same in every format."""

import datetime
import io
from types import SimpleNamespace

import docx
import numpy as np
import pypdfium2
import pytest
import shapely
from django.utils import timezone
from docx.oxml.ns import qn
from lxml import html

from goldenthread.commands import CannotDo
from goldenthread.indicators.mapping import areas
from goldenthread.places.maps import State
from goldenthread.places.models import Area, Boundary, BoundarySet
from goldenthread.publishing import rules
from goldenthread.publishing.document import Paragraph, Picture, Table, plain
from goldenthread.publishing.formats import drawn

pytestmark = pytest.mark.django_db
DURHAM, DARLINGTON = "E06000047", "E06000005"
ASKED = "{{ map: crime_rate_1000 | among: E06000005 }}"
POINTS = {DURHAM: (420_000, 540_000), DARLINGTON: (429_000, 515_000)}


@pytest.fixture
def postcodes(monkeypatch):
    """A few points for each district, in place of the directory."""

    def points_of(code):
        east, north = POINTS.get(code, (0, 0))
        spread = np.arange(0, 9_000, 500.0)
        return np.column_stack((east + spread, north + spread)) if east else np.empty((0, 2))

    monkeypatch.setattr(areas.postcode_points, "points_of", points_of)


def test_a_map_has_a_picture_words_and_a_table_with_bound_numbers(written, postcodes):
    picture, table = written(ASKED).elements
    assert isinstance(picture, Picture)
    assert isinstance(table, Table)
    assert "County Durham (22.6)" in picture.description
    assert picture.note == areas.STAND_IN
    numbers = [one for row in table.rows for one in row[1]]
    assert [one.text for one in numbers] == ["22.6", "24.5"]
    assert all(one.observations and one.releases and one.url for one in numbers)
    assert [one.state for one in picture.chart.cells] == [State.KNOWN, State.KNOWN]


def test_every_format_holds_the_map_or_its_words(written, postcodes):
    document = written(f"# Map\n\nWords.\n\n{ASKED}")
    files = drawn(document, [*rules.FORMATS], on=datetime.date(2026, 11, 21))
    root = html.fromstring(files[rules.HTML])
    assert root.xpath("count(//figure[contains(@class, 'gt-map')]//svg)") == 1
    assert len({*root.xpath("//@id")}) == len(root.xpath("//@id"))
    picture = next(docx.Document(io.BytesIO(files[rules.DOCX])).element.body.iter(qn("wp:docPr")))
    assert "Darlington (24.5)" in picture.get("descr")
    assert "Darlington (24.5)" in files[rules.TXT].decode()
    for name in (rules.PDF, rules.LARGE_PRINT, rules.EASY_PRINT):
        pdf = pypdfium2.PdfDocument(files[name])
        words = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert "22.6: 1 of the areas" in words, name
        pdf.close()
    again = drawn(document, [rules.PDF, rules.DOCX], on=datetime.date(2026, 11, 21))
    assert all(files[name] == content for name, content in again.items())


def test_boundaries_are_drawn_where_they_are_loaded(written, postcodes):
    layer = BoundarySet.objects.create(
        layer="districts", name="Districts", kind="district", as_at=datetime.date(2024, 1, 1),
        licence="OGL", attribution="Whose lines these are.", precision="full", files="x",
        sha256="0" * 64, boundaries_in=2, loaded_at=timezone.now(),
    )  # fmt: skip
    for code, (east, north) in POINTS.items():
        box = shapely.to_wkb(shapely.box(east, north, east + 9_000, north + 9_000))
        Boundary.objects.create(set=layer, area=Area.objects.get(code=code), layer="districts",
                                exact=box, shown=box)  # fmt: skip
    picture = written(ASKED).elements[0]
    assert picture.note == "Whose lines these are."
    assert all(len(shapely.get_coordinates(one)) == 5 for one in picture.chart.shapes)


def test_where_nothing_can_be_drawn_the_table_stands_alone(written, postcodes, monkeypatch):
    monkeypatch.setattr(areas.postcode_points, "points_of", lambda code: np.empty((0, 2)))
    table, note = written(ASKED).elements
    assert isinstance(table, Table)
    assert isinstance(note, Paragraph)
    assert plain(note.words) == areas.NOT_DRAWN


def test_what_is_missing_is_told_as_missing(written, postcodes):
    (table,) = written(ASKED.replace(" }}", " | period: Q1 2020/21 }}")).elements
    assert [plain(row[1]) for row in table.rows] == ["None", "None"]


def test_a_map_of_one_area_is_refused(written):
    with pytest.raises(CannotDo, match="Say which other areas"):
        written("{{ map: crime_rate_1000 }}")


def test_what_would_tell_of_people_is_marked_and_not_shown():
    area = Area(code="x", name="X")
    hidden = areas._cell(SimpleNamespace(suppressed=True, area=area))
    assert (hidden.state, hidden.value, hidden.printed) == (State.HIDDEN, None, "not shown")
