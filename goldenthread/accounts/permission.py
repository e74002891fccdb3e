"""`require()`, the one place that refuses, and `needs()`, by which a page declares a permission."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse

from goldenthread.accounts import rules
from goldenthread.accounts.asking import Request
from goldenthread.accounts.models import User
from goldenthread.accounts.queries import Person, may

View = Callable[..., HttpResponse]


def require(by: Person, permission: str, *, on: Any) -> None:
    """Refuse, unless somebody holds a permission on a partnership or an owned object.

    Raises PermissionDenied with a sentence naming what is needed. Pages, commands,
    reports, exports, search and notifications all ask here.
    """
    if not may(by, permission, on=on):
        what = rules.PERMISSIONS[permission]
        raise PermissionDenied(f"You need this permission: {what[0].lower()}{what[1:]}.")


def needs(permission: str, *, hidden: bool = False) -> Callable[[View], View]:
    """Declare the permission that a page needs in the partnership of its address.

    hidden: refuse with "not found", where even the page's existence is private.
    A visitor who has not signed in is sent to sign in; a person who may not is refused.
    """
    if permission not in rules.PERMISSIONS:
        raise KeyError(permission)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                require(request.user, permission, on=request.partnership)
            except PermissionDenied:
                if hidden:
                    raise Http404 from None
                if not isinstance(request.user, User):
                    return redirect_to_login(request.get_full_path(), reverse("account_login"))
                raise
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.hidden = hidden  # type: ignore[attr-defined]
        return guarded

    return declare
