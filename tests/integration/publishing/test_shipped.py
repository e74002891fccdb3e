"""The reports that are shipped: built from the worked example, checked, and worked out again."""

import datetime
import re
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.db import transaction

from config.example import load
from csp_analytics.period import Period
from csp_analytics.rounding import round_half_up
from csp_claims import check
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.indicators.readings import Readings
from goldenthread.publishing import rules
from goldenthread.publishing.composing.whole import EVERYBODY
from tests.factories.reports import Q1, built

pytestmark = pytest.mark.django_db
DARLINGTON = "E06000005"

SHIPPED = [
    ("annual", Period.financial_year(2024), ""),
    ("plan_on_a_page", Period.financial_year(2025), ""),
    ("priority_factsheet", Q1, "asb"),
    ("area_profile", Q1, ""),
    ("area_profile", Q1, DARLINGTON),
    ("strategy_document", Period.financial_year(2025), ""),
    ("quarterly", Q1, ""),
    ("board_pack", Q1, "sdp-board"),
    ("board_pack", Period.quarter(2025, 2), "sdp-board"),
    ("scrutiny_report", Q1, "sscosc"),
    ("scrutiny_report", Period.financial_year(2024), "sscosc"),
]
TO_A_MEETING = {
    "board_pack": datetime.date(2026, 12, 10), "scrutiny_report": datetime.date(2026, 12, 10),
}  # fmt: skip


@pytest.fixture(scope="module")
def example(django_db_setup, django_db_blocker):
    """The worked example, whole."""
    with django_db_blocker.unblock(), transaction.atomic():
        sid = transaction.savepoint()
        load()
        yield Partnership.objects.get(is_default=True)
        transaction.savepoint_rollback(sid)
        transaction.set_rollback(True)


@pytest.mark.parametrize(("name", "period", "subject"), SHIPPED)
def test_every_shipped_report_passes_our_own_checker_and_traces(example, name, period, subject):
    made = built(example, period=period, name=name, subject=subject, formats=["txt"],
                 meets_on=TO_A_MEETING.get(name))  # fmt: skip
    text = bytes(made.files.get(format="txt").content).decode()
    findings = [one for one in check(text) if one.flagged or one.look_here]
    assert not findings, [(one.quote, one.note) for one in findings]
    by_itself = ("measures", "counted", "target", "quoted", "spc", "money")
    for one in made.figures.exclude(how__in=by_itself):
        assert one.releases.exists(), one.key
    for one in made.figures.filter(how="money"):
        assert "/money/awards/" in one.url, one.key
    assert made.figures.filter(how="unbound").count() == 0


@pytest.mark.parametrize(("name", "period", "subject"), SHIPPED)
def test_every_value_of_a_shipped_report_is_worked_out_again(example, name, period, subject):
    made = built(example, period=period, name=name, subject=subject, formats=["txt"],
                 meets_on=TO_A_MEETING.get(name))  # fmt: skip
    for one in made.figures.filter(how="value").exclude(url=""):
        path = re.search(r"/indicators/([^/]+)/trace/([^/]+)/([^/?]+)", unquote(one.url))
        assert path, one.url
        indicator, area, key = path.groups()
        readings = Readings.load(example, by=EVERYBODY, indicators=[indicator], areas=[area],
                                 as_of=made.as_of, plain=True)  # fmt: skip
        figure = readings.figure(indicator, area, Period.from_key(key))
        decimals = len(one.text.rstrip("%").partition(".")[2])
        printed = Decimal(one.text.replace(",", "").rstrip("%"))
        assert round_half_up(figure.value, decimals) == printed, one.key


def test_formats_are_all_drawn_from_a_written_report(example):
    made = built(example, name="priority_factsheet", subject="asb", formats=[*rules.FORMATS])
    assert {one.format for one in made.files.all()} == set(rules.FORMATS)
    assert made.file_name == "priority_factsheet-asb-q1-2025-26"


@pytest.mark.parametrize(
    ("name", "subject", "said"),
    [
        ("priority_factsheet", "", "Say which priority"),
        ("priority_factsheet", "hat", 'Did you mean "hate"'),
        ("area_profile", "E99", "No area has the code"),
        ("quarterly", "asb", "name no subject"),
    ],
)
def test_what_a_report_is_about_must_be_known(example, name, subject, said):
    with pytest.raises(RuleBroken, match=said):
        built(example, name=name, subject=subject, formats=["txt"])
