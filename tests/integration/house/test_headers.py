"""The headers that every answer carries, and what changes when the address people type is https."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings

from goldenthread.accounts.models import User
from tests.integration.house.conftest import HERE
from tests.walk.addresses import HOST, Sample, visitor

pytestmark = pytest.mark.django_db

Samples = dict[str, dict[str, list[Sample]]]
POLICY = {
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
SEALED = {"default-src 'none'", "sandbox"}  # of what strangers sent: it may do nothing at all
SECURE = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
)


def test_every_answer_carries_the_headers(samples: Samples, all_roles: dict[str, User]):
    client, wrong = visitor(all_roles[HERE]), []
    urls = [some[0].url for some in samples[HERE].values()]
    for url in [*urls, "/no-such-page/"]:
        said = client.get(url).headers
        policy = {part.strip() for part in said.get("Content-Security-Policy", "").split(";")}
        kept_in = policy >= POLICY or policy == SEALED
        wrong += [] if kept_in and "unsafe" not in str(policy) else [(url, "policy")]
        for name, value in {
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }.items():
            wrong += [] if said.get(name) == value else [(url, name, said.get(name))]
    assert wrong == []


def test_pages_of_whoever_signed_in_are_kept_by_nobody_between(
    samples: Samples, all_roles: dict[str, User]
):
    """A cache between us and them must not hand one person's page to another."""
    client = visitor(all_roles[HERE])
    for some in samples[HERE].values():
        said = client.get(some[0].url).headers
        if some[0].is_page:
            assert "Cookie" in said.get("Vary", "") or "no-store" in said.get(
                "Cache-Control", ""
            ), some[0].url


def with_public_url(url: str, patch: pytest.MonkeyPatch) -> Any:
    """Read the settings anew, as an installation at another address would."""
    patch.setenv("GOLDENTHREAD_PUBLIC_URL", url)
    path = Path(settings.BASE_DIR) / "config" / "settings.py"
    spec = importlib.util.spec_from_file_location("settings_at_another_address", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_https_makes_cookies_secure_and_sends_everybody_there(
    loaded: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
):
    at_https = with_public_url("https://csp.example.org", monkeypatch)
    assert "csp.example.org" in at_https.ALLOWED_HOSTS
    for name in SECURE:
        setattr(settings, name, getattr(at_https, name))
    plain = visitor().get("/accounts/login/")
    assert plain.status_code == 301
    assert plain.headers["Location"] == f"https://{HOST}/accounts/login/"
    safe = visitor().get("/accounts/login/", secure=True)
    assert safe.status_code == 200
    assert int(safe.headers["Strict-Transport-Security"].partition("max-age=")[2]) >= 31536000
    assert safe.cookies["csrftoken"]["secure"]


def test_behind_a_proxy_the_forwarded_scheme_counts(
    loaded: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
):
    at_https = with_public_url("https://csp.example.org", monkeypatch)
    for name in SECURE:
        setattr(settings, name, getattr(at_https, name))
    said = visitor().get("/accounts/login/", headers={"X-Forwarded-Proto": "https"})
    assert said.status_code == 200


def test_on_this_machine_without_https_sign_in_still_works(monkeypatch: pytest.MonkeyPatch):
    here = with_public_url("http://127.0.0.1:8000", monkeypatch)
    assert [getattr(here, name) for name in SECURE] == [False, False, False, 0, None]


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(loaded: None):
    from config import example
    from tests.factories.accounts import PASSWORD

    person = User.objects.get(email=example.address("partner"))
    person.set_password(PASSWORD)
    person.save()
    client = visitor()
    sent = {"login": person.email, "password": PASSWORD}
    response = client.post("/accounts/login/", sent)
    assert response.status_code == 302
    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]
