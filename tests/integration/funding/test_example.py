"""The money of the documents: all of it, and every pound once."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from goldenthread.funding import queries, rules
from goldenthread.funding.models import Award, ForceFunding, Fund
from goldenthread.strategy.models import Scheme

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def awards(durham):
    return list(queries.awards_seen(durham, by=ANYBODY))


def test_each_row_of_the_four_tables_and_each_single_grant_is_held(durham):
    every = Award.objects.of(durham)
    assert every.filter(listed_as=rules.TABLE_ROW).count() == 13
    assert every.filter(listed_as=rules.SINGLE).count() == 29
    assert every.filter(listed_as=rules.VICTIMS).count() == 3
    assert every.filter(listed_as=rules.TRAIL).count() == 8


def test_every_printed_sum_stands_on_the_line_that_it_names(durham, shared):
    lines = {
        path.name[:3]: path.read_text().splitlines() for path in (shared / "seeds").glob("*.txt")
    }
    for one in Award.objects.of(durham).exclude(printed=""):
        document, _, place = one.places[0].partition(":")
        line = lines[document][int(place.partition("-")[0]) - 1]
        assert one.printed.casefold() in line.casefold(), (one.key, line)
        digits = Decimal(re.sub(r"[^\d.]", "", one.printed.removesuffix(".")))
        assert one.amount == digits * (1_000_000 if one.printed.endswith("m") else 1), one.key


def test_words_of_doubt_survive(durham):
    said = {one.key: one.said for one in awards(durham) if one.qualifier}
    assert said == {
        "serious-violence-projects": "around £500,000",
        "youth-pilot": "almost £37,000",
    }


@pytest.mark.parametrize("by", list(queries.DIMENSIONS))
def test_whatever_money_is_gathered_by_it_adds_up_to_the_same(durham, by):
    money = queries.money_of(awards(durham))
    groups = money.groups(by)
    assert rules.total(one.amount for one in groups) == money.total
    assert sum(one.share for one in groups) == pytest.approx(Decimal(100))


@pytest.mark.parametrize("by", list(queries.DIMENSIONS))
def test_choices_of_awards_add_up_to_the_whole(durham, by):
    """Each choice on its own; a part that lies elsewhere must not grow what is left here."""
    money = queries.money_of(awards(durham))
    name = queries.DIMENSIONS[by][1]
    chosen = [
        money.only(lambda one, label=label: name(one) == label).total
        for label in {name(one) for one in money.awards}
    ]
    assert rules.total(chosen) == money.total


def test_each_pound_is_counted_once(durham):
    money = queries.money_of(awards(durham))
    tops = [a for a in money.awards if a.counted == rules.COUNTED and a.amount is not None]
    # Safer Streets 5 as its rows, of which two have parts; the rest by its own sum.
    assert money.total == rules.total(one.amount for one in tops)
    assert {one.key for one in money.unclear} == {
        "youth-provision", "isva", "navigators", "therapy-evaluation",
        "night-hub-serious-violence",
    }  # fmt: skip
    rest = {one.award.key: one.amount for one in money.counted if one.is_rest}
    assert rest == {
        "safer-streets-5-rural": Decimal(428),
        "safer-streets-5-vawg": Decimal(198_810),
        "trailblazer": Decimal(1_543_375),
    }


def test_printed_wholes_stand_beside_what_adds_up(durham):
    found = {
        one.fund.key: (one.compared.agreement, one.compared.difference)
        for one in queries.funds_standing(durham, awards(durham), by=ANYBODY)
        if one.compared
    }
    assert found == {
        "safer-streets-2022": (rules.DIFFERS, Decimal(-704_431)),
        "safer-streets-5": (rules.ROUNDING, Decimal(80)),
        "hotspot-response": (rules.AS_SAID, Decimal(50_000)),
        "immediate-justice": (rules.EQUAL, Decimal(0)),
    }


def test_the_night_hub_names_each_funder_that_its_scheme_names(durham):
    scheme = Scheme.objects.of(durham).get(key="durham-city-night-hub")
    turns = [one for one in awards(durham) if one.scheme_id == scheme.pk]
    assert len(turns) == len(scheme.funding)
    assert [one.amount for one in turns if one.amount] == [Decimal(50_000)]
    named = {one.funder.organisation.key for one in turns if one.funder and one.funder.organisation}
    assert named >= {said["funder"] for said in scheme.funding if said.get("funder")}


def test_money_that_ends_is_seen_from_a_day(durham):
    found = queries.endings(awards(durham), on=date(2024, 12, 1), months=6)
    soon = {one.award.key: one.afterwards for one in found if one.state == rules.ENDING}
    assert soon["safer-streets-5-rural"] == rules.UNFUNDED
    assert {one.afterwards for one in found if "2022" in one.award.key} == {rules.FOLLOWED}
    hub = next(one for one in found if one.award.key == "night-hub-vawg-bid")
    assert hub.afterwards == rules.OPEN
    assert next(one.afterwards for one in found) == rules.UNFUNDED


def test_totals_shares_and_yields_of_five_forces_agree_with_print(durham):
    forces = queries.forces(durham)
    assert len(forces) == 5
    assert [one.funding.name for one in forces if one.printed_badly()] == []
    assert all(len(one.funding.printed) == 4 for one in forces)


def test_what_is_printed_wrongly_is_found(durham):
    one = ForceFunding.objects.of(durham).get(key="surrey-2023")
    one.printed = {**one.printed, "total": "281.3"}
    assert queries.Force(one).printed_badly() == ["total"]


def test_the_parts_of_the_budget_add_up(durham):
    (whole, *others) = queries.budget(durham)
    assert (whole.compared.agreement, len(whole.parts)) == (rules.EQUAL, 2)
    assert [one.compared for one in others] == [None, None, None]


def test_the_direction_of_force_numbers_is_worked_out_and_a_wrong_total_shown(durham):
    numbers = queries.force_numbers(durham)
    assert {row.name: row.direction for row in numbers.kinds} == {
        "Police officers": rules.FEWER,
        "Police staff": rules.MORE,
        "Police community support officers": rules.FEWER,
        "Special constables": rules.FEWER,
    }
    assert numbers.kinds[0].difference == -128
    assert numbers.printed_otherwise == [("2023/24", 2603, 2655)]
    assert (numbers.added_up.now, numbers.added_up.direction) == (2655, rules.FEWER)


def test_a_visitor_who_may_not_see_every_award_is_shown_no_false_difference(durham):
    every = awards(durham)
    hidden = Award.objects.of(durham).get(key="safer-streets-2022-asb")
    hidden.public = False
    hidden.save()
    seen = awards(durham)
    assert len(seen) == len(every) - 1
    funds = {one.fund.key: one for one in queries.funds_standing(durham, seen, by=ANYBODY)}
    assert funds["safer-streets-2022"].compared is None
    hidden.public = True
    hidden.save()


def test_no_fund_stands_empty_of_a_reason(durham):
    for one in Fund.objects.of(durham):
        assert one.awards.exists(), one.key
