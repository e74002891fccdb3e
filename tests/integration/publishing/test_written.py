"""Reports whose prose people write: references answered, mistakes told by file and line."""

import re

import pytest

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import CannotDo
from goldenthread.indicators.readings import Readings
from goldenthread.publishing import declaring
from goldenthread.publishing.document import plain
from tests.factories.reports import built

pytestmark = pytest.mark.django_db
DURHAM, DARLINGTON, FORCE = "E06000047", "E06000005", "E23000008"


def paragraph(document):
    return plain(document.elements[0].words)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("{{ value: asb_rate_10000 }}", "60.3 per 10,000 residents"),
        ("{{ value: asb_rate_10000 | bare }}", "60.3"),
        ("{{ value: asb_incidents | period: before }}", "2,387 incidents"),
        ("{{ value: asb_incidents | period: January 2025 }}", "729 incidents"),
        ("{{ value: asb_incidents | period: year before }}", "no figure (Missing: April 2024,"),
        ("{{ change: crime_rate_1000 }}", "rose by 7.0%, from 21.11 to 22.58"),
        ("{{ change: crime_rate_1000 | chance }}", "22.58, more than chance would give"),
        ("{{ change: crime_count | since: year before }}", "cannot be compared with Q1 2024/25"),
        ("{{ rank: crime_rate_1000 | among: E06000005 }}", "from the highest (with Darlington)"),
        ("{{ rank: crime_rate_1000 | period: Q1 2020/21 }}", "no rank, for too few areas"),
        ("{{ comparator: crime_rate_1000 | with: E06000005 }}", "than in Darlington ("),
        ("{{ comparator: crime_rate_1000 | with: E06000005 | period: 2020/21 }}", "is missing"),
        ("{{ control: crime_rate_1000 }}", "a control chart needs 13 months and the last"),
        ("{{ measures: known }} of {{ measures: all }}", "2 of 3"),
        ("{{ measures: worse }}", "1"),
        ("{{ period }} after {{ period: before }}", "Q1 2025/26 after Q4 2024/25"),
        ("{{ area }}, {{ partnership }}", "County Durham, Safe Durham Partnership"),
        ("{{ vision }}", "No vision is printed in the plan."),
        ("{{ name: Crime and Disorder Act 1998 }}", "Crime and Disorder Act 1998"),
        ('{{ quote: "fell by 25%" | source: "rules:CSP-01" }}', "“fell by 25%” (rule"),
    ],
)
def test_a_reference_is_answered(written, typed, printed):
    assert printed in paragraph(written(typed.replace('"rules:CSP-01"', "rules:CSP-01")))


def test_a_share_is_one_count_of_another(written):
    text = paragraph(written("{{ share: asb_incidents | of: crime_count }}"))
    assert text == f"{100 * 3211 / 12016:.1f}%"


def test_numbers_of_references_know_what_they_were_made_from(written):
    references = "{{ value: asb_rate_10000 }} {{ change: crime_count }} {{ share: asb_incidents | of: crime_count }} {{ rank: crime_rate_1000 | among: E06000005 }}"  # noqa: E501
    document = written(references)
    numbers = [one for one, _ in document.printed()]
    assert len(numbers) == 7
    assert all(one.observations and one.releases for one in numbers)
    assert len({one.key for one in numbers}) == 7


def test_a_control_chart_speaks_where_months_suffice(written, durham, monkeypatch):
    months = {}
    real = Readings.over_time

    def without_gaps(self, indicator, area, *more):
        every = [one for one in real(self, indicator, area, *more) if one.is_known]
        months["n"] = len(every)
        return tuple([*every, *every, *every][-20:])

    monkeypatch.setattr(Readings, "over_time", without_gaps)
    text = paragraph(written("{{ control: crime_rate_1000 }}", period=Period.quarter(2026, 1)))
    assert re.search(r"August 2025, at 7\.\d, gives .+ between \d\.\d to \d+\.\d", text)


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("{{ numbers: }}", ["Tiles", "Paragraph"]),
        ("{{ numbers: crime_rate_1000 | title: Crime }}", ["Tiles"]),
        ("{{ numbers: theft_rate_1000 }}", ["Paragraph"]),
        ("{{ worst: 2 }}", ["Listing"]),
        ("{{ table: crime_count, asb_incidents | by: month | last: 3 }}", ["Table"]),
        ("{{ table: crime_count | by: quarter }}", ["Table"]),
        ("{{ table: theft_rate_1000 | by: year }}", ["Paragraph"]),
        ("{{ chart: crime_rate_1000 }}", ["Picture"]),
        ("{{ chart: theft_rate_1000 }}", ["Paragraph"]),
        ("{{ judged_by }}", ["Table"]),
        ("{{ aims }}", ["Paragraph"]),
        ("{{ areas }}", ["Paragraph"]),
        ("{{ ways }}", ["Paragraph"]),
        ("{{ priorities }}", ["Heading", "Facts", "Paragraph", "Paragraph"]),
        ("# A\n\n- one {{ measures }}\n- two", ["Heading", "Listing"]),
    ],
)
def test_a_block_is_answered(written, typed, kinds):
    assert [type(one).__name__ for one in written(typed).elements] == kinds


def test_measures_in_full_by_role_and_across(written):
    def headed(text):
        return [one.text for one in written(text).elements if hasattr(one, "level")]

    titles = headed("{{ in_full: focus }}")
    assert titles == ["Reports of ASB per 10,000 people", "Deliberate fires"]
    across = [
        one.text for one in written("{{ in_full: across }}").elements if hasattr(one, "level")
    ]
    assert len(across) == 3


def test_the_newest_month_stands_in_for_a_period_that_is_not_whole(written):
    document = written("{{ numbers: crime_rate_1000 }}", period=Period.quarter(2025, 2))
    (tile,) = document.elements[0].items
    assert tile.label.endswith("August 2025")
    assert "not complete" in plain(tile.note)


def test_sources_name_what_the_text_rests_on(written):
    document = written("{{ value: crime_rate_1000 }}\n\n{{ sources }}")
    headings = [one.text for one in document.elements if hasattr(one, "level")]
    assert headings[0] == "Sources and releases"
    assert len(headings) == 3
    assert "No release" in plain(written("{{ sources }}").elements[1].words)


def test_a_part_is_made_for_each_priority_or_for_the_one_it_is_about(written):
    text = "# {{ here }}\n\n{{ here: why }} {{ here: lead }}"
    each = written(text, parts=[{"file": "part.md", "each": "priority"}])
    assert [one.text for one in each.elements if hasattr(one, "level")] == ["Anti-social behaviour"]
    assert "No group is named as lead" in plain(each.elements[1].words)


def test_actions_are_for_partners_only(written):
    for name in ("actions", "milestones"):
        with pytest.raises(CannotDo, match="Only a report with audience: partners"):
            written(f"{{{{ {name} }}}}")
    document = written("{{ actions }}\n\n{{ milestones }}", audience="partners")
    assert [type(one).__name__ for one in document.elements] == ["Table", "Paragraph"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x\n\n{{ valeu: crime_count }}", "part.md, line 3: {{ valeu: crime_count }}: There is no"),
        ("{{ value: crime_cuont }}", 'Did you mean "crime_count"'),
        ("{{ value: crime_count | aera: x }}", 'takes no option "aera"'),
        ("{{ value: crime_count | area: nowhere }}", 'There is no area "nowhere"'),
        ("{{ value: crime_count | period: soon }}", '"before" and "year before" may stand here'),
        ("{{ measures: wrose }}", 'Did you mean "worse"'),
        ("{{ quote: here }}", "names its source"),
        ('{{ quote: "x" | source: y }}', "is no place"),
        ('{{ quote: "x" | source: 999:1 }}', 'There is no document "999"'),
        ("{{ name: 11.2% }}", "Only a proper name"),
        ("{{ name: Act 11.2 }}", "Only a proper name"),
        ("{{ here }}", "only in a part that is made for each priority"),
        ("See {{ table: crime_count }}", "stands alone on a line"),
        ("{{ table: }}", "Name one indicator"),
        ("{{ table: crime_count | by: day }}", "by month, quarter or year"),
        ("{{ worst: many }}", "Say how many"),
        ("{{ in_full: both }}", "focus, assurance or across"),
    ],
)
def test_a_mistake_gets_file_line_and_remedy(written, typed, said):
    with pytest.raises(CannotDo) as why:
        written(typed)
    assert said in str(why.value)
    assert "part.md, line " in str(why.value)


def test_typed_digits_stop_the_build_and_show_in_a_preview(written, durham):
    document = written("It fell by 11.2% to {{ value: crime_count }}.")
    assert next(one.how for one, _ in document.printed()) == "unbound"
    with pytest.raises(RuleBroken, match=r'part.md, line 1: "11.2%" is typed'):
        built(durham, name="tried", formats=["html"])


def test_a_part_that_cannot_be_read_gets_a_sentence(written, tmp_path):
    written("x")
    path = tmp_path / "reports" / "tried" / "part.md"
    for content, said in ((b"\xff\xfe", "is not UTF-8"), (b"x" * 200_001, "longer than")):
        path.write_bytes(content)
        with pytest.raises(CannotDo, match=said):
            declaring.report("tried").read_parts()
    path.unlink()
    with pytest.raises(CannotDo, match="cannot be read"):
        declaring.report("tried").read_parts()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"parts": []}, "either sections or parts"),
        ({"sections": ["summary"]}, "either sections or parts"),
        ({"parts": [{"file": "../part.md"}]}, "a Markdown file beside"),
    ],
)
def test_a_declaration_that_cannot_be_is_refused(written, more, said):
    with pytest.raises(CannotDo, match=said):
        written("x", **more)
