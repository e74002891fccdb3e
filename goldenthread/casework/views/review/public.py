"""Applying for a case review, and the applicant's own page: without account, without scripts."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.changes.review.guards import policing_body_may_be_asked
from goldenthread.casework.forms.generated import step_form
from goldenthread.casework.forms.review.staff import AppealForm
from goldenthread.casework.forms.staff import WordForm
from goldenthread.casework.queries import following, seeing
from goldenthread.casework.queries.following import Followed
from goldenthread.casework.queries.review import REVIEW
from goldenthread.casework.queries.review.page import letters_to_reporter
from goldenthread.casework.rules import asking, front_door, steps
from goldenthread.casework.views.case import confidential, sent
from goldenthread.casework.views.front_door import SALT, check_rate, link_of
from goldenthread.casework.views.wizard import Wizard
from goldenthread.partnership.showing import crumb, done, or_404

APPEALS = ("appeal", "ask_policing_body")


class RowsWizard(Wizard):
    """A wizard with a question of rows: "I need more rows" gives some, and loses nothing."""

    def answer(self) -> HttpResponse:
        """Give the page that comes next."""
        if self.request.method != "POST" or self.request.POST.get("go") != "more":
            return super().answer()
        texts = self._carried()
        step = self._step_at(self.request.POST.get("step", ""))
        asked = asking.asked_at(step, self.every, texts)
        typed = step_form(asked, texts, self.request.POST)
        again = step_form(asked, texts)
        for one in asked:
            if one.type == "complaints":
                again.initial[one.id] = [*_typed(typed, one.id), {}]
            else:
                again.initial[one.id] = typed[one.id].data
        returning = self.request.POST.get("returning") == "yes"
        return self._show(step, texts, form=again, returning=returning)


def _typed(form: Any, id: str) -> list[dict[str, str]]:
    found = form[id].data
    return found if isinstance(found, list) else []


@needs("public.read")
def apply(request: Request) -> HttpResponse:
    """Ask for a case review, a few questions at a time; staff enter it for others (CR-10)."""
    version = or_404(seeing.type_in_force(request.partnership, REVIEW))
    declared = version.declared
    forms = steps.forms_at(declared, declared.first.id, workers=steps.reporters(declared))
    link = link_of(request)

    def finish(texts: dict[str, str]) -> HttpResponse:
        front_door.check_left_empty(request.POST.get("website", ""))
        check_rate(request)
        changes.review.apply(of=version, texts=texts, link=link, by=request.user)
        messages.success(request, "We have your application.")
        return redirect("own_review", link=link)

    page = {
        "title": declared.name,
        "send": "Send my application",
        "back": reverse("report_start"),
        "breadcrumbs": [crumb("Report a problem", "report_start")],
        "public": True,
        "signed_link": signing.dumps(link, salt=SALT),
    }
    return RowsWizard(request, forms, declared.forms, finish, page).answer()


@needs("public.read")
def own(request: Request, link: str) -> HttpResponse:
    """An applicant's own page: what is done, letters, and what they may do (CR-11, CR-12)."""
    found = review_or_404(request, link)
    form = WordForm(request.POST if request.POST.get("go") == "word" else None)
    if form.is_valid() and done(
        form, lambda: changes.add_word(case=found.case, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "We have added it to your application.")
        return redirect("own_review", link=link)
    if request.POST.get("go") == "withdraw":
        return _withdraw(request, found, link)
    ways = {way.step.id for way in found.ways}
    may_ask = policing_body_may_be_asked(timezone.now())
    context = {
        "found": found,
        "stage": found.case.type.declared.stage(found.case.stage),
        "letters": letters_to_reporter(found.case),
        "form": form,
        "link": link,
        "withdraws": "withdraw" in ways,
        "appeals": "appeal" in ways,
        "asks_policing_body": may_ask and "ask_policing_body" in ways,
        "address": request.build_absolute_uri(),
        "breadcrumbs": [crumb("Report a problem", "report_start")],
    }
    return confidential(request, "casework/review/own.html", context)


def _withdraw(request: Request, found: Followed, link: str) -> HttpResponse:
    try:
        changes.review.withdraw(case=found.case, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, "You have withdrawn your application.")
    return redirect("own_review", link=link)


@needs("public.read")
def own_letter(request: Request, link: str, number: int) -> HttpResponse:
    """One letter, on the applicant's own page."""
    found = review_or_404(request, link)
    letters = letters_to_reporter(found.case)
    letter = or_404(next((one for one in letters if one.number == number), None))
    context = {
        "case": found.case,
        "letter": letter,
        "breadcrumbs": [crumb("Your application", "own_review", link)],
    }
    return confidential(request, "casework/letter.html", context)


@needs("public.read")
def own_appeal(request: Request, link: str, step: str) -> HttpResponse:
    """Appeal against a decision, or ask the local policing body to look at it."""
    found = review_or_404(request, link)
    ways = [way for way in found.ways if way.step.id == step and step in APPEALS]
    way = or_404(ways[0] if ways else None)
    form = AppealForm(sent(request))
    if form.is_valid() and done(
        form,
        lambda: changes.review.appeal(
            case=found.case, step=step, by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(request, "We have your appeal.")
        return redirect("own_review", link=link)
    context = {
        "form": form,
        "way": way,
        "link": link,
        "breadcrumbs": [crumb("Your application", "own_review", link)],
    }
    return confidential(request, "casework/review/appeal.html", context)


def review_or_404(request: Request, link: str) -> Followed:
    """Give a review by the secret link of its applicant; not found otherwise."""
    found: Followed = or_404(following.followed(request.partnership, link))
    or_404(found if found.case.type.key == REVIEW else None)
    return found
