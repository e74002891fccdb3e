"""A figure of a document beside the installation's own: same indicator, area and period."""

import json
from decimal import Decimal

import pytest
from django.utils import timezone

from config.cli import main
from csp_analytics.period import Period
from goldenthread.indicators.models import Observation, Series
from goldenthread.places.models import Area
from goldenthread.publishing.checking import against
from goldenthread.publishing.checking.findings import checked
from goldenthread.publishing.checking.reading import read
from tests.factories.accounts import PartnershipFactory
from tests.factories.evidence import ready_partnership

pytestmark = pytest.mark.django_db
YEAR = Period.parse("2023/24")
ABOUT = "# Safety in County Durham\n\n"
SENTENCE = "There were {} recorded ASB incidents in 2023/24."


@pytest.fixture
def known():
    durham = ready_partnership()
    series = Series.objects.create(
        partnership=durham, definition_id="asb_incidents", key="document-x"
    )
    Observation.objects.create(
        partnership=durham, series=series, area=Area.objects.get(code="E06000047"),
        period_kind=YEAR.kind, period_start=YEAR.start, period_end=YEAR.end,
        recorded_at=timezone.now(), value=Decimal(12017), document="x", as_printed="12,017",
    )  # fmt: skip
    return against.known(durham)


def compare(text, known):
    return against.compared(checked(read("a.txt", text.encode())), known)


def test_a_figure_that_differs_is_told_with_ours(known):
    found = compare(ABOUT + SENTENCE.format("12,100"), known)
    (one,) = found.compared
    assert (one.differs, one.label, found.is_wrong) == (True, "Not as our data", True)
    assert one.note.startswith("Your data says 12,017 (Recorded anti-social behaviour incidents")
    assert one.as_json()["verdict"] == "contradictory"
    assert one.as_json()["inputs"][0]["value"] == 12017


def test_a_figure_that_agrees_says_so(known):
    for told in ("12,017", "around 12,000"):
        (one,) = compare(ABOUT + SENTENCE.format(told), known).compared
        assert (one.agrees, one.label, one.as_json()["verdict"]) == (True, "As our data", "holds")


def test_where_no_area_is_named_we_only_ask_to_look(known):
    found = compare(SENTENCE.format("12,100"), known)
    (one,) = found.compared
    assert (one.label, one.standing, found.is_wrong) == ("Look here", "look", False)
    assert one.as_json()["verdict"] == "look_here"


@pytest.mark.parametrize(
    "text",
    [
        "There were 12,100 recorded ASB incidents in 2021/22.",  # no figure for that year
        "There were 12,100 recorded ASB incidents in Narnia in 2023/24.",  # no such area
        "There were 12,100 recorded burglaries in 2023/24.",  # no such indicator
        "There were 12,100 recorded ASB incidents.",  # no period
        "ASB was 12% in 2023/24.",  # another sort of number
    ],
)
def test_what_is_not_surely_the_same_is_not_compared(known, text):
    assert compare(ABOUT + text, known).compared == ()


def test_the_command_tells_it_and_ends_with_1(known, tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(ABOUT + SENTENCE.format("12,100"))
    assert main(["figures", "check", "--against", "data", str(path)]) == 1
    assert "Your data says 12,017" in capsys.readouterr().out
    assert main(["figures", "check", "--against", "data", "--json", str(path)]) == 1
    assert [each["kind"] for each in json.loads(capsys.readouterr().out)["findings"]] == [
        "against_data"
    ]


def test_a_partnership_without_a_known_area_compares_only_named_ones(db):
    assert against.known(PartnershipFactory(area_code="nowhere")).own is None


def test_the_page_compares_where_it_is_asked_to(known, client):
    from django.urls import reverse

    from goldenthread.accounts.models import Partnership
    from tests.factories.accounts import UserFactory

    durham = Partnership.objects.get(slug="safe-durham")
    client.force_login(UserFactory(roles=["analyst"], partnership=durham))
    data = {"text": ABOUT + SENTENCE.format("12,100"), "ours": "on"}
    html = client.post(reverse("check_figures"), data).content.decode()
    assert "Beside our own figures" in html
    assert "Your data says 12,017" in html
