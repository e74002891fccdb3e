"""The ways through the house: which section a page belongs to, and what stands beside it."""

import importlib.util

import lxml.html
import pytest
from django.conf import settings
from django.test import Client

from config.context import SECTIONS
from goldenthread.accounts.matrix import pages
from goldenthread.accounts.models import Partnership
from tests.factories.accounts import PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def ours() -> Partnership:
    return PartnershipFactory(slug="ours", is_default=True)


def shown(client: Client) -> list[str]:
    tree = lxml.html.fromstring(client.get("/").content)
    return tree.xpath('//nav[@aria-label="Main"]//a/text()')


def told(client: Client, url: str) -> tuple[list[str], list[str], list[str]]:
    """Give the section marked as this page's, the pages beside it, and the one marked there."""
    tree = lxml.html.fromstring(client.get(url).content)
    section = tree.xpath('//nav[@aria-label="Main"]//a[@aria-current]/text()')
    beside = tree.xpath('//nav[@aria-label="In this section"]//a/text()')
    here = tree.xpath('//nav[@aria-label="In this section"]//a[@aria-current="page"]/text()')
    return section, beside, here


@pytest.mark.parametrize(
    ("url", "section", "here"),
    [
        ("/indicators/", "Evidence", "Indicators"),
        ("/places/", "Evidence", "Places"),
        ("/indicators/quality/", "Evidence", None),
        ("/commitments/", "Plan", "Commitments"),
        ("/money/precept/", "Money", None),
        ("/report/", "Report a problem", None),
    ],
)
def test_a_page_marks_its_section_and_itself(client, ours, url, section, here):
    marked, beside, itself = told(client, url)
    assert marked == [section]
    assert itself == ([here] if here else [])
    assert not here or here in beside


def test_the_front_page_is_in_no_section(client, ours):
    assert told(client, "/") == ([], [], [])


def test_a_way_is_shown_to_those_who_may_go_it(client, ours):
    assert "Hotspots" not in told(client, "/indicators/")[1]
    assert "Cases" not in shown(client)
    client.force_login(UserFactory(roles=["analyst"], partnership=ours))
    assert "Hotspots" in told(client, "/indicators/")[1]
    client.force_login(UserFactory(roles=["caseworker"], partnership=ours))
    assert "Cases" in shown(client)
    assert told(client, "/cases/")[0] == ["Cases"]


def test_every_way_leads_to_a_page_and_every_room_is_in_one_section():
    known = {page.name for page in pages()}
    assert {way.name for section in SECTIONS for way in section.ways} <= known
    homes = [home for section in SECTIONS for home in section.homes]
    assert len(homes) == len(set(homes))
    rooms = {one for one in settings.ROOMS if importlib.util.find_spec(f"{one}.urls")}
    placed = {f"goldenthread.{home}" for home in homes}
    assert rooms - placed == {"goldenthread.home"}
