"""The control chart on the page, again by another way from the files: pandas and plain sums."""

import csv
import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from lxml import html

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.indicators import loading
from goldenthread.indicators.changes import Observed, record_observations
from goldenthread.indicators.control import changes
from goldenthread.indicators.models import IndicatorDefinition, Observation, RecordingChange
from goldenthread.places import loading as places
from tests.factories.accounts import PASSWORD, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db
COUNTY, PEOPLE = "E06000047", 532_182  # residents at mid-2023, as the table of the ONS gives them
MONTHS = [f"2025-{month:02}" for month in range(1, 9)]


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


# An independent recomputation


@pytest.fixture(scope="module")
def recomputed(shared: Path) -> dict[str, pd.DataFrame]:
    """Count, rate, limits and control states of January to August 2025 from the files."""
    files = [shared / "data" / "police_street" / f"{m}-durham-street.csv.gz" for m in MONTHS]
    rows = pd.concat([pd.read_csv(path, dtype=str) for path in files])
    new = pd.read_csv(
        shared / "data" / "lookups" / "oa21_lsoa21_msoa21_lad_pcon24_region_ew.csv.gz", dtype=str
    )
    district = dict(zip(new["lsoa_code"], new["la_code"], strict=True))
    mine = rows[rows["LSOA code"].map(district) == COUNTY]
    is_asb = mine["Crime type"] == "Anti-social behaviour"
    asb = mine[is_asb].groupby("Month").size()
    crimes = mine[~is_asb].groupby("Month")["Crime ID"].agg(lambda ids: ids.nunique())
    crimes += mine[~is_asb].groupby("Month")["Crime ID"].agg(lambda ids: int(ids.isna().sum()))
    return {
        "asb_incidents": states(asb, asb.astype(float), None),
        "crime_count": states(crimes, crimes.astype(float), None),
        "asb_rate_10000": states(asb, asb / PEOPLE * 10_000, 10_000),
        "crime_rate_1000": states(crimes, crimes / PEOPLE * 1_000, 1_000),
    }


def states(counts: pd.Series, values: pd.Series, per: int | None) -> pd.DataFrame:
    """Byar's limits, and the XmR chart by its plain formulae: 2.66 average moving ranges."""
    z = 1.959963984540054
    scale = 1.0 if per is None else per / PEOPLE
    lower = counts * (1 - 1 / (9 * counts) - z / (3 * counts**0.5)) ** 3 * scale
    up = counts + 1
    upper = up * (1 - 1 / (9 * up) + z / (3 * up**0.5)) ** 3 * scale
    x = values.to_numpy()
    moving = np.abs(np.diff(x))
    moving = moving[moving < 3.267 * moving.mean()]
    mean, reach = x.mean(), 2.66 * moving.mean()
    return pd.DataFrame({
        "count": counts, "value": values, "lower": lower, "upper": upper, "mean": mean,
        "low": max(mean - reach, 0), "high": mean + reach,
        "state": state_words(x, mean, reach),
    })  # fmt: skip


def state_words(x: np.ndarray, mean: float, reach: float) -> list[str]:
    """Each point by the first rule that finds it, written as the rules are told."""
    found = ["ordinary variation"] * len(x)
    for rule in (seven_on_one_side, two_of_three, seven_that_rise_or_fall, outside):
        for at, words in rule(x, mean, reach):
            found[at] = words
    return found


def seven_on_one_side(x, mean, reach):
    sides = np.sign(x - mean)
    for start in range(len(x) - 6):
        if abs(sides[start : start + 7].sum()) == 7:
            side = "above" if sides[start] > 0 else "below"
            yield from ((at, f"in a run of seven or more {side} the mean")
                        for at in range(start, start + 7))  # fmt: skip


def two_of_three(x, mean, reach):
    sides, away = np.sign(x - mean), np.abs(x - mean)
    outer = (away > 2 / 3 * reach) & (away <= reach)
    for start in range(len(x) - 2):
        window = slice(start, start + 3)
        if abs(sides[window].sum()) == 3 and outer[window].sum() >= 2:
            side = "upper" if sides[start] > 0 else "lower"
            yield from ((at, f"one of two in three near the {side} limit")
                        for at in range(start, start + 3) if outer[at])  # fmt: skip


def seven_that_rise_or_fall(x, mean, reach):
    for start in range(len(x) - 6):
        steps = np.sign(np.diff(x[start : start + 7]))
        if abs(steps.sum()) == 6:
            way = "rise" if steps[0] > 0 else "fall"
            yield from ((at, f"in a run of seven or more that each {way}")
                        for at in range(start, start + 7))  # fmt: skip


def outside(x, mean, reach):
    for at in range(len(x)):
        if abs(x[at] - mean) > reach:
            yield at, "above the upper limit" if x[at] > mean else "below the lower limit"


@pytest.mark.parametrize(
    "indicator", ["asb_incidents", "crime_count", "asb_rate_10000", "crime_rate_1000"]
)
def test_what_the_page_shows_is_what_the_files_give(client, durham, recomputed, indicator):
    told = client.get(reverse("indicator_csv", args=[indicator])).content.decode("utf-8-sig")
    rows = {row["period_start"][:7]: row for row in csv.DictReader(io.StringIO(told))}
    page = text_of(client.get(reverse("indicator", args=[indicator])))
    expected = recomputed[indicator]
    decimals = 0 if "rate" not in indicator else 1
    for month, want in expected.iterrows():
        row = rows[month]
        assert float(row["counted"]) == want["count"]
        for name, at in (("value", "figure"), ("lower", "lower"), ("upper", "upper")):
            assert row[at] == f"{want[name]:,.{decimals}f}", (month, name)
        for name, at in (("mean", "control_mean"), ("low", "control_lower"),
                         ("high", "control_upper")):  # fmt: skip
            assert float(row[at]) == pytest.approx(want[name], abs=1e-6), (month, name)
        assert row["control_state"] == want["state"]
        named = f"{date.fromisoformat(month + '-01'):%B %Y}"
        line = re.search(rf"{named} ?{re.escape(row['figure'])}.*?(?=Ordinary|Signal)", page)
        assert line, named
        said = page[line.end() :]
        if want["state"] == "ordinary variation":
            assert said.startswith("Ordinary variation")
        else:
            assert re.match(rf"Signal[^:]*: {want['state']}", said)
    span = f"{expected['low'].iloc[0]:,.0f}" if decimals == 0 else f"{expected['low'].iloc[0]:,.1f}"
    assert f"control limits {span} to" in page or "control limits 730.9 to" in page


def test_some_states_are_signals_so_that_the_comparison_means_something(recomputed):
    asb = recomputed["asb_incidents"]
    assert list(asb["count"]) == [729, 707, 951, 1077, 1114, 1020, 1190, 1184]
    assert asb["state"].iloc[0] == "below the lower limit"
    assert asb["state"].iloc[-1] == "one of two in three near the upper limit"


# On the page


def test_signals_have_a_shape_in_the_picture_and_words_beside_it(client, durham):
    answer = client.get(reverse("indicator", args=["asb_incidents"]))
    words = html.fromstring(answer.content).xpath("//*[@role='img']/@aria-label")[0]
    assert "signals: January 2025 (below the lower limit)" in words
    assert "Triangles are signals" in text_of(answer)
    spec = client.get(reverse("indicator_spec", args=["asb_incidents"])).json()
    shapes = [layer["mark"].get("shape") for layer in spec["layer"]]
    assert {"triangle-up", "triangle-down"} <= set(shapes)


def test_rolling_years_get_no_control_chart(client, durham):
    record_observations(
        [Observed("road_collisions", COUNTY, Period.month(2024 + n // 12, n % 12 + 1), count=40 + n)
         for n in range(20)],
        partnership=durham, by=None, release=durham_release(durham),
    )  # fmt: skip
    asked = {"period": "year_to_month"}
    text = text_of(client.get(reverse("indicator", args=["road_collisions"]), asked))
    assert "share eleven months" in text
    page = text_of(client.get(reverse("indicator", args=["road_collisions"])))
    assert "in a run of seven or more that each rise" in page
    assert "The year so far" in page
    assert re.search(r"Beside April to August 2024: It rose by [\d.]+%", page)


def durham_release(durham):
    return Observation.objects.of(durham).exclude(release=None).first().release


def test_a_picture_can_be_taken_as_png(client, durham):
    answer = client.get(reverse("indicator_png", args=["crime_rate_1000"]))
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    none = client.get(reverse("indicator_png", args=["vcas_felt_safer_percent"]))
    assert none.status_code == 404


# As known on a day


def test_a_day_shows_what_was_known_then(client, durham, django_assert_max_num_queries):
    july = Period.month(2025, 7)
    first = datetime(2025, 9, 1, tzinfo=UTC)
    observed = [Observed("road_collisions", COUNTY, july, count=55)]
    to = {"partnership": durham, "by": None, "release": durham_release(durham)}
    record_observations(observed, at=first, **to)
    record_observations([Observed("road_collisions", COUNTY, july, count=66)], **to)
    address = reverse("indicator", args=["road_collisions"])
    assert "66 collisions, July 2025" in text_of(client.get(address))
    with django_assert_max_num_queries(12):
        then = text_of(client.get(address, {"as_of": "2025-09-30"}))
    assert "As known on 30 September 2025." in then
    assert "55 collisions, July 2025" in then
    assert "ended 60 days ago" not in then  # counted to that day: July ended 61 days before it
    assert "ended 61 days ago" in then
    before = text_of(client.get(address, {"as_of": "2025-08-31"}))
    assert "No data yet" in before
    rows = client.get(reverse("indicator_csv", args=["road_collisions"]), {"as_of": "2025-09-30"})
    assert b",55," in rows.content


@pytest.mark.parametrize("typed", ["30/06/2025", "banana", "2999-01-01", "<script>"])
def test_a_day_that_is_none_gets_a_sentence(client, durham, typed):
    answer = client.get(reverse("indicator", args=["crime_rate_1000"]), {"as_of": typed})
    assert answer.status_code == 200
    text = text_of(answer)
    assert "What is known now is shown." in text
    assert "7.8 per 1,000 residents, August 2025" in text


# Changes of recording


def test_a_change_of_recording_begins_a_step_and_cuts_the_line(client, durham, analyst):
    address = reverse("recording_changes", args=["crime_count"])
    assert "None entered" in text_of(client.get(address))
    given = {"on": "2025-07-01", "what": "Two offence codes were merged"}
    answer = client.post(address, given, follow=True)
    assert "Two offence codes were merged" in text_of(answer)
    page = client.get(reverse("indicator", args=["crime_count"]))
    assert "A new step, because two offence codes were merged. 2 figures" in text_of(page)
    assert "figures are made differently from July 2025" in page.content.decode()
    assert Event.objects.filter(verb="indicators.recording_change_entered").count() == 1
    again = client.post(address, given)
    assert "is entered for 1 July 2025 already" in text_of(again)
    one = RecordingChange.objects.of(durham).get()
    back = reverse("withdraw_recording_change", args=["crime_count", one.pk])
    assert "Say why" in text_of(client.post(back, {"why": ""}))
    assert "Taken back: An error" in text_of(client.post(back, {"why": "An error"}, follow=True))
    assert "offence codes" not in text_of(client.get(reverse("indicator", args=["crime_count"])))
    assert "was taken back already" in text_of(client.post(back, {"why": "An error"}))
    known = text_of(client.get(page.wsgi_request.path, {"as_of": "2025-09-01"}))
    assert "offence codes" not in known


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"on": "soon", "what": "x"}, "write it as 2025-04-01"),
        ({"on": "2999-01-01", "what": "x"}, "once it has happened"),
        ({"on": "", "what": ""}, "say it in a sentence"),
    ],
)
def test_bad_changes_of_recording_are_refused_in_words(client, durham, analyst, given, words):
    answer = client.post(reverse("recording_changes", args=["crime_count"]), given)
    assert words in text_of(answer)
    assert not RecordingChange.objects.of(durham).exists()


def test_only_who_may_edit_indicators_enters_a_change(client, durham):
    partner = UserFactory(email="p@example.org", roles=["partner"], partnership=durham)
    of = IndicatorDefinition.objects.get(pk="crime_count")
    with pytest.raises(PermissionDenied):
        changes.enter_recording_change(
            partnership=durham, indicator=of, on=date(2025, 7, 1), what="x", by=partner
        )
    lead = UserFactory(email="l@example.org", roles=["performance_lead"], partnership=durham)
    made = changes.enter_recording_change(
        partnership=durham, indicator=of, on=date(2025, 7, 1), what="x", by=lead
    )
    assert "from 2025-07-01" in str(made)
    with pytest.raises(PermissionDenied):
        changes.withdraw_recording_change(made, why="x", by=partner)
    with pytest.raises(RuleBroken, match="Say why"):
        changes.withdraw_recording_change(made, why=" ", by=lead)
    client.login(email="p@example.org", password=PASSWORD)
    assert client.get(reverse("recording_changes", args=["crime_count"])).status_code == 403
    assert b"/recording/" not in client.get(reverse("indicator", args=["crime_count"])).content


def test_an_address_that_names_none_is_not_found(client, durham, analyst):
    assert client.get(reverse("recording_changes", args=["nope"])).status_code == 404
    back = reverse("withdraw_recording_change", args=["crime_count", 999])
    assert client.get(back).status_code == 404
