"""Closing a case: what is missing, what each victim was told, that a supervisor agrees."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework import changes
from goldenthread.casework.forms.closing import AgreeForm, ClosingForm, ContentForm, ToldForm
from goldenthread.casework.models import Closing, VictimTold
from goldenthread.casework.queries import closing as queries
from goldenthread.casework.queries import risk
from goldenthread.casework.rules.closing import REASONS
from goldenthread.casework.rules.working import CONTENT
from goldenthread.casework.views.asking import ask, shown
from goldenthread.casework.views.case import sent, whole_or_404
from goldenthread.partnership.showing import crumb, or_404


def _crumbs(reference: str) -> tuple[dict[str, str], ...]:
    return (crumb("Closing", "case_closing", reference),)


def _page(reference: str) -> str:
    return reverse("case_closing", args=[reference])


@needs("casework.read")
def closing(request: Request, reference: str) -> HttpResponse:
    """What closing a case asks for and what of it is done."""
    seen = whole_or_404(request, reference)
    page = queries.closing_page(seen.case, timezone.localdate())
    found = page.closing
    context = {
        "page": page,
        "missing": [] if seen.case.closed_at else page.missing,
        "reason": REASONS[found.reason] if found else "",
        "victims": [
            {"victim": victim, "told": told, "content": CONTENT[told.content] if told
             and told.content else ""}
            for victim, told in page.victims
        ],
        "agrees": found and page.was_high and not found.approved_at
        and found.prepared_by_id != request.user.pk,
    }  # fmt: skip
    return shown(request, seen, "casework/working/closing.html", context)


@needs("casework.work")
def prepare(request: Request, reference: str) -> HttpResponse:
    """Say why a case is to be closed."""
    seen = whole_or_404(request, reference)
    return ask(
        request, seen, ClosingForm(sent(request)),
        lambda given: changes.prepare_closing(case=seen.case, by=request.user, **given),
        title="Say why it is to be closed", said="Saved.", to=_page(seen.case.reference),
        crumbs=_crumbs(seen.case.reference),
        lede="This does not close it: the step that closes it stands on the page of the case.",
    )  # fmt: skip


@needs("casework.work")
def tell(request: Request, reference: str, number: int) -> HttpResponse:
    """Record what somebody harmed was told."""
    seen = whole_or_404(request, reference)
    found = or_404(risk.victim_of(seen, number))
    return ask(
        request, seen, ToldForm(sent(request)),
        lambda given: changes.tell_victim(victim=found, by=request.user, **given),
        title="Record what they were told", said="Saved.", lede=found.name,
        to=_page(seen.case.reference), crumbs=_crumbs(seen.case.reference),
    )  # fmt: skip


@needs("casework.work")
def content(request: Request, reference: str, number: int) -> HttpResponse:
    """Record how content somebody harmed is."""
    seen = whole_or_404(request, reference)
    rows = VictimTold.objects.of(request.partnership).select_related(
        "victim", "case__partnership", "partnership"
    )
    found = or_404(rows.filter(case=seen.case, victim=number).first())
    return ask(
        request, seen, ContentForm(sent(request)),
        lambda given: changes.record_content(told=found, by=request.user, **given),
        title="Record how content they are", said="Saved.", lede=found.victim.name,
        to=_page(seen.case.reference), crumbs=_crumbs(seen.case.reference),
    )  # fmt: skip


@needs("casework.lead")
def agree(request: Request, reference: str) -> HttpResponse:
    """Agree as a supervisor that a case is closed."""
    seen = whole_or_404(request, reference)
    rows = Closing.objects.of(request.partnership).select_related("case__partnership")
    found = or_404(rows.filter(case=seen.case, approved_at=None).first())
    return ask(
        request, seen, AgreeForm(sent(request)),
        lambda given: changes.approve_closing(closing=found, by=request.user, **given),
        title="Agree to the closing", said="You agreed to it.", to=_page(seen.case.reference),
        crumbs=_crumbs(seen.case.reference), lede=REASONS[found.reason],
    )  # fmt: skip
