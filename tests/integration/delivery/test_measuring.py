"""What a measure did since its baseline is said beside how the action stands, never mixed."""

from datetime import date

import pytest

from csp_analytics.period import Kind, Period
from goldenthread.delivery.measuring import measured
from goldenthread.delivery.models import ExpectedEffect
from goldenthread.indicators import loading as indicators
from goldenthread.indicators.readings import Readings
from tests.factories.accounts import UserFactory
from tests.factories.delivery import ActionFactory, DeliveryPlanFactory
from tests.factories.evidence import ready_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def durham():
    partnership = ready_partnership()
    indicators.load_evidence(partnership)
    return partnership


@pytest.fixture
def manager(durham):
    return UserFactory(roles=["partnership_manager"], partnership=durham)


def expect(action, towards, baseline: Period | None) -> None:
    ExpectedEffect.objects.create(
        partnership=action.partnership,
        action=action,
        indicator_id="crime_count",
        towards=towards,
        claim="hypothesis",
        baseline_kind=str(baseline.kind) if baseline else "",
        baseline_start=baseline.start if baseline else None,
        baseline_end=baseline.end if baseline else None,
    )


def test_a_measure_worse_than_its_baseline_and_a_late_action_are_both_said(
    client, durham, manager, settings
):
    settings.REQUIRE_MFA = False
    area = durham.area_code
    readings = Readings.load(durham, by=manager, indicators=["crime_count"], areas=[area])
    months = readings.over_time("crime_count", area, Kind.MONTH)
    newest = readings.newest("crime_count", area)
    other = next(one for one in months if one.is_known and one.value != newest.value)
    plan = DeliveryPlanFactory(partnership=durham, key="plan")
    down, up, bare = (
        ActionFactory(plan=plan, due=date(2020, 1, 1), title=title)
        for title in ("Bring it down", "Bring it up", "No baseline")
    )
    expect(down, "lower", other.period)
    expect(up, "higher", other.period)
    expect(bare, "lower", None)
    found = measured([down, up, bare], durham, by=manager)
    assert {found[down.pk][0].way, found[up.pk][0].way} == {"worse", "better"}
    assert (found[bare.pk][0].way, found[bare.pk][0].label) == ("", "Measure not known")
    assert found[bare.pk][0].now.value == newest.value
    assert found[down.pk][0].before.value == other.value

    worse = down if found[down.pk][0].way == "worse" else up
    client.force_login(manager)
    for address in (worse.get_absolute_url(), plan.get_absolute_url()):
        text = client.get(address).content.decode()
        assert "Measure worse than its baseline" in text
        assert "Late" in text


def test_without_a_loaded_area_nothing_is_known(manager, durham):
    durham.area_code = "E99999999"
    durham.save()
    action = ActionFactory(plan=DeliveryPlanFactory(partnership=durham))
    expect(action, "lower", None)
    [one] = measured([action], durham, by=manager)[action.pk]
    assert (one.before, one.now, one.tone) == (None, None, "none")
