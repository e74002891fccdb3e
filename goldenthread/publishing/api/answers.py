"""Round every operation: who may ask and how often, what is sent again, and how a refusal reads."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import ValidationError
from ninja.renderers import BaseRenderer

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import View, needs
from goldenthread.accounts.rules import RuleBroken
from goldenthread.declared import nearest
from goldenthread.publishing.api import rules
from goldenthread.visitors import address_of, code_of

PROBLEM = "application/problem+json"
METHODS = "GET, HEAD, OPTIONS"
KEPT_FOR = 60  # seconds that anybody between may keep an answer
DAY = 24 * 3600  # seconds that a browser may remember what it may ask


class Refused(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """There is no answer: a status and a sentence."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class Renderer(BaseRenderer):
    """JSON in UTF-8, with moments to the microsecond: what is given as such can be asked for."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        """Write an answer."""
        return json.dumps(data, ensure_ascii=False, default=_written)


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    assert isinstance(value, date)
    return value.isoformat()


def not_found(what: str, named: str, valid: Iterable[str]) -> Refused:
    """Give the refusal of a name that nothing public has, with the nearest that something has."""
    shown = named[:60]
    return Refused(HTTPStatus.NOT_FOUND, f'No {what} is "{shown}". {nearest(shown, valid)}')


def problem(
    status: HTTPStatus, why: str, errors: Iterable[dict[str, str]] = (), **headers: str
) -> HttpResponse:
    """Give a refusal as RFC 9457 asks for it."""
    told = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": why}
    text = json.dumps({**told, "errors": list(errors)}, ensure_ascii=False)
    head = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(text, status=status, content_type=PROBLEM, headers=head)


def refused(request: HttpRequest, why: Refused | type[Refused]) -> HttpResponse:
    """Answer what an operation refuses."""
    assert isinstance(why, Refused)
    return problem(why.status, why.why)


def unreadable(request: HttpRequest, why: ValidationError | type[ValidationError]) -> HttpResponse:
    """Answer parameters that cannot be read, each with its sentence."""
    assert isinstance(why, ValidationError)
    return _wrong({str(one["loc"][-1]): _sentence(one["msg"]) for one in why.errors})


def _sentence(told: str) -> str:
    return told.removeprefix("Value error, ")


def _wrong(errors: dict[str, str]) -> HttpResponse:
    names = ", ".join(f'"{name}"' for name in errors)
    first = next(iter(errors.values()))
    why = f"Cannot read {names}. {first}"
    wrong = [{"parameter": name, "detail": said} for name, said in errors.items()]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, why, wrong)


def public(view: View, *, known: Iterable[str]) -> View:
    """Make a view of an operation, or of the description: read by anybody, changed by nobody.

    known: the parameters it takes. Forms are not protected against forgery, since none is read.
    """
    names = tuple(known)

    @csrf_exempt
    @needs("public.read")
    def asked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = _answer(request, names, lambda: view(request, *args, **kwargs))
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        return answer

    return asked


def _answer(request: Request, names: tuple[str, ...], view: Callable[[], Any]) -> HttpResponse:
    if request.method == "OPTIONS":
        return _options()
    if request.method not in ("GET", "HEAD"):
        why = "This is for reading: ask with GET, HEAD or OPTIONS."
        return problem(HTTPStatus.METHOD_NOT_ALLOWED, why, Allow=METHODS)
    now = timezone.now()
    try:
        _count(request, now)
    except RuleBroken as why:
        wait = str(rules.seconds_left(now))
        return problem(HTTPStatus.TOO_MANY_REQUESTS, str(why), Retry_After=wait)
    if wrong := _unknown(request, names):
        return _wrong(wrong)
    return _sent(request, view)


def _options() -> HttpResponse:
    head = {
        "Allow": METHODS,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": "If-None-Match",
        "Access-Control-Max-Age": str(DAY),
    }
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=head)


def _count(request: Request, now: datetime) -> None:
    """Count a question of one address within the minute. Raises RuleBroken where it is too many.

    The cache forgets rather than waits, so of questions at the same instant one may go
    uncounted: this spares the installation, it is no gate.
    """
    code = code_of(address_of(request), what_for="api", now=now)
    key = f"api:{code}:{now:%H%M}"
    asked = int(cache.get(key, 0)) + 1
    cache.set(key, asked, timeout=2 * 60)
    rules.check_rate(asked, most=settings.API_PER_MINUTE, now=now)


def _unknown(request: Request, names: tuple[str, ...]) -> dict[str, str]:
    """Give what is wrong with the names of the parameters."""
    wrong = {}
    for name, values in request.GET.lists():
        if name not in names:
            wrong[name[:60]] = f"There is no such parameter here. {nearest(name[:60], names)}"
        elif len(values) > 1:
            wrong[name] = f"It is given {len(values)} times; give it once."
    return wrong


def _sent(request: Request, view: Callable[[], Any]) -> HttpResponse:
    """Ask, and send the answer, or that what is held already is still the answer."""
    head_only, request.method = request.method == "HEAD", "GET"
    answer: HttpResponse = view()
    if answer.status_code != HTTPStatus.OK:
        return answer
    answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    answer["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    held = parse_etags(request.headers.get("if-none-match", ""))
    if "*" in held or answer["ETag"] in [one.removeprefix("W/") for one in held]:
        answer.status_code, answer.content = HTTPStatus.NOT_MODIFIED, b""
        del answer["Content-Type"]
    elif head_only:
        answer["Content-Length"] = str(len(answer.content))
        answer.content = b""
    return answer
