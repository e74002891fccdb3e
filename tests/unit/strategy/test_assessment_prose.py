"""How a statement's references are answered, without a database."""

from decimal import Decimal

import pytest

from csp_analytics.period import Period
from csp_analytics.rounding import percent_change
from goldenthread.indicators.changed import Changed
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.places.models import Area
from goldenthread.strategy.assessment import prose
from goldenthread.strategy.assessment.prose import Bound
from goldenthread.strategy.models import BoundFigure

JUNE = Period.parse("June 2025")


def figure(value, text, series="data"):
    rate = IndicatorDefinition(id="tried", name="Tried", measure="rate", per=1_000)
    area = Area(code="X", name="Invented")
    return Figure(rate, area, JUNE, value=Decimal(value), text=text, series_key=series)


def said(before, after, text="{{ change: 1 }}"):
    percent = percent_change(before.value, after.value) if before.value else None
    change = Changed(before, after, percent, None, ())
    return prose.plain(prose.answered(text, {1: Bound(BoundFigure(), after, change)}, None))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (("4", "4.0"), ("5", "5.0"), "rose by 25.0%, from 4.0 to 5.0"),
        (("5", "5.0"), ("4", "4.0"), "fell by 20.0%, from 5.0 to 4.0"),
        (("5", "5.0"), ("5", "5.0"), "stayed at 5.0"),
        (("0", "0.0"), ("5", "5.0"), "rose from 0.0 to 5.0"),
        (("5.01", "5", "document-1"), ("5.02", "5", "document-1"), "stayed at about 5"),
    ],
)
def test_a_change_is_said_so_that_a_readers_sum_agrees(before, after, words):
    assert said(figure(*before), figure(*after)) == words


def test_whether_it_is_chance_is_not_guessed():
    assert "cannot be told" in said(figure("4", "4.0"), figure("5", "5.0"), "{{ chance: 1 }}")


def test_digits_that_came_past_the_check_are_marked_as_unbound():
    (word, number, _) = prose.answered("It was 5 then.", {}, None)
    assert (word, number.how, number.url) == ("It was ", "unbound", "")


def test_only_references_to_figures_count_as_used():
    text = "{{ figure: 2 }} and {{ change: 1 }} {{ name: Vision 2035 }}"
    assert prose.used(text) == {1, 2}
