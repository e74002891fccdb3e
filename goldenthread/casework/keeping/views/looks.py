"""Who has looked at which case, and the door for an emergency."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework.keeping import changes, queries
from goldenthread.casework.keeping.forms import EmergencyForm, FindingForm, LooksFilter
from goldenthread.casework.keeping.queries import Looked
from goldenthread.casework.keeping.views.showing import (
    MARKING,
    ON_A_PAGE,
    asked,
    at,
    listed,
    on,
    table,
    to,
)
from goldenthread.casework.rules.references import tidy
from goldenthread.casework.views.case import confidential, sent
from goldenthread.casework.views.people import SAW
from goldenthread.partnership.showing import crumb, done, or_404, page_of, with_query
from goldenthread.tables import as_csv

MOST_IN_A_FILE = 20_000


def _looked(request: Request) -> tuple[LooksFilter, Looked]:
    form = LooksFilter(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    typed = given.get("reference", "")
    return form, Looked(
        person=given.get("person", ""),
        reference=(tidy(typed) or "none") if typed else "",
        since=given.get("since"),
        until=given.get("until"),
    )


@needs("casework.govern")
def looks(request: Request) -> HttpResponse:
    """Every look at a case, by person and case (IS-08)."""
    form, wanted = _looked(request)
    rows = queries.looks(request.partnership, wanted, by=request.user)
    page = page_of(request, rows, ON_A_PAGE)
    shown = [[at(one.at), str(one.person), one.case.reference, SAW[one.level]] for one in page]
    found = table("looks", "Looks at cases, the newest first",
                  ("When", "Who", "Case", "What they saw"), shown,
                  csv_url=with_query(request, "case_looks_csv"))  # fmt: skip
    lede = "Every time somebody opens the page of a case it is noted. Nobody can take a line out."
    return listed(request, "Who has looked at cases", lede, found, empty="Nobody has looked.",
                  page=page, form=form)  # fmt: skip


@needs("casework.govern")
def looks_csv(request: Request) -> HttpResponse:
    """The same as a table to download, the newest twenty thousand."""
    _, wanted = _looked(request)
    rows = queries.looks(request.partnership, wanted, by=request.user)[:MOST_IN_A_FILE]
    return as_csv("looks-at-cases-OFFICIAL-SENSITIVE", ("when", "who", "case", "what_they_saw"), [
        (one.at.isoformat(timespec="seconds"), str(one.person), one.case.reference, one.level)
        for one in rows
    ])  # fmt: skip


@needs("casework.work")
def emergency(request: Request) -> HttpResponse:
    """The door for an emergency: it answers alike for every reference (IS-08)."""
    form, given = EmergencyForm(sent(request)), ""
    if form.is_valid() and done(
        form,
        lambda: changes.break_glass(
            partnership=request.partnership, by=request.user, **form.cleaned_data
        ),
    ):
        given, form = form.cleaned_data["reference"], EmergencyForm()
    context = {
        "form": form,
        "asked": given,
        "asked_url": reverse("case", args=[given]) if given else "",
        "back": reverse("cases"),
        "marking": MARKING,
        "breadcrumbs": [crumb("Cases", "cases")],
    }
    return confidential(request, "casework/keeping/emergency.html", context)


@needs("casework.govern")
def emergencies(request: Request) -> HttpResponse:
    """Every emergency, those to be looked at first."""
    page = page_of(request, queries.emergencies(request.partnership, by=request.user), ON_A_PAGE)
    rows = [
        [at(one.asked_at), str(one.person), one.case.reference if one.case else "None was opened",
         one.reason,
         f"{'Justified' if one.justified else 'Not justified'}, said {one.reviewed_by} on "
         f"{on(one.reviewed_at)}: {one.finding}" if one.reviewed_at
         else to("review_emergency", "Look at it", one.pk)]
        for one in page
    ]  # fmt: skip
    found = table("emergencies", "Emergencies", ("When", "Who", "Case", "Reason", "Finding"), rows)
    lede = "Somebody without access asked to see a case at once. Each is looked at afterwards."
    return listed(request, "Cases opened in an emergency", lede, found, page=page,
                  empty="Nobody has opened a case in an emergency.")  # fmt: skip


@needs("casework.govern")
def review_emergency(request: Request, number: int) -> HttpResponse:
    """Say afterwards whether it was an emergency."""
    every = queries.emergencies(request.partnership, by=request.user).filter(reviewed_at=None)
    one = or_404(every.filter(pk=number).select_related("partnership", "person", "case").first())
    form = FindingForm(sent(request))
    if form.is_valid() and done(
        form,
        lambda: changes.review_emergency(
            emergency=one, by=request.user, finding=form.cleaned_data["finding"],
            justified=form.cleaned_data["justified"] == "yes",
        ),
    ):  # fmt: skip
        messages.success(request, "Your finding is kept.")
        return redirect("emergencies")
    lede = f"{one.person}, {at(one.asked_at)}: {one.reason}"
    return asked(request, "Look at an emergency", form, back=reverse("emergencies"), lede=lede,
                 submit="Keep the finding",
                 crumbs=[crumb("Cases opened in an emergency", "emergencies")])  # fmt: skip
