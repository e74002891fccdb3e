"""The front door: what anybody may report, and follow, without an account."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import View, needs
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.forms.door import FileForm
from goldenthread.casework.forms.staff import WordForm
from goldenthread.casework.models import Case, CaseTypeVersion
from goldenthread.casework.queries import following, seeing
from goldenthread.casework.queries.following import Followed
from goldenthread.casework.queries.review import REVIEW
from goldenthread.casework.queries.review.page import letters_to_reporter
from goldenthread.casework.queries.whose import whose
from goldenthread.casework.rules import front_door, steps
from goldenthread.casework.rules.references import new_link
from goldenthread.casework.views.case import confidential
from goldenthread.casework.views.wizard import Wizard
from goldenthread.partnership.showing import crumb, done, or_404
from goldenthread.visitors import address_of, code_of

SALT = "casework.link"
MOST_SENT = 25_000_000  # bytes of one sending; a file may have fewer, by rule


def takes_bytes(most: int) -> Callable[[View], View]:
    """Say how many bytes a public page takes in."""

    def declare(view: View) -> View:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return declare


@needs("public.read")
def start(request: Request) -> HttpResponse:
    """What to do in an emergency, and what may be reported here."""
    types = [one for one in seeing.types_in_force(request.partnership) if one.declared.front_door]
    return render(request, "casework/report.html", {"types": types})


@needs("public.read")
def report(request: Request, key: str) -> HttpResponse:
    """Report something, a few questions at a time."""
    return ask(request, or_404(seeing.type_in_force(request.partnership, key)))


@needs("public.read")
def again(request: Request, link: str) -> HttpResponse:
    """Report the same thing again, from the page of the first report: each report counts.

    Nothing that was told before is shown: whoever holds the link may not be who told it.
    """
    found: Followed = or_404(following.followed(request.partnership, link))
    version = seeing.type_in_force(request.partnership, found.case.type.key)
    return ask(request, or_404(version), again_of=found.case)


def ask(request: Request, version: CaseTypeVersion, again_of: Case | None = None) -> HttpResponse:
    """Ask the questions of one kind of report, and take the answers."""
    declared = version.declared
    forms = steps.forms_at(declared, declared.first.id, workers=steps.reporters(declared))
    or_404(declared.front_door or None)
    link = link_of(request)

    def finish(texts: dict[str, str]) -> HttpResponse:
        front_door.check_left_empty(request.POST.get("website", ""))
        check_rate(request)
        changes.report(of=version, texts=texts, link=link, by=request.user, again_of=again_of)
        messages.success(request, "We have your report. Thank you for telling us.")
        return redirect("follow_report", link=link)

    page = {
        "title": f"{declared.name}, once more" if again_of else declared.name,
        "send": "Send my report",
        "back": reverse("report_start"),
        "breadcrumbs": [crumb("Report a problem", "report_start")],
        "public": True,
        "again": again_of is not None,
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


def check_rate(request: Request) -> None:
    """Count what one address sends within the hour. Raises RuleBroken where it is too much.

    The address itself is kept nowhere: only a code of it that leads back to nobody. The count
    is kept in the database, so that every process of the installation knows it.
    """
    now = timezone.now()
    code = code_of(address_of(request), what_for="report", now=now)
    sent = changes.count_sent(partnership=request.partnership, code=code, by=request.user, now=now)
    front_door.check_rate(sent, most=settings.REPORTS_PER_HOUR, now=now)


@needs("public.read")
def follow(request: Request, link: str) -> HttpResponse:
    """What became of a report, for whoever holds its secret link."""
    found: Followed = or_404(following.followed(request.partnership, link))
    if found.case.type.key == REVIEW:
        return redirect("own_review", link=link)
    form = WordForm(request.POST if request.POST.get("go") == "word" else None)
    if form.is_valid() and done(form, lambda: _add_word(request, found, form.cleaned_data["text"])):
        messages.success(request, "We have added it to your report.")
        return redirect("follow_report", link=link)
    if request.POST.get("go") in {way.step.id for way in found.ways}:
        return _take(request, found, request.POST["go"], link)
    return own_page(request, found, link, form=form)


def own_page(
    request: Request,
    found: Followed,
    link: str,
    *,
    form: WordForm | None = None,
    file_form: FileForm | None = None,
) -> HttpResponse:
    """Draw the page of one report, for whoever holds its secret link."""
    context = {
        "found": found,
        "link": link,
        "stage": found.case.type.declared.stage(found.case.stage),
        "letters": letters_to_reporter(found.case),
        "whose": whose(found.case, found.texts),
        "form": form or WordForm(),
        "file_form": file_form or FileForm(),
        "address": request.build_absolute_uri(reverse("follow_report", args=[link])),
        "breadcrumbs": [crumb("Report a problem", "report_start")],
    }
    return confidential(request, "casework/follow.html", context)


def _add_word(request: Request, found: Followed, text: str) -> None:
    check_rate(request)
    changes.add_word(case=found.case, text=text, by=request.user)


@takes_bytes(MOST_SENT)
@needs("public.read")
def send_file(request: Request, link: str) -> HttpResponse:
    """Send a picture or a paper to go with a report."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found: Followed = or_404(following.followed(request.partnership, link))
    form = FileForm(request.POST, request.FILES)
    if form.is_valid() and done(form, lambda: _keep_file(request, found, form)):
        messages.success(request, "We have your file.")
        return redirect("follow_report", link=link)
    return own_page(request, found, link, file_form=form)


def _keep_file(request: Request, found: Followed, form: FileForm) -> None:
    check_rate(request)
    changes.send_file(case=found.case, name=form.called, data=form.content, by=request.user)


def _take(request: Request, found: Followed, step: str, link: str) -> HttpResponse:
    try:
        changes.step_by_reporter(case=found.case, step=step, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, "Done. Your report says so below.")
    return redirect("follow_report", link=link)
