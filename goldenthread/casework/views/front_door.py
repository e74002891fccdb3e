"""The front door: what anybody may report, and follow, without an account."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.forms.staff import WordForm
from goldenthread.casework.queries import following, seeing
from goldenthread.casework.queries.following import Followed
from goldenthread.casework.queries.review import REVIEW
from goldenthread.casework.queries.review.page import letters_to_reporter
from goldenthread.casework.rules import front_door, steps
from goldenthread.casework.rules.references import new_link
from goldenthread.casework.views.case import confidential
from goldenthread.casework.views.wizard import Wizard
from goldenthread.partnership.showing import crumb, done, or_404
from goldenthread.visitors import address_of, code_of

SALT = "casework.link"


@needs("public.read")
def start(request: Request) -> HttpResponse:
    """What to do in an emergency, and what may be reported here."""
    types = [one for one in seeing.types_in_force(request.partnership) if one.declared.front_door]
    return render(request, "casework/report.html", {"types": types})


@needs("public.read")
def report(request: Request, key: str) -> HttpResponse:
    """Report something, a few questions at a time."""
    version = or_404(seeing.type_in_force(request.partnership, key))
    declared = version.declared
    forms = steps.forms_at(declared, declared.first.id, workers=steps.reporters(declared))
    or_404(declared.front_door or None)
    link = link_of(request)

    def finish(texts: dict[str, str]) -> HttpResponse:
        front_door.check_left_empty(request.POST.get("website", ""))
        check_rate(request, timezone.now())
        changes.report(of=version, texts=texts, link=link, by=request.user)
        messages.success(request, "We have your report. Thank you for telling us.")
        return redirect("follow_report", link=link)

    page = {
        "title": declared.name,
        "send": "Send my report",
        "back": reverse("report_start"),
        "breadcrumbs": [crumb("Report a problem", "report_start")],
        "public": True,
        "signed_link": signing.dumps(link, salt=SALT),
    }
    return Wizard(request, forms, declared.forms, finish, page).answer()


def link_of(request: Request) -> str:
    """Give the secret link that was drawn when this report was begun, or draw one now.

    It is signed, so that nobody can choose one; and it stays the same when a report is sent
    twice, so that two are not made of it.
    """
    try:
        return str(signing.loads(request.POST.get("signed_link", ""), salt=SALT))
    except signing.BadSignature:
        return new_link()


def check_rate(request: Request, now: datetime) -> None:
    """Count a report of one address within the hour. Raises RuleBroken where it is too many.

    The address itself is kept nowhere: only a code of it that leads back to nobody.
    """
    code = code_of(address_of(request), what_for="report", now=now)
    key = f"report:{code}:{now:%d%H}"
    sent = int(cache.get(key, 0)) + 1
    front_door.check_rate(sent, most=settings.REPORTS_PER_HOUR, now=now)
    cache.set(key, sent, timeout=2 * 3600)


@needs("public.read")
def follow(request: Request, link: str) -> HttpResponse:
    """What became of a report, for whoever holds its secret link."""
    found: Followed = or_404(following.followed(request.partnership, link))
    if found.case.type.key == REVIEW:
        return redirect("own_review", link=link)
    form = WordForm(request.POST if request.POST.get("go") == "word" else None)
    if form.is_valid() and done(
        form, lambda: changes.add_word(case=found.case, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "We have added it to your report.")
        return redirect("follow_report", link=link)
    if request.POST.get("go") in {way.step.id for way in found.ways}:
        return _take(request, found, request.POST["go"], link)
    context = {
        "found": found,
        "stage": found.case.type.declared.stage(found.case.stage),
        "form": form,
        "letters": letters_to_reporter(found.case),
        "address": request.build_absolute_uri(),
        "breadcrumbs": [crumb("Report a problem", "report_start")],
    }
    return confidential(request, "casework/follow.html", context)


def _take(request: Request, found: Followed, step: str, link: str) -> HttpResponse:
    try:
        changes.step_by_reporter(case=found.case, step=step, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, "Done. Your report says so below.")
    return redirect("follow_report", link=link)
