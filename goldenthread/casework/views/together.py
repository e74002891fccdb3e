"""Partners in a case: referrals, their answers, and the action plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework import changes
from goldenthread.casework.forms.together import (
    ActionForm,
    AnswerForm,
    EndForm,
    FinishForm,
    ReferForm,
)
from goldenthread.casework.models import PlannedAction, Referral
from goldenthread.casework.queries import together
from goldenthread.casework.queries.page import case_people
from goldenthread.casework.rules.working import REFERRAL_STATES
from goldenthread.casework.views.asking import ask, shown
from goldenthread.casework.views.case import confidential, sent, whole_or_404
from goldenthread.partnership.showing import crumb, done, or_404

MARKING = "OFFICIAL-SENSITIVE (PERSONAL)"
ENDS = {"completed": "It is completed", "disengaged": "The person helped did not go on with it"}
TAKEN_BACK = {"revoked": "We take it back"}


@needs("casework.read")
def referrals(request: Request, reference: str) -> HttpResponse:
    """The referrals of a case to partners, and how each stands."""
    seen = whole_or_404(request, reference)
    rows = [
        {"one": one, "said": REFERRAL_STATES[one.state][0], "tone": REFERRAL_STATES[one.state][1]}
        for one in together.referrals_of(seen.case)
    ]
    return shown(request, seen, "casework/working/referrals.html", {"referrals": rows})


@needs("casework.work")
def new_referral(request: Request, reference: str) -> HttpResponse:
    """Refer a case to an officer of another body."""
    seen = whole_or_404(request, reference)
    form = ReferForm(
        sent(request), partnership=request.partnership, of=seen.case.type.declared,
        people=case_people(seen.case, permission="casework.read"),
    )  # fmt: skip
    return ask(
        request, seen, form,
        lambda given: changes.refer(case=seen.case, by=request.user, **given),
        title="Refer it to a partner", said="It is sent. They see the case once they accept.",
        to=reverse("case_referrals", args=[seen.case.reference]),
        crumbs=(crumb("Referrals", "case_referrals", seen.case.reference),),
    )  # fmt: skip


@needs("casework.work")
def end_referral(request: Request, reference: str, number: int) -> HttpResponse:
    """End a referral, or take it back; what the partner sees ends with it."""
    seen = whole_or_404(request, reference)
    rows = Referral.objects.of(request.partnership).select_related("body", "case__partnership")
    found = or_404(rows.filter(case=seen.case, pk=number, ended_at=None).first())
    ends = TAKEN_BACK if found.state == "sent" else {**ENDS, **TAKEN_BACK}
    return ask(
        request, seen, EndForm(sent(request), ends=ends),
        lambda given: changes.end_referral(referral=found, by=request.user, **given),
        title=f"End the referral to {found.body}", submit="End the referral",
        said="It is ended. They no longer see the case.",
        to=reverse("cases") if found.officer_id == request.user.pk
        else reverse("case_referrals", args=[seen.case.reference]),
        crumbs=(crumb("Referrals", "case_referrals", seen.case.reference),),
    )  # fmt: skip


@needs("casework.read")
def referred_to_me(request: Request) -> HttpResponse:
    """The referrals that wait for this person's answer."""
    context = {
        "referrals": together.referred_to(request.partnership, request.user),
        "today": timezone.localdate(),
        "marking": MARKING,
        "breadcrumbs": [crumb("Cases", "cases")],
    }
    return confidential(request, "casework/working/referred_to_me.html", context)


@needs("casework.read")
def answer(request: Request, number: int) -> HttpResponse:
    """Accept a referral or decline it; until then nothing else of the case is seen.

    Whoever works on the case reads here what its officer reads, and cannot answer for them.
    """
    found = or_404(together.referral_read(request.partnership, number, by=request.user))
    answers = found.officer_id == request.user.pk
    form = AnswerForm(sent(request) if answers else None)
    if form.is_valid() and done(
        form, lambda: changes.answer_referral(referral=found, by=request.user, **form.cleaned_data)
    ):
        accepted = form.cleaned_data["accepts"]
        messages.success(request, "You work on it now." if accepted else "It is declined.")
        return redirect(found.case if accepted else "referred_to_me")
    context = {
        "found": found,
        "form": form if answers else None,
        "marking": found.case.marking,
        "breadcrumbs": [crumb("Cases", "cases"), crumb("Referred to me", "referred_to_me")],
    }
    return confidential(request, "casework/working/answer_referral.html", context)


@needs("casework.read")
def plan(request: Request, reference: str) -> HttpResponse:
    """The action plan of a case."""
    seen = whole_or_404(request, reference)
    today = timezone.localdate()
    rows = [
        {
            "one": one,
            "tool": together.tool_said(one.tool),
            "said": _standing(one, late=one.is_open and one.due < today)[0],
            "tone": _standing(one, late=one.is_open and one.due < today)[1],
        }
        for one in together.plan_of(seen.case)
    ]
    return shown(request, seen, "casework/working/plan.html", {"actions": rows})


def _standing(one: PlannedAction, *, late: bool) -> tuple[str, str]:
    if one.done_on:
        return "Done", "done"
    if one.dropped_at:
        return "No longer needed", "none"
    return ("Overdue", "bad") if late else ("To be done", "waiting")


@needs("casework.work")
def new_action(request: Request, reference: str) -> HttpResponse:
    """Add an action to the plan."""
    seen = whole_or_404(request, reference)
    form = ActionForm(
        sent(request), partnership=request.partnership, people=case_people(seen.case),
        tools=together.tools_on(timezone.localdate()),
    )  # fmt: skip
    return ask(
        request, seen, form,
        lambda given: changes.plan_action(case=seen.case, by=request.user, **given),
        title="Add an action to the plan", said="The action is in the plan.",
        to=reverse("case_plan", args=[seen.case.reference]),
        crumbs=(crumb("Action plan", "case_plan", seen.case.reference),),
    )  # fmt: skip


@needs("casework.work")
def finish_action(request: Request, reference: str, number: int) -> HttpResponse:
    """Record what came of an action."""
    seen = whole_or_404(request, reference)
    rows = PlannedAction.objects.of(request.partnership).select_related("case__partnership")
    waiting = rows.filter(case=seen.case, pk=number, done_on=None, dropped_at=None)
    found = or_404(waiting.first())
    return ask(
        request, seen, FinishForm(sent(request)),
        lambda given: changes.finish_action(action=found, by=request.user, **given),
        title="Record what came of an action", said="Recorded.", lede=found.what,
        to=reverse("case_plan", args=[seen.case.reference]),
        crumbs=(crumb("Action plan", "case_plan", seen.case.reference),),
    )  # fmt: skip
