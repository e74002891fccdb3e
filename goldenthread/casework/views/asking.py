"""How a page of one case asks for something and goes back to where it was asked from."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from goldenthread.accounts.asking import Request
from goldenthread.accounts.queries import may
from goldenthread.casework import changes
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.views.case import around, confidential
from goldenthread.partnership.showing import done


def shown(request: Request, seen: Sight, template: str, context: dict[str, Any]) -> HttpResponse:
    """Draw a page that shows part of a case; that somebody looked is noted (IS-08)."""
    changes.note_read(seen, by=request.user)
    works = may(request.user, "casework.work", on=request.partnership) and not seen.case.closed_at
    leads = may(request.user, "casework.lead", on=request.partnership)
    page = {**around(seen), "works": works, "leads": leads, **context}
    return confidential(request, template, page)


def ask(
    request: Request,
    seen: Sight,
    form: forms.Form,
    change: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    said: str,
    to: Any,
    crumbs: tuple[dict[str, str], ...] = (),
    **more: Any,
) -> HttpResponse:
    """Show a form, and make the change it asks for; then go where it belongs.

    to: an address, or what has one. more: what else the page shows, such as its lede.
    """
    if form.is_valid() and done(form, lambda: change(form.cleaned_data)):
        messages.success(request, said)
        return redirect(to)
    context = around(seen)
    context |= {"form": form, "title": title, "to": to, **more}
    context["breadcrumbs"] = [*context["breadcrumbs"], *crumbs]
    return confidential(request, "casework/working/form.html", context)
