"""Pages by which staff work on a case review."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.changes.review.complaints import COUNTED_AT
from goldenthread.casework.changes.review.guards import conflict
from goldenthread.casework.forms.review import staff
from goldenthread.casework.models import (
    CaseLetter,
    Complaint,
    InformationRequest,
    Recommendation,
)
from goldenthread.casework.queries.answers import texts_of
from goldenthread.casework.queries.review import REVIEW
from goldenthread.casework.queries.review.page import holding_of, letters_of
from goldenthread.casework.queries.review.reckoning import Counted, body_name, count_of
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.rules.threshold import NO, OPEN, YES
from goldenthread.casework.views.case import around, confidential, sent, whole_or_404
from goldenthread.partnership.showing import crumb, done, or_404

SAYS = {YES: ("Counts", "good"), NO: ("Does not count", "none"), OPEN: ("Still open", "waiting")}
ATTENDS = dict(staff.ATTENDS)


def review_or_404(request: Request, reference: str) -> Sight:
    """Give a case review of which this person sees everything; not found otherwise."""
    seen = whole_or_404(request, reference)
    if seen.case.type.key != REVIEW:
        raise Http404
    return seen


def around_review(seen: Sight) -> dict[str, Any]:
    """Give what every page of a review shows around its content."""
    context = around(seen)
    trail = [*context["breadcrumbs"], crumb("Case review", "case_review", seen.case.reference)]
    return {**context, "breadcrumbs": trail}


@needs("casework.read")
def review(request: Request, reference: str) -> HttpResponse:
    """The count of an application: every complaint with the sentence of the rule it meets."""
    seen = review_or_404(request, reference)
    changes.note_read(seen, by=request.user)
    count = count_of(seen.case)
    works, stage = _works(request, seen), seen.case.stage
    context = {
        **around(seen),
        "count": count,
        "stage": seen.case.type.declared.stage(stage),
        "lines": [_line(one) for one in count.lines],
        "counting": works and stage in COUNTED_AT,
        "decides": works and stage == "assessing",
    }
    return confidential(request, "casework/review/review.html", context)


@needs("casework.read")
def holding(request: Request, reference: str) -> HttpResponse:
    """How a review is held: what the bodies tell, who meets, what is recommended."""
    seen = review_or_404(request, reference)
    changes.note_read(seen, by=request.user)
    page = holding_of(seen.case, now=timezone.now())
    works, stage = _works(request, seen), seen.case.stage
    context = {
        **around_review(seen),
        "page": page,
        "stage": seen.case.type.declared.stage(stage),
        "attends": ATTENDS.get(page.texts.get("victim_attends", ""), ""),
        "works": works,
        "prepares": works and stage == "information_gathering",
        "writes": works and stage == "meeting_held",
        "follows": works and stage not in ("meeting_held", *COUNTED_AT),
        "conflict": conflict() if stage == "policing_body_asked" else "",
    }
    return confidential(request, "casework/review/holding.html", context)


def _works(request: Request, seen: Sight) -> bool:
    may_work = may(request.user, "casework.work", on=request.partnership)
    return may_work and seen.case.closed_at is None


def _line(one: Counted) -> dict[str, Any]:
    label, tone = SAYS[one.line.qualifies]
    latest = {finding.body: finding for finding in one.findings}
    return {"counted": one, "label": label, "tone": tone,
            "findings": [(body_name(body), found) for body, found in latest.items()]}  # fmt: skip


def _change(
    request: Request,
    seen: Sight,
    form: forms.Form,
    change: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    said: str,
    lede: str = "",
    back: str = "review_meeting",
) -> HttpResponse:
    """Show a form of one review, and make the change it asks for."""
    if form.is_valid():
        given = form.given() if hasattr(form, "given") else form.cleaned_data
        if done(form, lambda: change(given)):
            messages.success(request, said)
            return redirect(back, reference=seen.case.reference)
    context = {**around_review(seen), "form": form, "title": title, "lede": lede}
    context["back_url"] = reverse(back, args=[seen.case.reference])
    return confidential(request, "casework/review/form.html", context)


@needs("casework.work")
def add_complaint(request: Request, reference: str) -> HttpResponse:
    """Add a complaint."""
    seen = review_or_404(request, reference)
    return _change(
        request, seen, staff.ComplaintForm(sent(request)),
        lambda given: changes.review.add_complaint(case=seen.case, by=request.user, **given),
        title="Add a complaint", said="The complaint is added.",
        back="case_review",
    )  # fmt: skip


def _complaint_or_404(request: Request, seen: Sight, number: int) -> Complaint:
    rows = Complaint.objects.of(request.partnership).select_related("case__partnership")
    found: Complaint = or_404(rows.filter(case=seen.case, number=number).first())
    return found


@needs("casework.work")
def correct(request: Request, reference: str, number: int) -> HttpResponse:
    """Put right what is known of a complaint."""
    seen = review_or_404(request, reference)
    row = _complaint_or_404(request, seen, number)
    numbers = Complaint.objects.of(request.partnership).filter(case=seen.case)
    form = staff.CorrectForm(
        sent(request), number=number, numbers=list(numbers.values_list("number", flat=True)),
        initial={"behaviour": row.behaviour, "incident": row.incident, "hate": row.hate,
                 "nuisance_only": row.nuisance_only},
    )  # fmt: skip
    return _change(
        request, seen, form,
        lambda given: changes.review.correct_complaint(complaint=row, by=request.user, **given),
        title=f"Put right complaint {number}", said="The complaint is put right.",
        back="case_review",
        lede=f"{body_name(row.body)}, told on {row.made:%-d %B %Y}.",
    )  # fmt: skip


@needs("casework.work")
def verify(request: Request, reference: str, number: int) -> HttpResponse:
    """Record what a body found on its books of a complaint."""
    seen = review_or_404(request, reference)
    row = _complaint_or_404(request, seen, number)
    first = {"body": row.body} if row.body != "other" else {}
    return _change(
        request, seen, staff.FindingForm(sent(request), initial=first),
        lambda given: changes.review.record_finding(complaint=row, by=request.user, **given),
        title=f"Verify complaint {number}", said="What the body found is recorded.",
        back="case_review",
        lede=f"{body_name(row.body)}, told on {row.made:%-d %B %Y}.",
    )  # fmt: skip


@needs("casework.work")
def decide(request: Request, reference: str) -> HttpResponse:
    """Decide on the threshold: only what the count allows can be chosen (CR-04, CR-07)."""
    seen = review_or_404(request, reference)
    or_404(seen if seen.case.stage == "assessing" else None)
    count = count_of(seen.case)
    form = staff.DecideForm(sent(request), count=count, initial=texts_of(seen.case))
    context = {**around_review(seen), "form": form, "count": count}
    if form.is_valid():
        if request.POST.get("go") == "decide" and done(
            form,
            lambda: changes.review.decide(case=seen.case, texts=form.given(), by=request.user),
        ):
            messages.success(request, "The decision is recorded and the letter has gone out.")
            return redirect("case_review", reference=seen.case.reference)
        context["letters"] = _rehearsed(request, seen, form)
    return confidential(request, "casework/review/decide.html", context)


def _rehearsed(request: Request, seen: Sight, form: staff.DecideForm) -> list[dict[str, Any]]:
    """Give the letters that a decision would send: it is taken, read and undone.

    So what is shown is what goes out, and whatever is refused is refused here already.
    """
    try:
        with transaction.atomic():
            changes.review.decide(case=seen.case, texts=form.given(), by=request.user)
            rows = CaseLetter.objects.of(request.partnership).filter(case=seen.case)
            names = {one.id: one for one in seen.case.type.declared.letters}
            newest = list(rows.select_related("event").order_by("-number"))
            last = [one for one in newest if one.event_id == newest[0].event_id]
            transaction.set_rollback(True)
            return [{"declared": names[one.key], "text": one.text} for one in last]
    except RuleBroken as broken:
        form.add_error(None, str(broken))
        return []


@needs("casework.work")
def prepare(request: Request, reference: str) -> HttpResponse:
    """Name the chair, and record how the victim takes part."""
    seen = review_or_404(request, reference)
    return _change(
        request, seen, staff.PrepareForm(sent(request), initial=texts_of(seen.case)),
        lambda given: changes.review.prepare(case=seen.case, texts=given, by=request.user),
        title="Prepare the meeting", said="Saved.",
        lede="The chair must have had no part in this case or in one linked to it.",
    )  # fmt: skip


@needs("casework.work")
def link(request: Request, reference: str) -> HttpResponse:
    """Link another case about the same behaviour."""
    seen = review_or_404(request, reference)
    return _change(
        request, seen, staff.LinkForm(sent(request)),
        lambda given: changes.review.link_case(case=seen.case, by=request.user, **given),
        title="Link another case", said="The case is linked.",
        lede="Whoever had a part in it can neither chair this review nor decide an appeal.",
    )  # fmt: skip


@needs("casework.work")
def answer(request: Request, reference: str, number: int) -> HttpResponse:
    """Record what a body answered."""
    seen = review_or_404(request, reference)
    rows = InformationRequest.objects.of(request.partnership).select_related("case__partnership")
    row = or_404(rows.filter(case=seen.case, pk=number).first())
    return _change(
        request, seen,
        staff.AnswerForm(sent(request), initial={"answer": row.answer, "gaps": row.gaps}),
        lambda given: changes.review.answer_request(request=row, by=request.user, **given),
        title=f"Answer of a body: {body_name(row.body)}", said="The answer is recorded.",
    )  # fmt: skip


@needs("casework.work")
def recommend(request: Request, reference: str) -> HttpResponse:
    """Write down a recommendation."""
    seen = review_or_404(request, reference)
    return _change(
        request, seen, staff.RecommendForm(sent(request)),
        lambda given: changes.review.recommend(case=seen.case, by=request.user, **given),
        title="Add a recommendation", said="The recommendation is added.",
        lede="It goes to the applicant with the outcome.",
    )  # fmt: skip


@needs("casework.work")
def outcome(request: Request, reference: str) -> HttpResponse:
    """Record what was found and why."""
    seen = review_or_404(request, reference)
    return _change(
        request, seen, staff.OutcomeForm(sent(request), initial=texts_of(seen.case)),
        lambda given: changes.review.record_outcome(case=seen.case, texts=given, by=request.user),
        title="Record what the review found",
        said="Saved. Issue the outcome from the case when all recommendations stand there.",
        lede="What is recommended is taken from the list of recommendations.",
    )  # fmt: skip


def _recommendation_or_404(request: Request, seen: Sight, number: int) -> Recommendation:
    rows = Recommendation.objects.of(request.partnership).select_related("case__partnership")
    found: Recommendation = or_404(rows.filter(case=seen.case, number=number).first())
    return found


@needs("casework.work")
def respond(request: Request, reference: str, number: int) -> HttpResponse:
    """Record how a body answered a recommendation."""
    seen = review_or_404(request, reference)
    row = _recommendation_or_404(request, seen, number)
    return _change(
        request, seen, staff.ResponseForm(sent(request)),
        lambda given: changes.review.answer_recommendation(
            recommendation=row, by=request.user, **given
        ),
        title=f"Answer to recommendation {number}", said="The answer is recorded.",
        lede=f"To {row.to}: {row.text}",
    )  # fmt: skip


@needs("casework.work")
def follow_up(request: Request, reference: str, number: int) -> HttpResponse:
    """Record how a recommendation stands."""
    seen = review_or_404(request, reference)
    row = _recommendation_or_404(request, seen, number)
    return _change(
        request, seen, staff.FollowUpForm(sent(request)),
        lambda given: changes.review.follow_up(recommendation=row, by=request.user, **given),
        title=f"Check recommendation {number}", said="Saved.", lede=f"To {row.to}: {row.text}",
    )  # fmt: skip


@needs("casework.read")
def letters(request: Request, reference: str) -> HttpResponse:
    """The letters of a case, of whatever kind it is."""
    seen = whole_or_404(request, reference)
    context = {**around(seen), "letters": letters_of(seen.case)}
    return confidential(request, "casework/letters.html", context)


@needs("casework.read")
def letter(request: Request, reference: str, number: int) -> HttpResponse:
    """One letter as it went out."""
    seen = whole_or_404(request, reference)
    rows = CaseLetter.objects.of(request.partnership).filter(case=seen.case, number=number)
    context = {**around(seen), "letter": or_404(rows.first())}
    return confidential(request, "casework/letter.html", context)
