"""Which address a request comes from, behind none, one or two proxies."""

from datetime import UTC, datetime

import pytest
from django.conf import LazySettings
from django.test import RequestFactory

from goldenthread.visitors import address_of, code_of

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def seen(remote: str, forwarded: str = "") -> str:
    """Give the address of a request that came from a machine with a header."""
    head = {"X-Forwarded-For": forwarded} if forwarded else {}
    return address_of(RequestFactory().get("/", REMOTE_ADDR=remote, headers=head))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "203.0.113.5, 198.51.100.9", "198.51.100.9"),
        (2, "203.0.113.5, 198.51.100.9", "203.0.113.5"),
        (2, "198.51.100.9", "192.0.2.1"),
        (1, "", ""),
    ],
)
def test_only_what_our_own_proxies_heard_counts(
    settings: LazySettings, proxies: int, forwarded: str, address: str
):
    """A visitor may write whatever they like before it."""
    settings.PROXIES = proxies
    assert seen("192.0.2.1", forwarded) == address


def test_an_ipv6_address_counts_with_all_its_owner_may_take(settings: LazySettings):
    settings.PROXIES = 0
    assert seen("2001:db8:1:2:3:4:5:6") == seen("2001:db8:1:2::1") == "2001:db8:1:2::/64"
    assert seen("2001:db8:1:3::1") != seen("2001:db8:1:2::1")


def test_what_is_no_address_is_kept_short(settings: LazySettings):
    settings.PROXIES = 1
    assert seen("192.0.2.1", "x" * 5000) == "x" * 45


def test_a_code_differs_by_address_day_and_purpose():
    one = code_of("192.0.2.1", what_for="api", now=NOW)
    assert one == code_of("192.0.2.1", what_for="api", now=NOW)
    others = {
        code_of("192.0.2.2", what_for="api", now=NOW),
        code_of("192.0.2.1", what_for="figures", now=NOW),
        code_of("192.0.2.1", what_for="api", now=NOW.replace(day=22)),
    }
    assert len(others | {one}) == 4
    assert "192" not in one
