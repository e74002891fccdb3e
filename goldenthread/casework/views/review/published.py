"""What anybody may read of case reviews: how they work, the four numbers, the yearly look."""

import csv
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework import changes
from goldenthread.casework.forms.review.staff import EffectivenessForm
from goldenthread.casework.queries import seeing
from goldenthread.casework.queries.review import REVIEW
from goldenthread.casework.queries.review import statistics as counted
from goldenthread.casework.queries.review.statistics import Year
from goldenthread.casework.rules.reviews import NOTE
from goldenthread.casework.values.case_review import procedure
from goldenthread.casework.values.dated import holding
from goldenthread.casework.views.case import sent
from goldenthread.partnership.showing import crumb, done, holds, or_404

HEADS = ("Period", "First day", "Last day", "Applications", "Threshold not met", "Reviews",
         "Reviews with recommendations")  # fmt: skip


def _years(request: Request) -> list[Year]:
    return counted.years(request.partnership, today=timezone.localdate(), by=request.user)


@needs("public.read")
def reviews(request: Request) -> HttpResponse:
    """How case reviews work here, and how many there were each year."""
    today, years = timezone.localdate(), _years(request)
    table = {
        "id": "years",
        "caption": "ASB case reviews by year",
        "note": f"{NOTE} Small numbers and zeros are shown: the law asks for them.",
        "columns": [{"label": label, "numeric": number > 1} for number, label in
                    enumerate(("Year", "", *HEADS[3:])) if label],
        "rows": [[{"url": reverse("case_reviews_year", args=[one.year]), "text": _named(one)},
                  *_numbers(one)] for one in years],
        "csv_url": reverse("case_reviews_csv"),
        "source": "counted from the events of case reviews, rule CR-17",
    }  # fmt: skip
    context = {
        "table": table,
        "threshold": holding(procedure().threshold, today, what="threshold for case reviews"),
        "bodies": [one for one in procedure().bodies if one.holds(today)],
        "alternatives": [one for one in procedure().alternatives if one.holds(today)],
        "coordinated_by": procedure().coordinated_by,
        "may_apply": seeing.type_in_force(request.partnership, REVIEW) is not None,
    }
    return render(request, "casework/review/reviews.html", context)


def _named(one: Year) -> str:
    return one.name if one.is_over else f"{one.name}, so far"


def _numbers(one: Year) -> list[dict[str, Any]]:
    return [{"text": number, "numeric": True} for _, number in one.rows]


@needs("public.read")
def statistics_csv(request: Request) -> HttpResponse:
    """The four numbers of each year, as a file."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"case-reviews-{request.partnership.slug}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    rows = csv.writer(answer)
    rows.writerow(HEADS)
    for one in _years(request):
        rows.writerow([one.name, one.first, one.last, *(number for _, number in one.rows)])
    return answer


@needs("casework.lead")
def months_csv(request: Request, year: int) -> HttpResponse:
    """The four numbers of each month and area of a year, for a return to government (CR-24)."""
    _year_or_404(request, year)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="case-reviews-{year}-by-month.csv"'
    rows = csv.writer(answer)
    rows.writerow(("Month", "Area", *HEADS[3:]))
    for month, area, four in counted.by_month(request.partnership, year=year, by=request.user):
        rows.writerow([f"{month:%Y-%m}", area, *four])
    return answer


def _year_or_404(request: Request, year: int) -> Year:
    found: Year = or_404(next((one for one in _years(request) if one.year == year), None))
    return found


@needs("public.read")
def year(request: Request, year: int) -> HttpResponse:
    """One year: the four numbers, and what the yearly look found."""
    found = _year_or_404(request, year)
    table = {
        "id": "four",
        "caption": f"Case reviews, {found.first:%-d %B %Y} to {found.last:%-d %B %Y}",
        "note": NOTE if found.is_over else f"The year is not over. {NOTE}",
        "columns": [{"label": "What is counted"}, {"label": "Number", "numeric": True}],
        "rows": [[label, {"text": number, "numeric": True}] for label, number in found.rows],
        "csv_url": reverse("case_reviews_csv"),
        "source": "counted from the events of case reviews, rule CR-17",
    }
    context = {
        "found": found,
        "table": table,
        "looked": counted.effectiveness(request.partnership, by=request.user).get(year),
        "leads": holds(request, "casework.lead"),
        "breadcrumbs": [crumb("ASB case reviews", "case_reviews")],
    }
    return render(request, "casework/review/year.html", context)


@needs("casework.lead")
def write(request: Request, year: int) -> HttpResponse:
    """Write the effectiveness review of a year."""
    found = _year_or_404(request, year)
    known = counted.effectiveness(request.partnership, by=request.user).get(year)
    names = ("reviewed_on", "looked_at", "found", "changes", "consulted")
    before = {name: getattr(known, name) for name in names} if known else {}
    form = EffectivenessForm(sent(request), initial=before)
    if form.is_valid() and done(
        form,
        lambda: changes.review.write_effectiveness(
            partnership=request.partnership, year=year, by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(request, "Saved. Nobody else reads it until you publish it.")
        return redirect("case_reviews_year", year=year)
    context = {
        "form": form,
        "found": found,
        "breadcrumbs": [crumb("ASB case reviews", "case_reviews")],
    }
    return render(request, "casework/review/write.html", context)


@needs("casework.lead")
@require_POST
def publish(request: Request, year: int) -> HttpResponse:
    """Publish the effectiveness review of a year."""
    known = or_404(counted.effectiveness(request.partnership, by=request.user).get(year))
    if not known.published_at:
        changes.review.publish_effectiveness(review=known, by=request.user)
        messages.success(request, "Published.")
    return redirect("case_reviews_year", year=year)
