"""Legal holds: which last, placed and lifted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework.keeping import changes, queries
from goldenthread.casework.keeping.forms import GROUNDS, HoldForm, WhyForm
from goldenthread.casework.keeping.views.showing import ON_A_PAGE, asked, listed, on, table, to
from goldenthread.casework.models import Case
from goldenthread.casework.views.case import sent
from goldenthread.partnership.showing import crumb, done, or_404, page_of


@needs("casework.govern")
def legal_holds(request: Request) -> HttpResponse:
    """Every hold, those that last first."""
    page = page_of(request, queries.holds(request.partnership, by=request.user), ON_A_PAGE)
    rows = [
        [one.case.reference, GROUNDS[one.why], one.holder, one.reason, on(one.placed_at),
         {"status": on(one.review_by), "tone": "bad"} if one.is_due else on(one.review_by),
         to("lift_hold", "Lift it", one.pk) if one.lifted_at is None
         else f"Lifted on {on(one.lifted_at)} by {one.lifted_by}: {one.lifted_why}"]
        for one in page
    ]  # fmt: skip
    heads = ("Case", "Ground", "Who answers for it", "Reason", "Since", "Look again by", "Lifted")
    links = [to("place_hold", "Place a hold on a case")]
    lede = "While a hold lasts, nothing of its case goes (rule RET-03)."
    return listed(request, "Legal holds", lede, table("holds", "Holds on cases", heads, rows),
                  empty="There is no hold.", page=page, links=links)  # fmt: skip


@needs("casework.govern")
def place_hold(request: Request) -> HttpResponse:
    """Place a hold on a case."""
    form = HoldForm(sent(request))
    if form.is_valid():
        given = dict(form.cleaned_data)
        rows = Case.objects.of(request.partnership).select_related("partnership")
        case = rows.filter(reference=given.pop("reference")).first()
        if case is None:
            form.add_error("reference", "There is no case of this reference.")
        elif done(form, lambda: changes.place_hold(case=case, by=request.user, **given)):
            messages.success(request, "The hold is placed.")
            return redirect("legal_holds")
    return asked(request, "Place a hold on a case", form, back=reverse("legal_holds"),
                 crumbs=[crumb("Legal holds", "legal_holds")])  # fmt: skip


@needs("casework.govern")
def lift_hold(request: Request, number: int) -> HttpResponse:
    """Lift a hold."""
    every = queries.holds(request.partnership, by=request.user)
    hold = or_404(every.filter(pk=number, lifted_at=None).select_related("partnership").first())
    form = WhyForm(sent(request))
    if form.is_valid() and done(
        form, lambda: changes.lift_hold(hold=hold, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The hold is lifted.")
        return redirect("legal_holds")
    lede = "Once it is lifted, the case goes when its last day is over."
    crumbs = [crumb("Legal holds", "legal_holds")]
    return asked(request, "Lift the hold", form, back=reverse("legal_holds"), lede=lede,
                 kicker=hold.case.reference, crumbs=crumbs)  # fmt: skip
