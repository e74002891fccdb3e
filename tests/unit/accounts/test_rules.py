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
