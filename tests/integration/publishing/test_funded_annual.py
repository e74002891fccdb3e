"""The money of the annual report: every sum of it is found again on the page it leads to."""

import re

import pytest
from django.db import transaction
from django.test import Client

from config import example
from csp_analytics.period import Period
from csp_claims import check
from goldenthread.accounts.models import Partnership
from goldenthread.funding.models import Award
from tests.factories.reports import built

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def annual(django_db_setup, django_db_blocker):
    """The annual report of 2023/24, built from the worked example."""
    with django_db_blocker.unblock(), transaction.atomic():
        sid = transaction.savepoint()
        example.load()
        partnership = Partnership.objects.get(is_default=True)
        yield built(partnership, name="annual", period=Period.financial_year(2023),
                    formats=["txt", "html"])  # fmt: skip
        transaction.savepoint_rollback(sid)
        transaction.set_rollback(True)


def text_of(annual):
    return bytes(annual.files.get(format="txt").content).decode()


def test_the_annual_report_tells_where_the_money_goes_and_passes_our_checker(annual):
    text = text_of(annual)
    assert "Awarded in this financial year: £7,908,180" in text
    assert [one.quote for one in check(text) if one.flagged or one.look_here] == []


def test_every_sum_of_the_annual_report_is_worked_out_again_from_its_awards(annual):
    """A visitor who follows a sum finds the awards whose lines come to just that sum."""
    sums = annual.figures.filter(how="money").exclude(key__contains="award_list")
    sums = sums.exclude(key__contains="ending").exclude(key__contains="unclear")
    assert sums.count() > 12
    client = Client()
    for one in sums:
        page = client.get(one.url).content.decode()
        together = re.search(r"Together (£[\d,.]+), each pound counted once", page)
        assert together, one.url
        assert together[1] == one.text, one.url


def test_every_award_listed_in_the_annual_report_prints_its_own_sum(annual):
    for one in annual.figures.filter(how="money", key__contains="award_list"):
        key = one.url.rstrip("/").rpartition("/")[2]
        award = Award.objects.of(annual.partnership).get(key=key)
        assert award.said.endswith(one.text)
