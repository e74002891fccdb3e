"""The page that checks the figures of a document. It keeps nothing."""

from pathlib import PurePath

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.rules import RuleBroken
from goldenthread.publishing import queries
from goldenthread.publishing.checking import against, carrying, changes, exports, marking, rules
from goldenthread.publishing.checking.findings import STANDINGS, Checked, checked
from goldenthread.publishing.checking.forms import CSV, WORD, XLSX, CheckForm
from goldenthread.publishing.checking.reading import Text, Unreadable, read
from goldenthread.publishing.models import Report
from goldenthread.tables import as_csv
from goldenthread.visitors import address_of

_TYPES = {
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class InMemory(MemoryFileUploadHandler):
    """Keeps an upload in memory whatever its size, which the view has limited: never on disk."""

    def handle_raw_input(self, *args: object, **kwargs: object) -> None:
        """Be on for every file."""
        self.activated = True


@csrf_exempt  # only so far that the size is looked at before the form is read; see below
@needs("figures.check")
@require_http_methods(["GET", "HEAD", "POST"])
def check_figures(request: Request) -> HttpResponse:
    """Ask for a document, or show what was found in it."""
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        size = 0
    if size > rules.LARGEST_REQUEST:
        form = CheckForm({}, reports=_reports(request))
        most = rules.ON_THE_WEB.file // 1_000_000
        form.add_error("file", f"The file is too large: at most {most} MB are read here.")
        return _asked(request, form, status=413)
    request.upload_handlers = [InMemory(request)]
    return _answer(request)


@csrf_protect
def _answer(request: Request) -> HttpResponse:
    if request.method != "POST":
        return _asked(request, CheckForm(reports=_reports(request)))
    if carried := request.POST.get("carried", ""):
        return _export(request, carried)
    form = CheckForm(request.POST, request.FILES, reports=_reports(request))
    if not form.is_valid():
        return _asked(request, form, status=422)
    data = form.cleaned_data
    what = "uploaded" if data["file"] else "report" if data["report"] else "pasted"
    try:
        _note(request, what)
    except RuleBroken as broken:
        form.add_error(None, str(broken))
        return _asked(request, form, status=429)
    upload = data["file"].read() if data["file"] else b""
    try:
        found = checked(_text(data, upload))
    except Unreadable as why:
        form.add_error({"uploaded": "file", "report": "report", "pasted": "text"}[what], str(why))
        return _asked(request, form, status=422)
    if data["ours"]:
        known = against.known(request.partnership, by=request.user)
        found = against.compared(found, known)
    return _file(found, data["answer"], upload) or _page(request, found)


def _note(request: Request, what: str) -> None:
    changes.note_check(
        partnership=request.partnership, by=request.user,
        address=address_of(request), what=what,
    )  # fmt: skip


def _text(data: dict, upload: bytes) -> Text:
    """The text of whatever was given."""
    limits = rules.ON_THE_WEB
    if data["file"]:
        return read(PurePath(data["file"].name).name, upload, limits)
    if report := data["report"]:
        body = f"<html><h1>{report.title}</h1>{report.body}</html>"
        return read(f"{report}.html", body.encode(), limits)
    return read("Pasted text", data["text"].encode(), limits)


def _export(request: Request, carried: str) -> HttpResponse:
    """A page of findings as a file."""
    try:
        text = carrying.unpacked(carried, by=request.user, partnership=request.partnership)
        _note(request, "exported")
    except RuleBroken as broken:
        form = CheckForm({}, reports=_reports(request))
        form.add_error(None, str(broken))
        return _asked(request, form, status=422)
    found = checked(text)
    return _file(found, request.POST.get("answer", ""), b"") or _page(request, found)


def _file(found: Checked, answer: str, upload: bytes) -> HttpResponse | None:
    """The answer as a file; None where a page was asked for."""
    if answer == CSV:
        return as_csv("figure-check", exports.HEAD, exports.rows(found))
    if answer not in _TYPES:
        return None
    content = exports.as_word(found, upload) if answer == WORD else exports.as_workbook(found)
    response = HttpResponse(content, content_type=_TYPES[answer])
    response["Content-Disposition"] = f'attachment; filename="figure-check.{answer}"'
    return response


def _page(request: Request, found: Checked) -> HttpResponse:
    context = {
        "found": found,
        "lines": marking.marked(found),
        "standings": [
            {"key": key, "label": label, "tone": tone, "meaning": what, "count": found.counts[key]}
            for key, (label, tone, what) in STANDINGS.items()
        ],
        "carried": carrying.packed(found.text, by=request.user, partnership=request.partnership),
        "breadcrumbs": [{"label": "Check figures", "url": reverse("check_figures")}],
    }
    response = render(request, "publishing/checked.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _asked(request: Request, form: CheckForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "breadcrumbs": [{"label": "Reports", "url": reverse("reports")}]}
    return render(request, "publishing/check_figures.html", context, status=status)


def _reports(request: Request) -> QuerySet[Report]:
    return queries.reports(request.partnership, by=request.user)
