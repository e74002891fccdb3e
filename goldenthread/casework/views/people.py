"""Who leads a case, who is on it, whether it is restricted, and who has looked at it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework import changes
from goldenthread.casework.forms.staff import AccessForm, LeadForm, ReasonForm
from goldenthread.casework.queries.page import case_people, reads_of
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.views.case import around, confidential, decide, sent, whole_or_404
from goldenthread.partnership.showing import done, or_404

SAW = {
    "case": "All of it",
    "fields": "Some answers",
    "name_only": "That it exists",
    "file": "A picture or paper sent with it",
}


@needs("casework.work")
@require_POST
def take(request: Request, reference: str) -> HttpResponse:
    """Lead a case that nobody leads."""
    seen = whole_or_404(request, reference)
    if seen.case.lead is None:
        changes.lead_case(case=seen.case, person=request.user, by=request.user)
        messages.success(request, "You lead this case now.")
    return redirect(seen.case)


@needs("casework.lead")
def lead(request: Request, reference: str) -> HttpResponse:
    """Name who leads a case."""
    seen = whole_or_404(request, reference)
    return decide(
        request,
        seen,
        LeadForm(sent(request), people=case_people(seen.case)),
        lambda given: changes.lead_case(case=seen.case, by=request.user, **given),
        title="Name who leads the case",
        said="The lead is named.",
    )


@needs("casework.lead")
def access(request: Request, reference: str) -> HttpResponse:
    """Who is on a case beside those whose role sees it; put somebody on it."""
    seen = whole_or_404(request, reference)
    form = AccessForm(
        sent(request),
        people=case_people(seen.case, permission="casework.read"),
        of=seen.case.type.declared,
    )
    if form.is_valid() and done(
        form, lambda: changes.give_access(case=seen.case, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "They are on the case.")
        return redirect("case_access", reference=seen.case.reference)
    context = {**around(seen), "form": form, "on_it": _on_it(seen)}
    return confidential(request, "casework/access.html", context)


def _on_it(seen: Sight) -> list[dict[str, object]]:
    names = {one.id: one.name for one in seen.case.type.declared.workers}
    return [
        {
            "person": one.person,
            "role": names.get(one.worker, one.worker),
            "since": one.since,
            "until": one.until,
            "reason": one.reason,
            "end_url": reverse("end_case_access", args=[seen.case.reference, one.pk]),
        }
        for one in seen.accesses
    ]


@needs("casework.lead")
@require_POST
def end_access(request: Request, reference: str, number: int) -> HttpResponse:
    """Take somebody off a case."""
    seen = whole_or_404(request, reference)
    found = or_404(next((one for one in seen.accesses if one.pk == number), None))
    if found.until is None:
        changes.end_access(access=found, by=request.user)
        messages.success(request, f"{found.person} is no longer on the case.")
    if found.person == request.user:
        return redirect("cases")
    return redirect("case_access", reference=seen.case.reference)


@needs("casework.lead")
def restrict(request: Request, reference: str) -> HttpResponse:
    """Let only those on a case see it, or lift that."""
    seen = whole_or_404(request, reference)
    lifts = seen.case.restricted
    change = changes.lift_restriction if lifts else changes.restrict
    lede = (
        "Everybody sees it again whose role sees cases of its kind."
        if lifts
        else "From then on only the people named on it see anything of it, whatever their role."
    )
    return decide(
        request,
        seen,
        ReasonForm(sent(request)),
        lambda given: change(case=seen.case, by=request.user, **given),
        title="Lift the restriction" if lifts else "Restrict the case",
        said="Saved.",
        lede=lede,
    )


@needs("casework.lead")
def reads(request: Request, reference: str) -> HttpResponse:
    """Who has looked at a case, and how much of it they saw (IS-08)."""
    seen = whole_or_404(request, reference)
    table = {
        "id": "reads",
        "caption": "Who has looked at this case, newest first",
        "note": "The last 200 times",
        "columns": [{"label": "When"}, {"label": "Who"}, {"label": "What they saw"}],
        "rows": [
            [
                f"{timezone.localtime(one.at):%-d %B %Y, %H:%M:%S}",
                str(one.person),
                SAW[one.level],
            ]
            for one in reads_of(seen)
        ],
    }
    return confidential(request, "casework/reads.html", {**around(seen), "table": table})
