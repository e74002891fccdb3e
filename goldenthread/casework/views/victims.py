"""People harmed in a case: who they are, their risk, and each contact with them."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework import changes
from goldenthread.casework.forms.victims import (
    AssessForm,
    BandForm,
    ContactForm,
    ReviewForm,
    SupervisorForm,
    VictimForm,
)
from goldenthread.casework.models import RiskAssessment, Victim
from goldenthread.casework.queries import risk
from goldenthread.casework.queries.page import case_people
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.rules import working
from goldenthread.casework.rules.wording import due_said
from goldenthread.casework.views.asking import ask, shown
from goldenthread.casework.views.case import sent, whole_or_404
from goldenthread.partnership.showing import crumb, or_404


def _found(request: Request, reference: str, number: int) -> tuple[Sight, Victim]:
    seen = whole_or_404(request, reference)
    return seen, or_404(risk.victim_of(seen, number))


def _page(seen: Sight, victim: Victim) -> str:
    return reverse("case_victim", args=[seen.case.reference, victim.pk])


def _crumbs(seen: Sight, victim: Victim | None = None) -> tuple[dict[str, str], ...]:
    every = crumb("People harmed", "case_victims", seen.case.reference)
    if victim is None:
        return (every,)
    return (every, crumb(victim.name, "case_victim", seen.case.reference, victim.pk))


@needs("casework.read")
def victims(request: Request, reference: str) -> HttpResponse:
    """The people harmed in a case, with their risk and their one point of contact."""
    seen = whole_or_404(request, reference)
    found = risk.victims_of(seen.case)
    return shown(request, seen, "casework/working/victims.html", {"victims": found})


@needs("casework.work")
def new_victim(request: Request, reference: str) -> HttpResponse:
    """Name somebody harmed; what the report said of them is put in."""
    seen = whole_or_404(request, reference)
    told = risk.not_yet_named(seen.case, risk.victims_of(seen.case))
    known = {"name": told[0].name, "contact": told[0].contact} if told else {}
    form = VictimForm(sent(request), people=case_people(seen.case), initial=known)
    return ask(
        request, seen, form,
        lambda given: changes.keep_victim(case=seen.case, by=request.user, **given),
        title="Add a person harmed", said="They are on the case.", crumbs=_crumbs(seen),
        to=reverse("case_victims", args=[seen.case.reference]),
    )  # fmt: skip


@needs("casework.read")
def victim(request: Request, reference: str, number: int) -> HttpResponse:
    """One person harmed: their risk through time, what is due, and every contact."""
    seen, found = _found(request, reference, number)
    page, now = risk.victim_page(found), timezone.now()
    matrix = risk.matrix_of(page.latest.matrix, page.latest.version) if page.latest else None
    context = {
        "page": page,
        "victim": found,
        "band": found.band_said,
        "tone": found.band_tone,
        "history": [_assessed(one) for one in page.assessments],
        "answers": risk.told(page.latest) if page.latest else [],
        "most": matrix.most if matrix else 0,
        "levels": [(one, working.LEVELS[one]) for one in page.levels],
        "due": [{"name": one.name, "said": due_said(one.due, now=now), "late": one.due <= now}
                for one in sorted(page.due, key=lambda one: one.due)],
        "reviews": [{"review": one, "level": working.LEVELS[one.level]} for one in page.reviews],
        "contacts": [{"contact": one, "how": working.HOW[one.how]} for one in page.contacts],
        "decides": page.latest and page.latest.waits and page.latest.by_id != request.user.pk,
        "breadcrumbs": [crumb("Cases", "cases"), crumb(str(seen.case), "case", str(seen.case)),
                        *_crumbs(seen)],
    }  # fmt: skip
    return shown(request, seen, "casework/working/victim.html", context)


def _assessed(one: RiskAssessment) -> dict[str, Any]:
    return {
        "one": one,
        "band": working.BAND_NAMES[one.band],
        "tone": working.BAND_TONES[one.band],
        "occasion": working.OCCASIONS[one.occasion],
        "by_score": working.BAND_NAMES[one.by_score].lower(),
        "wished": working.BAND_NAMES.get(one.wished, "").lower(),
    }


@needs("casework.work")
def change_victim(request: Request, reference: str, number: int) -> HttpResponse:
    """Change what is known of somebody harmed, or who their point of contact is."""
    seen, found = _found(request, reference, number)
    known = {
        name: getattr(found, name)
        for name in ("name", "contact", "safe_times", "contact_person", "contact_every")
    }
    form = VictimForm(sent(request), people=case_people(seen.case), initial=known)
    return ask(
        request, seen, form,
        lambda given: changes.keep_victim(
            case=seen.case, victim=found, by=request.user, **given),
        title="Change who it is and who calls them", said="Saved.", to=_page(seen, found),
        crumbs=_crumbs(seen, found),
    )  # fmt: skip


@needs("casework.work")
def assess(request: Request, reference: str, number: int) -> HttpResponse:
    """Assess the risk of somebody harmed, with them."""
    seen, found = _found(request, reference, number)
    matrix = risk.matrix_on(timezone.localdate())
    first = {"occasion": "first_contact" if not found.band else "review"}
    return ask(
        request, seen, AssessForm(sent(request), matrix=matrix, initial=first),
        lambda given: changes.assess(victim=found, by=request.user, **given),
        title="Assess the risk", said="The assessment is kept.", to=_page(seen, found),
        crumbs=_crumbs(seen, found),
        lede="Ask the questions of the person harmed, and answer with them. What is left open "
        "counts no points, and the assessment is then incomplete.",
    )  # fmt: skip


@needs("casework.lead")
def decide_band(request: Request, reference: str, number: int) -> HttpResponse:
    """Agree to a band that somebody else wished for, or not."""
    seen, found = _found(request, reference, number)
    latest = or_404(risk.latest_of(found))
    or_404(latest if latest.waits else None)
    wished = working.BAND_NAMES[latest.wished].lower()
    return ask(
        request, seen, BandForm(sent(request)),
        lambda given: changes.decide_band(assessment=latest, by=request.user, **given),
        title="Decide on the band", said="Your decision is kept.", to=_page(seen, found),
        crumbs=_crumbs(seen, found),
        lede=f"{latest.by} wishes for {wished}. {latest.reasons}",
    )  # fmt: skip


@needs("casework.work")
def review(request: Request, reference: str, number: int, level: str) -> HttpResponse:
    """Record that somebody's risk was looked at again."""
    seen, found = _found(request, reference, number)
    page = risk.victim_page(found)
    or_404(level if level in page.levels else None)
    return ask(
        request, seen, ReviewForm(sent(request)),
        lambda given: changes.review_risk(victim=found, level=level, by=request.user, **given),
        title=f"Record a review by the {working.LEVELS[level]}", said="The review is recorded.",
        to=_page(seen, found), crumbs=_crumbs(seen, found),
    )  # fmt: skip


@needs("casework.work")
def contact(request: Request, reference: str, number: int) -> HttpResponse:
    """Record a contact with somebody harmed, or an attempt."""
    seen, found = _found(request, reference, number)
    reach = (
        f"{found.contact or 'No contact is known'}. Safe times: {found.safe_times or 'not said'}."
    )
    return ask(
        request, seen, ContactForm(sent(request)),
        lambda given: changes.log_contact(victim=found, by=request.user, **given),
        title="Record a contact", said="The contact is recorded.", to=_page(seen, found),
        crumbs=_crumbs(seen, found), lede=f"{found.name}. {reach}",
    )  # fmt: skip


@needs("casework.lead")
def supervisor(request: Request, reference: str) -> HttpResponse:
    """Name who supervises a case."""
    seen = whole_or_404(request, reference)
    people = case_people(seen.case, permission="casework.lead")
    return ask(
        request, seen, SupervisorForm(sent(request), people=people),
        lambda given: changes.name_supervisor(case=seen.case, by=request.user, **given),
        title="Name who supervises the case", said="The supervisor is named.",
        to=seen.case.get_absolute_url(),
    )  # fmt: skip
