"""How a place stands beside others, on the page; and the list of similar areas."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from lxml import html

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.indicators import loading
from goldenthread.indicators.changes import Observed, record_observations
from goldenthread.indicators.comparators import changes, queries
from goldenthread.indicators.models import Observation, SimilarArea, SimilarGroup
from goldenthread.places import loading as places
from goldenthread.places.models import Area
from tests.factories.accounts import PASSWORD, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db
COUNTY, DARLINGTON, HARTLEPOOL = "E06000047", "E06000005", "E06000001"
AUGUST = Period.month(2025, 8)
MIDYEAR = Period.day(date(2023, 6, 30))


@pytest.fixture(scope="module")
def durham(django_db_setup, django_db_blocker):
    """The shipped evidence, loaded once for all tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        places.load()
        loading.load()
        made = PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)
        loading.load_evidence(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def analyst(client, durham):
    person = UserFactory(email="a@example.org", roles=["analyst"], partnership=durham)
    client.login(email="a@example.org", password=PASSWORD)
    return person


def text_of(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())


def add(durham, *observed):
    release = Observation.objects.of(durham).exclude(release=None).first().release
    record_observations(observed, partnership=durham, by=None, release=release)


def areas(*codes):
    return list(Area.objects.filter(code__in=codes).order_by("code"))


def enter(durham, by, *codes, starts=date(2025, 4, 1), **more):
    given = {"name": "Most similar group", "source": "Home Office, 2025"} | more
    return changes.enter_similar_group(
        partnership=durham, starts=starts, areas=areas(*codes), by=by, **given
    )


def test_a_page_says_the_verdict_in_one_sentence_with_the_test_beside(client, durham):
    text = text_of(client.get(reverse("indicator", args=["crime_rate_1000"])))
    assert (
        "County Durham, August 2025: Lower than the rest of Durham police force area (95%), "
        "statistically similar to Darlington." in text
    )
    assert "two counts, by the E-test" in text
    assert "England (country) Not loaded" in text.replace(")Not", ") Not")
    assert "Not loaded for August 2025." in text


def test_england_is_a_benchmark_once_it_is_loaded(client, durham):
    add(durham, Observed("crime_count", "E92000001", AUGUST, count=400_000))
    text = text_of(client.get(reverse("indicator", args=["crime_rate_1000"])))
    assert "Higher than England (99.8%), lower than the rest of Durham" in text
    assert "the whole taken as a fixed benchmark" in text


def test_only_the_same_period_is_compared(client, durham):
    add(durham, Observed("crime_count", "E92000001", Period.month(2025, 7), count=400_000))
    text = text_of(client.get(reverse("indicator", args=["crime_rate_1000"])))
    assert "than England" not in text


def test_counts_get_no_verdict(client, durham):
    text = text_of(client.get(reverse("indicator", args=["crime_count"])))
    assert "Counts of places of unlike size are not compared" in text


def test_what_a_document_prints_is_not_set_against_what_is_counted(client, durham):
    given = {"document": "002", "lines": ("1",), "as_printed": "9"}
    add(durham, Observed("crime_rate_1000", "E92000001", AUGUST, value=9, **given))
    text = text_of(client.get(reverse("indicator", args=["crime_rate_1000"])))
    assert "than England" not in text


def test_percentages_are_compared_by_their_own_denominators(client, durham):
    add(
        durham,
        Observed("unsafe_walking_percent", COUNTY, AUGUST, count=300, denominator=1000),
        Observed("unsafe_walking_percent", DARLINGTON, AUGUST, count=200, denominator=1000),
    )
    text = text_of(client.get(reverse("indicator", args=["unsafe_walking_percent"])))
    assert "Higher than Darlington (99.8%)" in text
    assert "Newcombe" in text
    assert "Worse" in text


def test_a_similar_group_is_compared_as_one_only_when_whole(client, durham, analyst):
    enter(durham, analyst, DARLINGTON, HARTLEPOOL)
    address = reverse("indicator", args=["crime_rate_1000"])
    text = text_of(client.get(address))
    assert "1 of its 2 areas are not loaded: Hartlepool." in text
    add(
        durham,
        Observed("crime_count", HARTLEPOOL, AUGUST, count=1_500),
        Observed("population", HARTLEPOOL, MIDYEAR, count=Decimal(93_000)),
    )
    text = text_of(client.get(address))
    assert "lower than Most similar group (99.8%)" in text
    assert "2 similar areas, as chosen from 1 April 2025" in text


def test_a_new_list_ends_the_one_before(durham, analyst):
    enter(durham, analyst, DARLINGTON)
    second = enter(durham, analyst, HARTLEPOOL, starts=date(2026, 4, 1), name="New group")
    first = SimilarGroup.objects.of(durham).get(starts=date(2025, 4, 1))
    assert (first.ends, second.ends) == (date(2026, 3, 31), None)
    assert queries.group_on(durham, date(2025, 12, 1))[0] == first
    assert queries.group_on(durham, date(2026, 4, 1))[0] == second
    assert queries.group_on(durham, date(2024, 1, 1)) is None
    assert Event.objects.filter(verb="indicators.similar_group_entered").count() == 2
    assert str(second) == "New group, from 2026-04-01"
    assert "Hartlepool in New group" in str(SimilarArea.objects.of(durham).get(group=second))
    with pytest.raises(RuleBroken, match="must start later"):
        enter(durham, analyst, DARLINGTON, starts=date(2026, 4, 1))
    assert SimilarGroup.objects.of(durham).count() == 2


def test_only_who_may_edit_indicators_enters_a_list(client, durham):
    partner = UserFactory(email="p@example.org", roles=["partner"], partnership=durham)
    with pytest.raises(PermissionDenied):
        enter(durham, partner, DARLINGTON)
    client.login(email="p@example.org", password=PASSWORD)
    assert client.get(reverse("enter_similar_group")).status_code == 403
    assert "Enter a new list" not in text_of(client.get(reverse("similar_groups")))


def test_two_lists_cannot_hold_at_once(durham, analyst):
    enter(durham, analyst, DARLINGTON)
    with pytest.raises(IntegrityError), transaction.atomic():
        SimilarGroup.objects.create(
            partnership=durham, name="x", source="x", starts=date(2027, 1, 1),
            recorded_at="2027-01-01T00:00Z", recorded_by=analyst,
        )  # fmt: skip


def test_a_list_is_entered_on_the_web(client, durham, analyst):
    assert "No list is entered" in text_of(client.get(reverse("similar_groups")))
    given = {
        "name": "Most similar group", "source": "Home Office, 2025", "starts": "2025-04-01",
        "areas": "Darlington\n\nE06000001\n",
    }  # fmt: skip
    answer = client.post(reverse("enter_similar_group"), given, follow=True)
    text = text_of(answer)
    assert "Most similar group, from 1 April 2025 on" in text
    assert "Hartlepool" in text
    rows = client.get(reverse("similar_groups_csv")).content.decode()
    assert "Most similar group,2025-04-01,,Darlington,E06000005" in rows


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"areas": "Darlington\nAtlantis"}, "Line 2: No area is known as"),
        ({"areas": "County Durham"}, "not compared with itself"),
        ({"areas": "Darlington\nE06000005"}, "named twice"),
        ({"areas": ""}, "name at least one"),
        ({"starts": "soon"}, "write it as 2025-04-01"),
        ({"source": ""}, "say who chose the areas"),
    ],
)
def test_a_bad_list_is_refused_in_words(client, durham, analyst, changed, words):
    given = {
        "name": "G", "source": "S", "starts": "2025-04-01", "areas": "Darlington"
    } | changed  # fmt: skip
    answer = client.post(reverse("enter_similar_group"), given)
    assert words in text_of(answer)
    assert not SimilarGroup.objects.of(durham).exists()


def test_an_area_without_a_row_is_compared_with_nothing(durham):
    unknown = Area(code="X", name="X", kind="district")
    assert queries.comparators_of(durham, unknown, date(2025, 8, 31)) == ()
