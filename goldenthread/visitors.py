"""Which machine a request comes from, and a code for it that leads back to nobody."""

import ipaddress
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOMES = 64  # bits of an IPv6 address that are one household's or office's


def address_of(request: HttpRequest) -> str:
    """Give the address a request came from, seen through as many proxies as the settings name.

    Each proxy adds whom it heard to X-Forwarded-For; what stands further left was written by
    whoever asks, and counts for nothing.
    """
    heard, proxies = request.META.get("REMOTE_ADDR", ""), settings.PROXIES
    if proxies:
        named = request.headers.get("x-forwarded-for", "").split(",")
        if len(named) >= proxies:
            heard = named[-proxies].strip()
    return _of_one(heard)


def _of_one(address: str) -> str:
    """Give an IPv6 address without the part that its owner may change at will."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:45]
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, HOMES), strict=False))
    return str(found)


def code_of(address: str, *, what_for: str, now: datetime) -> str:
    """Give a code of an address that changes every day and cannot be turned back."""
    code = salted_hmac(what_for, f"{now:%Y-%m-%d} {address}", secret=settings.SECRET_KEY)
    return code.hexdigest()[:16]
