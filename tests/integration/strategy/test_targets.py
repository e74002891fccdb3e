"""Targets of a plan on its pages: never invented, kept with their history, coloured by a rule."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from lxml import html

from goldenthread.accounts.rules import RuleBroken
from goldenthread.indicators import loading
from goldenthread.indicators.models import TargetSet
from goldenthread.indicators.targets.changes import keep_target
from goldenthread.places import loading as places
from goldenthread.strategy import changes
from goldenthread.strategy.models import IndicatorUse
from tests.factories.accounts import PASSWORD, PartnershipFactory, UserFactory
from tests.factories.strategy import PriorityFactory, StrategyFactory

pytestmark = pytest.mark.django_db
EVEN = tuple([Decimal(8)] * 8 + [Decimal(9)] * 4)


@pytest.fixture(scope="module")
def durham(django_db_setup, django_db_blocker):
    """The shipped evidence, and a plan that uses two of its indicators."""
    with django_db_blocker.unblock(), transaction.atomic():
        places.load()
        loading.load()
        made = PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)
        loading.load_evidence(made)
        plan = StrategyFactory(partnership=made, key="plan")
        for key, better in (("crime_rate_1000", "lower"), ("crime_count", "lower")):
            IndicatorUse.objects.create(
                partnership=made, strategy=plan, key=key.replace("_", "-"), definition_id=key,
                role="focus", better=better, order=1,
            )  # fmt: skip
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def analyst(client, durham):
    person = UserFactory(email="a@example.org", roles=["analyst"], partnership=durham)
    client.login(email="a@example.org", password=PASSWORD)
    return person


def use(durham, key="crime-rate-1000"):
    return IndicatorUse.objects.of(durham).get(key=key)


def text_of(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())


def aim(durham, by, target, key="crime-rate-1000", **more):
    given = {"set_by": "The Board", "why": "The force's own average"} | more
    return changes.set_target(use=use(durham, key), target=target, by=by, **given)


def test_no_target_no_colour(client, durham):
    text = text_of(client.get(reverse("kpi", args=["crime-rate-1000"])))
    assert "No target is set in the strategy." in text
    assert "first line that fits" not in text
    empty = text_of(client.get(reverse("target_history", args=["plan", "crime-rate-1000"])))
    assert "No target was entered here" in empty


def test_a_target_without_a_rule_has_no_colour_but_a_promise(client, durham, analyst):
    aim(durham, analyst, Decimal("7.0"))
    text = text_of(client.get(reverse("kpi", args=["crime-rate-1000"])))
    assert "set by The Board" in text
    assert "first line that fits" not in text
    assert "met at some times and missed at others" in text


def test_a_red_stands_beside_its_rule_and_what_the_control_chart_says(
    client, durham, analyst, django_assert_max_num_queries
):
    aim(durham, analyst, Decimal("7.0"), colour_rule="tolerance", tolerance=Decimal("0.5"))
    with django_assert_max_num_queries(12):
        text = text_of(client.get(reverse("kpi", args=["crime-rate-1000"])))
    assert "August 2025: Red: off target The control chart says no change" in text
    assert "The rule, “By target and tolerance”; the first line that fits is given:" in text
    assert "it misses by no more than the tolerance of 0.5" in text
    aim(durham, analyst, Decimal("7.5"), colour_rule="tolerance", tolerance=Decimal("0.5"))
    text = text_of(client.get(reverse("kpi", args=["crime-rate-1000"])))
    assert "Amber: near target" in text
    assert "says no change" not in text
    aim(durham, analyst, Decimal("9"), colour_rule="limits")
    assert "Green: surely on target" in text_of(
        client.get(reverse("kpi", args=["crime-rate-1000"]))
    )


def test_the_year_so_far_stands_beside_its_share_of_the_target(client, durham, analyst):
    aim(durham, analyst, Decimal(50_000), key="crime-count", profile=EVEN, set_on=date(2025, 3, 1))
    text = text_of(client.get(reverse("kpi", args=["crime-count"])))
    # April to August 2025 has 20,608 crimes here; five months at 8% of 50,000 are 20,000
    assert (
        "April to August 2025: 20,608, beside 20,000 that the target gives to 5 months: "
        "608 more, on the worse side." in text
    )
    assert "Through the year: April 8%" in text
    aim(durham, analyst, Decimal(50_000), key="crime-count", profile=EVEN, colour_rule="tolerance")
    text = text_of(client.get(reverse("kpi", args=["crime-count"])))
    assert "April to August 2025: Red: off target" in text  # held against its share, not a month
    april = text_of(client.get(reverse("kpi", args=["crime-count"]), {"period": "financial_year"}))
    assert "that the target gives to" not in april


def test_every_target_is_kept_and_a_day_shows_the_one_that_stood(client, durham, analyst):
    aim(durham, analyst, Decimal(7), comparison="or less", colour_rule="limits")
    aim(durham, analyst, Decimal(6), period="2025/26")
    changes.set_target(use=use(durham), target=None, set_by="", why="", by=analyst)
    answer = client.get(reverse("target_history", args=["plan", "crime-rate-1000"]))
    text = text_of(answer)
    assert text.index("Taken away") < text.index("2025/26") < text.index("7 or less")
    kept = TargetSet.objects.of(durham).filter(measure="crime-rate-1000")
    assert [one.version for one in kept.order_by("version")] == [1, 2, 3]
    assert str(kept.get(version=1)) == "plan, crime-rate-1000: 7 or less"
    assert str(kept.get(version=3)) == "plan, crime-rate-1000: none"
    nothing = client.get(reverse("target_history", args=["plan", "nope"]))
    assert nothing.status_code == 404


def test_the_measures_of_a_priority_stand_side_by_side(
    client, durham, analyst, django_assert_max_num_queries
):
    priority = PriorityFactory(strategy=use(durham).strategy, key="harm", title="Harm")
    empty = reverse("priority_measures", args=["plan", "harm"])
    assert "No measure is named" in text_of(client.get(empty))
    IndicatorUse.objects.of(durham).update(priority=priority)
    IndicatorUse.objects.create(
        partnership=durham, strategy=priority.strategy, key="walking", priority=priority,
        definition_id="unsafe_walking_percent", role="assurance", better="lower", order=2,
    )  # fmt: skip
    aim(durham, analyst, Decimal("7.0"), colour_rule="tolerance")
    with django_assert_max_num_queries(12):
        text = text_of(client.get(empty))
    assert "3 measures: 1 without data, 0 with a signal" in text
    assert "Red: off target The control chart says no change" in text
    assert "No data yet" in text
    before = text_of(client.get(empty, {"as_of": "2001-01-01"}))
    assert "3 measures: 3 without data" in before
    assert "Red" not in before


def test_a_target_is_set_on_the_web_with_its_profile(client, durham, analyst):
    address = reverse("set_target", args=["plan", "crime-count"])
    given = {
        "target": "50000", "set_by": "The Board", "why": "As agreed", "set_on": "2025-03-01",
        "profile": "8 8 8 8 8 8 8 8 9 9 9 9", "colour_rule": "tolerance",
    }  # fmt: skip
    assert client.post(address, given).status_code == 302
    form = client.get(address).content.decode()
    assert "8 8 8 8 8 8 8 8 9 9 9 9" in form
    assert "make 94, not 100" in text_of(
        client.post(address, given | {"profile": "8 " * 8 + "9 9 9 3"})
    )
    future = client.post(address, given | {"set_on": "2999-01-01"})
    assert "choose today or a day before" in text_of(future)
    assert TargetSet.objects.of(durham).filter(measure="crime-count").count() == 1


def test_a_target_is_kept_only_by_who_may_and_with_a_rule_that_is_declared(durham, analyst):
    partner = UserFactory(email="p@example.org", roles=["partner"], partnership=durham)
    with pytest.raises(PermissionDenied):
        aim(durham, partner, Decimal(7))
    with pytest.raises(PermissionDenied):
        keep_target(
            partnership=durham, definition=use(durham).definition, plan="plan", measure="x",
            value=None, set_by="", why="", by=partner,
        )  # fmt: skip
    with pytest.raises(RuleBroken, match="No colour rule"):
        aim(durham, analyst, Decimal(7), colour_rule="gut feeling")
    assert not TargetSet.objects.of(durham).filter(measure="crime-rate-1000").exists()
    assert use(durham).target is None
