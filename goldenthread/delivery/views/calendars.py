"""Due dates for a calendar program: one's addresses, and what is read under them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.delivery import calendars as due_dates
from goldenthread.delivery import changes, queries
from goldenthread.delivery.forms import GroupChoice
from goldenthread.partnership.showing import crumb, or_404


@needs("delivery.read")
def calendars(request: Request) -> HttpResponse:
    """One's own addresses for due dates, and a new one."""
    feeds = queries.feeds_of(request.partnership, by=request.user)
    context = {
        "feeds": [{"feed": one, "url": due_dates.address(one)} for one in feeds],
        "form": GroupChoice(partnership=request.partnership),
        "breadcrumbs": [crumb("Delivery plans", "delivery_plans")],
    }
    return render(request, "delivery/calendars.html", context)


@needs("delivery.read")
@require_POST
def start_calendar(request: Request) -> HttpResponse:
    """Make an address; an older one for the same dates ends."""
    form = GroupChoice(request.POST, partnership=request.partnership)
    if form.is_valid():
        changes.start_feed(
            partnership=request.partnership, by=request.user, group=form.cleaned_data["group"]
        )
        messages.success(request, "The address is made. Copy it into your calendar program.")
    else:
        messages.error(request, "Choose whose due dates. Nothing was made.")
    return redirect("calendars")


@needs("delivery.read")
@require_POST
def stop_calendar(request: Request, pk: int) -> HttpResponse:
    """Stop an address."""
    feed = get_object_or_404(queries.feeds_of(request.partnership, by=request.user), pk=pk)
    changes.stop_feed(feed=feed, by=request.user)
    messages.success(request, "The address is stopped. Calendars that read it find nothing now.")
    return redirect("calendars")


@needs("public.read")
def calendar(request: Request, token: str) -> HttpResponse:
    """The due dates behind an address, as iCalendar; whoever has the address may read it."""
    feed = or_404(queries.feed_at(request.partnership, token))
    text = due_dates.as_icalendar(
        queries.due_dates(feed), name=str(feed), now=timezone.now(), partnership=feed.partnership
    )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
