"""The page behind a reminder's link: says how one action stands, without signing in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.delivery import changes, queries
from goldenthread.delivery.forms import LinkForm
from goldenthread.letters.links import LinkBroken, LinkExpired
from goldenthread.partnership.showing import done

BY_LINK = "link in a reminder"
NOT_YOURS = "This action is no longer yours to update, or your sign-in has ended."


@never_cache
@needs("public.read")
def update_by_link(request: Request, sealed: str) -> HttpResponse:
    """Say how an action stands. Opening it changes nothing; only what is sent does."""
    try:
        found = queries.by_link(sealed, request.partnership)
    except LinkExpired as why:
        return _no_more(request, str(why), status=410)
    except LinkBroken as why:
        return _no_more(request, f"{why} Open it again from the letter.", status=404)
    if found is None:
        return _no_more(request, NOT_YOURS, status=404)
    action, owner = found
    form = LinkForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.give_update(action=action, by=owner, way=BY_LINK, **form.cleaned_data),
    ):
        messages.success(request, "Your update is saved. You can close this page.")
        return redirect("update_by_link", sealed)
    context = {
        "action": action,
        "status": action.status_on(timezone.localdate()),
        "form": form,
        "is_closed": bool(action.done_on or action.missed_on),
        "last": action.updates.first(),
    }
    return render(request, "delivery/by_link.html", context)


def _no_more(request: Request, why: str, *, status: int) -> HttpResponse:
    context = {"why": why, "my_work": reverse("my_work")}
    return render(request, "delivery/no_link.html", context, status=status)
