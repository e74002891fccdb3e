"""What staff see of a report beside its case: whose it is, its papers, and reports like it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.files import store
from goldenthread.casework.forms.door import FileForm
from goldenthread.casework.forms.staff import ReasonForm
from goldenthread.casework.models import Attachment, SameIncident
from goldenthread.casework.queries.alike import like_this
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.queries.whose import whose
from goldenthread.casework.rules.papers import JPEG, PDF
from goldenthread.casework.views.case import around, confidential, sent, whole_or_404
from goldenthread.partnership.showing import done, or_404

ENDINGS = {sort.made: sort.ending for sort in (JPEG, PDF)}


def _report_or_404(request: Request, reference: str) -> Sight:
    seen = whole_or_404(request, reference)
    if not seen.case.type.declared.is_report:
        raise Http404
    return seen


def _around(request: Request, seen: Sight) -> dict[str, Any]:
    crumbs = around(seen)
    works = may(request.user, "casework.work", on=request.partnership)
    return {**crumbs, "works": works and not seen.case.closed_at}


@needs("casework.read")
def case_report(request: Request, reference: str) -> HttpResponse:
    """Whose a report is to act on, and the pictures and papers that came with it."""
    seen = _report_or_404(request, reference)
    context = {
        **_around(request, seen),
        "whose": whose(seen.case),
        "files": list(Attachment.objects.of(request.partnership).filter(case=seen.case)),
    }
    return confidential(request, "casework/case_report.html", context)


@needs("casework.work")
def add_file(request: Request, reference: str) -> HttpResponse:
    """Add a picture or paper that staff were handed."""
    seen = _report_or_404(request, reference)
    form = FileForm(sent(request), request.FILES or None)
    if form.is_valid() and done(
        form,
        lambda: changes.add_file(
            case=seen.case, name=form.called, data=form.content, by=request.user
        ),
    ):
        messages.success(request, "The file is added.")
        return redirect("case_report", reference=seen.case.reference)
    title = "Add a picture or paper"
    context = {**around(seen), "form": form, "title": title}
    return confidential(request, "casework/form.html", context)


@needs("casework.read")
def case_file(request: Request, reference: str, key: str) -> HttpResponse:
    """One picture or paper, to keep on the reader's machine. That they looked is on record."""
    seen = _report_or_404(request, reference)
    rows = list(Attachment.objects.of(request.partnership).filter(case=seen.case))
    place, one = or_404(next(((n, row) for n, row in enumerate(rows, 1) if row.key == key), None))
    changes.note_look(seen, by=request.user)
    answer = HttpResponse(store.path_of(one.key).read_bytes(), content_type=one.kind)
    name = f"{seen.case.reference}-{place}.{ENDINGS[one.kind]}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


@needs("casework.work")
def give_link(request: Request, reference: str) -> HttpResponse:
    """Give somebody who phoned or wrote a link of their own; it is shown this once."""
    seen = _report_or_404(request, reference)
    context: dict[str, Any] = {**around(seen), "had": bool(seen.case.link_hash)}
    if request.method == "POST":
        link = changes.give_link(case=seen.case, by=request.user)
        context["link"] = request.build_absolute_uri(reverse("follow_report", args=[link]))
    return confidential(request, "casework/give_link.html", context)


@needs("casework.read")
def case_like(request: Request, reference: str) -> HttpResponse:
    """Reports like this one, with the reasons; a person decides which are the same incident."""
    seen = _report_or_404(request, reference)
    context = {**_around(request, seen), "like": or_404(like_this(seen, by=request.user))}
    return confidential(request, "casework/case_like.html", context)


@needs("casework.work")
def same(request: Request, reference: str, other: str) -> HttpResponse:
    """Link this report to another of the same incident, with the reason."""
    seen, to = _report_or_404(request, reference), _report_or_404(request, other)
    form = ReasonForm(sent(request))
    if form.is_valid() and done(
        form,
        lambda: changes.link_same(case=seen.case, to=to.case, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "The two reports are linked. Each still counts for its person.")
        return redirect("case_like", reference=seen.case.reference)
    context = {
        **around(seen),
        "form": form,
        "title": f"The same incident as {to.case.reference}",
        "lede": "The incident then counts once. Neither report is lost, each complaint counts on, "
        "and the link can be undone.",
    }
    return confidential(request, "casework/form.html", context)


@needs("casework.work")
@require_POST
def undo_same(request: Request, reference: str, number: int) -> HttpResponse:
    """Undo a link between two reports."""
    seen = _report_or_404(request, reference)
    rows = SameIncident.objects.of(request.partnership).filter(undone_at=None, pk=number)
    link = or_404(rows.select_related("report__partnership", "same_as__partnership").first())
    if seen.case.pk not in (link.report_id, link.same_as_id):
        raise Http404
    try:
        changes.undo_same(link=link, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, "The link is undone. That it was made stays on record.")
    return redirect("case_like", reference=seen.case.reference)
