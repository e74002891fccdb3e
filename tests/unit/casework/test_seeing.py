"""Who sees what of a case (IS-11, DHR-08, REF-01, PS-05, REF-06, PV-02)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import seeing as rules
from goldenthread.casework.rules.seeing import HIDDEN, Level, Seal, Seen, Viewer

ROLES = {
    "officer": ("case", ()),
    "analyst": ("fields", ("sub_type",)),
    "counter": ("fields", ("channel",)),
    "searcher": ("name_only", ()),
    "none": ("nothing", ()),
}
VIEWER = Viewer("kim", "Council")
NAME = Seen(Level.NAME_ONLY, ask="duty desk")


def seen(viewer: Viewer, *, elsewhere: str = "name_only", seal: Seal = rules.OPEN) -> Seen:
    return rules.sees(viewer, by_role=ROLES, elsewhere=elsewhere, lead_contact="duty desk",
                      agreement={"Council", "Police"}, seal=seal)  # fmt: skip


def of(*roles: str, **more) -> Viewer:
    return replace(VIEWER, roles=frozenset(roles), **more)


def test_is11_another_body_of_the_agreement_sees_at_most_that_there_is_a_record():
    assert seen(VIEWER) == NAME
    assert seen(VIEWER, elsewhere="nothing") == HIDDEN
    assert seen(replace(VIEWER, body="Charity")) == HIDDEN


def test_a_role_on_the_case_gives_what_the_type_says():
    assert seen(of("officer", "analyst")).level is Level.CASE
    assert seen(of("analyst", "counter")).fields == {"sub_type", "channel"}
    assert seen(of("searcher", body="Charity")) == NAME
    assert seen(of("none", body="Charity")) == HIDDEN
    assert seen(of("unheard_of")) == NAME


def test_ref01_access_ends_with_the_referral():
    for state in ("accepted", "in_progress"):
        assert seen(of("officer", referral=state)).level is Level.CASE
    for state in ("sent", "declined", "completed", "revoked"):
        assert seen(of("officer", referral=state)) == NAME


def test_dhr08_of_a_sealed_case_only_named_people_see_anything():
    seal = Seal(named=frozenset({"lee"}))
    assert seen(of("officer"), seal=seal) == HIDDEN
    assert seen(of("officer", person="lee"), seal=seal).level is Level.CASE


def test_is11_the_employer_of_a_party_gets_no_hit():
    seal = Seal(employers=frozenset({"Council"}))
    assert seen(of("officer"), seal=seal) == HIDDEN
    assert seen(of("officer", body="Police"), seal=seal).level is Level.CASE
    both = Seal(named=frozenset({"kim"}), employers=frozenset({"Council"}))
    assert seen(of("officer"), seal=both).level is Level.CASE


def test_is11_a_protected_person_is_not_found_by_search():
    seal = Seal(protected=True)
    assert seen(VIEWER, seal=seal) == HIDDEN
    assert seen(of("searcher"), seal=seal) == HIDDEN
    assert seen(of("officer"), seal=seal).level is Level.CASE


SEALS = st.builds(
    Seal,
    st.none() | st.frozensets(st.sampled_from(["kim", "lee"])),
    st.frozensets(st.sampled_from(["Council", "Police"])),
    st.booleans(),
)
VIEWERS = st.builds(
    Viewer,
    st.sampled_from(["kim", "lee"]),
    st.sampled_from(["Council", "Police", "Charity"]),
    st.frozensets(st.sampled_from(sorted(ROLES))),
    st.sampled_from(["", "sent", "accepted", "completed"]),
)


@given(VIEWERS, SEALS, st.sampled_from(["name_only", "nothing"]))
def test_a_seal_never_shows_more_and_fields_go_with_their_level_only(viewer, seal, elsewhere):
    sealed, open_ = (seen(viewer, elsewhere=elsewhere, seal=s) for s in (seal, rules.OPEN))
    assert sealed.level <= open_.level
    assert bool(sealed.fields) == (sealed.level is Level.FIELDS)
    assert bool(sealed.ask) == (sealed.level is Level.NAME_ONLY)


def test_ps05_an_item_is_seen_in_its_meeting_by_bodies_of_its_agreement():
    there = replace(VIEWER, meetings=frozenset({"m1"}))
    assert rules.sees_item(there, meeting="m1", agreement={"Council"})
    assert not rules.sees_item(there, meeting="m2", agreement={"Council"})
    assert not rules.sees_item(there, meeting="m1", agreement={"Police"})


def test_ref06_and_pv02_what_is_never_held():
    assert rules.managed_elsewhere(restricted=True, contact="desk") == "Managed by MAPPA: desk"
    assert rules.managed_elsewhere(restricted=False, contact="desk") == ""
    rules.check_no_channel_content(fields=["referred_on", "referred_by"])
    with pytest.raises(RuleBroken, match="national system"):
        rules.check_no_channel_content(fields=["referred_on", "name"])


def test_is08_a_case_is_opened_in_an_emergency_with_reason_and_notice():
    rules.check_break_glass(reason="Threat to life", told="supervisor")
    with pytest.raises(RuleBroken, match="Say why"):
        rules.check_break_glass(reason="urgent", told="supervisor")
    with pytest.raises(RuleBroken, match="Nobody would be told"):
        rules.check_break_glass(reason="Threat to life", told=" ")
