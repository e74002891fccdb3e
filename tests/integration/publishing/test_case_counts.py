"""Reports that tell of cases: released counts only, and words where there is none."""

import pytest

from csp_analytics.period import Period
from goldenthread.commands import CannotDo
from goldenthread.indicators.changes import Observed, record_observations
from goldenthread.publishing.document import Paragraph, Table, plain
from goldenthread.sources.changes import Received, receive
from goldenthread.sources.models import Source
from tests.factories.reports import Q1

pytestmark = pytest.mark.django_db
ALL = "{{ case_statistics }}"


@pytest.fixture
def released(durham):
    """Two counts as casework hands them down, one of them hidden."""
    release = receive(
        [Received(1, "counts.csv", "0" * 64, "0" * 64, 1, 2)], partnership=durham,
        source=Source.objects.get(pk="casework_counts"), title="Counts", by=None, is_invented=True,
    )  # fmt: skip
    told = [
        Observed("asb_reports", "E06000047", Q1, count=24, qualifier="counted from 24 events"),
        Observed("asb_reports", "E06000047", Q1.previous(), count=20),
        Observed("asb_reports", "E06000047", Period.month(2025, 7), count=9),
        Observed("asb_reports_hate", "E06000047", Q1, status="suppressed", qualifier="hidden"),
    ]
    record_observations(told, partnership=durham, by=None, release=release)


def cells(document) -> list[list[str]]:
    (table,) = (one for one in document.elements if isinstance(one, Table))
    return [[plain(cell) for cell in row] for row in table.rows]


def test_released_counts_stand_beside_those_of_the_period_before(written, released):
    document = written(ALL)
    assert cells(document) == [
        ["Anti-social behaviour reported to the partnership", "24", "20"],
        ["Reports perceived as motivated by hate", "Not shown", "None"],
    ]
    shown = [one for one, _ in document.printed()]
    assert [one.text for one in shown] == ["24", "20"]
    assert "/asb_reports/" in shown[0].url
    said = [plain(one.words) for one in document.elements if isinstance(one, Paragraph)]
    assert any("invented cases" in one for one in said)


def test_one_count_can_be_named_and_a_year_without_all_its_months_is_not_told(written, released):
    document = written("{{ case_statistics: asb_reports | title: Reports }}")
    assert len(cells(document)) == 1
    document = written(ALL, period=Period.financial_year(2025))
    assert cells(document)[0][1:] == ["Not whole", "None"]


def test_words_stand_where_there_is_no_count_yet(written, durham):
    (said,) = written(ALL).elements
    assert plain(said.words).startswith("No count of the partnership's own cases is known for Q1")


def test_what_is_no_count_of_cases_is_refused(written, released):
    with pytest.raises(CannotDo, match='Did you mean "asb_reports"'):
        written("{{ case_statistics: asb_report }}")
