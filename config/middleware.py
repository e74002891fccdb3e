"""Headers that every answer carries, and how much a page open to everybody takes in."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

PUBLIC_MOST = 6_000_000  # bytes that a page open to everybody takes, unless it says otherwise

POLICY = "; ".join(
    [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class ContentSecurityPolicy:
    """Let a page load what is ours and nothing else; no inline script or style runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        return response


class RefuseTooLarge:
    """Refuse what is too large for a public page before a byte of it is read.

    A view says how much it takes by `most_bytes`. What names no length is read as empty.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if getattr(view, "permission", "") != "public.read":
            return None
        most = getattr(view, "most_bytes", PUBLIC_MOST)
        if _length(request) <= most:
            return None
        answer = render(request, "too_large.html", {"megabytes": most // 1_000_000}, status=413)
        answer["Connection"] = "close"
        return answer


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdecimal() and len(given) < 19 else 0
