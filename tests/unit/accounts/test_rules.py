"""Roles and permissions as code."""

import pytest

from goldenthread.accounts import rules


def test_every_permission_that_a_role_lists_is_declared():
    for role in rules.ROLES.values():
        assert set(role.may) <= set(rules.PERMISSIONS), role.key


def test_every_role_says_in_a_sentence_who_may_hold_it():
    for role in rules.ROLES.values():
        assert role.who_may_hold_it.endswith("."), role.key


def test_every_permission_is_held_by_somebody():
    held = {permission for role in rules.ROLES.values() for permission in role.may}
    assert held == set(rules.PERMISSIONS)


def test_the_public_may_read_what_is_published_and_nothing_else():
    assert set(rules.ROLES["public"].may) == {"public.read"}


def test_no_role_gives_no_permission():
    assert rules.scope_of("strategy.edit", frozenset()) is None


def test_a_role_that_was_taken_out_of_the_code_gives_nothing():
    assert rules.scope_of("strategy.edit", frozenset({"emperor"})) is None


def test_the_widest_scope_counts():
    roles = frozenset({"action_owner", "partnership_manager"})
    assert rules.scope_of("delivery.update_action", frozenset({"action_owner"})) == rules.OWN
    assert rules.scope_of("delivery.update_action", roles) == rules.ANY


def test_a_misspelt_permission_never_passes_for_a_refusal():
    with pytest.raises(KeyError):
        rules.scope_of("strategy.edti", frozenset({"partnership_manager"}))


@pytest.mark.parametrize("slug", ["safe-durham", "a", "e7", "safe-plan"])
def test_a_slug_that_hides_nothing_is_taken(slug):
    rules.check_slug(slug, {"plan", "accounts"})


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("plan", "such as safe-plan"),
        ("accounts", "would hide its pages"),
        ("", "cannot stand in an address"),
        ("Safe Durham", "small letters, digits"),
        ("safe/durham", "cannot stand in an address"),
        ("-durham", "cannot stand in an address"),
        ("x" * 60 + "!", "x" * 50 + '"'),
    ],
)
def test_a_slug_that_hides_a_page_or_fits_no_address_is_refused(slug, said):
    with pytest.raises(rules.RuleBroken, match=said):
        rules.check_slug(slug, {"plan", "accounts"})
