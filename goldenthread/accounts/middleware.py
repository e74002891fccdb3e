"""Which partnership a request is for, and a refusal of every page that declares no permission."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse, set_script_prefix

from goldenthread.accounts import queries, rules
from goldenthread.accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]


class PartnershipFromAddress:
    """Read the partnership from the first step of the address.

    `/exampleshire/plan/` is the plan of "exampleshire"; an address that begins with no
    partnership's slug belongs to the default one. The slug works like the folder a site
    is mounted at: views and `reverse()` never see it, so no link can leave its partnership
    by accident.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = get_script_prefix()
        first, _, rest = request.path_info.lstrip("/").partition("/")
        named = queries.partnership_for(first, default=settings.DEFAULT_PARTNERSHIP)
        if named and named.slug == first:
            request.path_info = f"/{rest}"
            set_script_prefix(f"{before.rstrip('/')}/{named.slug}/")
        if named is None:
            return render(request, "no_partnership.html", status=503)
        request.partnership = named  # type: ignore[attr-defined]
        try:
            return self.get_response(request)
        finally:
            set_script_prefix(before)


class NothingWithoutPermission:
    """Refuse every view of ours that does not say which permission it needs.

    The sign-in pages of django-allauth guard themselves and are let through by name.
    """

    own_guard = ("allauth.", "django.views.static", "django.views.i18n")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if view.__module__.startswith(self.own_guard):
            return None
        if not hasattr(view, "permission"):
            raise PermissionDenied(f"{view.__module__}.{view.__name__} declares no permission.")
        return self._second_factor(request)

    def _second_factor(self, request: HttpRequest) -> HttpResponse | None:
        """Send a person whose role needs a second factor to set one up first."""
        if not settings.REQUIRE_MFA or not isinstance(request.user, User):
            return None
        held = queries.roles_of(request.user, request.partnership)  # type: ignore[attr-defined]
        if not any(rules.ROLES[role].needs_mfa for role in held):
            return None
        if request.user.authenticator_set.exists():  # type: ignore[attr-defined]
            return None
        return redirect(reverse("mfa_index"))
