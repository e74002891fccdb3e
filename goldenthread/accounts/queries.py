"""Who somebody is and what they hold."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from goldenthread.accounts import rules
from goldenthread.accounts.models import Partnership, RoleGrant, User

Person = User | AnonymousUser


def roles_of(by: Person, partnership: Partnership) -> frozenset[str]:
    """Give the roles that somebody holds in a partnership today; everyone is "public".

    Remembered on the person object for the length of a request, so that one page asks once.
    """
    if not isinstance(by, User) or not by.is_active:
        return frozenset({"public"})
    known: dict[int, frozenset[str]] = by.__dict__.setdefault("_roles_by_partnership", {})
    if partnership.pk not in known:
        today = timezone.localdate()
        held = RoleGrant.objects.of(partnership).filter(
            Q(ends__isnull=True) | Q(ends__gte=today), user=by, starts__lte=today
        )
        known[partnership.pk] = frozenset({"public", *held.values_list("role", flat=True)})
    return known[partnership.pk]


def may(by: Person, permission: str, *, on: Any) -> bool:
    """Say whether somebody holds a permission on something.

    on: a Partnership, or any owned object (with `.partnership`). Where the person's
        roles give the permission only on what is their own, the object must say so
        itself by `is_for(user)`; for a whole partnership "own" is enough, since it
        opens the page on which their own things are listed.
    """
    partnership = on if isinstance(on, Partnership) else on.partnership
    scope = rules.scope_of(permission, roles_of(by, partnership))
    if scope is None:
        return False
    return scope == rules.ANY or isinstance(on, Partnership) or bool(on.is_for(by))


def partnership_for(first_step: str, *, default: str = "") -> Partnership | None:
    """Give the partnership whose slug an address begins with, else the default one.

    default: slug of the partnership at the root address; empty: the one marked default.
        None only while the installation has no partnership at all.
    """
    at_root = Q(slug=default) if default else Q(is_default=True)
    found = {p.slug: p for p in Partnership.objects.filter(Q(slug=first_step) | at_root)}
    if first_step in found:
        return found[first_step]
    return next(iter(found.values()), None) or Partnership.objects.order_by("pk").first()


def display_name(user: User) -> str:
    """Name a person as colleagues know them."""
    return str(user)
