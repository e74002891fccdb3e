"""Markings (GSC-01 to GSC-04, G-07) and keeping (RET-01 to RET-04)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import marking, retention
from goldenthread.casework.rules.retention import Hold
from goldenthread.casework.values.retention import classes

KEPT = {one.id: one for one in classes()}
HOLD = Hold("litigation", "legal team", "Claim of 3 May", date(2027, 1, 1))


def test_gsc01_what_is_above_official_is_refused():
    marking.check_upload("OFFICIAL")
    marking.check_upload("official-sensitive (personal)")
    marking.check_upload("")
    for given_ in ("SECRET", "Top  Secret", "secret (uk eyes)"):
        with pytest.raises(RuleBroken, match="may not be held here"):
            marking.check_upload(given_)
    with pytest.raises(RuleBroken, match="is no marking"):
        marking.check_upload("PROTECT")


def test_gsc02_and_gsc03_what_names_somebody_is_sensitive():
    assert (
        marking.default_marking(public=False, holds=["victim"]) == "OFFICIAL-SENSITIVE (PERSONAL)"
    )
    assert marking.default_marking(public=True, holds=["small_numbers"]).startswith("OFFICIAL-S")
    assert marking.default_marking(public=False, holds=["analysis"]) == "OFFICIAL"
    assert marking.default_marking(public=True, holds=[]) == ""


@given(st.lists(st.sampled_from(["", "OFFICIAL", "OFFICIAL-SENSITIVE"])))
def test_gsc03_a_container_takes_the_highest_marking_of_what_it_holds(held):
    order = ["", "OFFICIAL", "OFFICIAL-SENSITIVE"]
    assert marking.highest(held) == order[max((order.index(one) for one in held), default=0)]


def test_gsc03_lowering_needs_a_reason_and_raising_none():
    marking.check_lowering("OFFICIAL", "OFFICIAL-SENSITIVE", reason="")
    marking.check_lowering("OFFICIAL-SENSITIVE (PERSONAL)", "OFFICIAL", reason="Names removed")
    with pytest.raises(RuleBroken, match="Say why"):
        marking.check_lowering("OFFICIAL-SENSITIVE (PERSONAL)", "OFFICIAL", reason=" ")


def test_gsc04_a_mail_holds_a_reference_and_a_link():
    assert marking.mail_text("AB12", "https://x/1").endswith("read it: https://x/1")


def test_g07_facts_and_opinions_and_the_part_a_person_plays():
    marking.check_note(kind="fact", person="witness")
    with pytest.raises(RuleBroken, match="Mark the note"):
        marking.check_note(kind="rumour")
    with pytest.raises(RuleBroken, match="who it is about"):
        marking.check_note(kind="opinion", person="offender")


def test_ret01_every_class_has_a_period_an_action_and_an_owner():
    assert all(one.owner and one.then for one in KEPT.values())
    assert len(KEPT) == 12


def test_ret04_a_report_is_kept_two_years_and_then_made_anonymous():
    kept, made = KEPT["asb_report"], date(2026, 6, 1)
    assert retention.dispose_after(kept, made) == date(2028, 6, 1)
    assert retention.disposal(kept, made, on=date(2028, 6, 1), holds=[]) == "keep"
    assert retention.disposal(kept, made, on=date(2028, 6, 2), holds=[]) == "anonymise"


def test_ret04_a_case_with_a_child_is_kept_until_they_are_25():
    kept, closed = KEPT["asb_case"], date(2026, 6, 1)
    born = date(2015, 3, 1)
    assert retention.dispose_after(kept, closed, youngest_born=born) == date(2040, 3, 1)
    assert retention.dispose_after(kept, closed, youngest_born=date(1980, 1, 1)) == date(2032, 6, 1)
    assert retention.dispose_after(KEPT["cpw"], closed, youngest_born=born) == date(2028, 6, 1)


def test_ret03_a_hold_overrides_disposal_until_it_is_lifted():
    kept, made, later = KEPT["tension"], date(2026, 6, 1), date(2030, 1, 1)
    assert retention.disposal(kept, made, on=later, holds=[HOLD]) == "hold"
    assert (
        retention.disposal(kept, made, on=later, holds=[replace(HOLD, lifted=True)]) == "anonymise"
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"why": "curiosity"}, "no ground"),
        ({"holder": ""}, "who holds it"),
        ({"reason": " "}, "the reason"),
        ({"review_by": date(2026, 6, 1)}, "a day to come"),
    ],
)
def test_ret03_a_hold_has_a_ground_a_holder_and_a_review(changes, why):
    retention.check_hold(HOLD, on=date(2026, 6, 1))
    with pytest.raises(RuleBroken, match=why):
        retention.check_hold(replace(HOLD, **changes), on=date(2026, 6, 1))


def test_ret02_a_partners_copy_does_not_outlive_its_purpose():
    retention.check_partner_copy(purpose_ended=None, on=date(2026, 6, 1))
    retention.check_partner_copy(purpose_ended=date(2026, 6, 1), on=date(2026, 6, 1))
    with pytest.raises(RuleBroken, match="purpose has ended"):
        retention.check_partner_copy(purpose_ended=date(2026, 6, 1), on=date(2026, 6, 2))
