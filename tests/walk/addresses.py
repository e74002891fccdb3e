"""Real addresses for every page of the house, found by following the links."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from urllib.parse import urljoin, urlsplit

import lxml.html
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from goldenthread.accounts.matrix import Page, pages
from goldenthread.accounts.models import Partnership, User

HOST = "127.0.0.1"
HTML = "text/html"
# Where a walk begins besides the front page: nothing links to these without a form.
DOORS = ("/", "/my-work/", "/search/?q=plan", "/accounts/login/", "/accounts/password/reset/")

# Pages of one case: whoever may open one may still not open that of another case.
OF_A_CASE = ("/cases/<str:reference>/", "/cases/referred/<int:number>/")
# Addresses that no page links to, each with the reason and a sample; all else must be linked.
UNLINKED = {
    "account_signup": ("sign-up is closed and says so", "/accounts/signup/"),
    "account_inactive": ("where a person who was switched off arrives", "/accounts/inactive/"),
    "account_confirm_email": ("from a letter", "/accounts/confirm-email/no-such-key/"),
    "account_email_verification_sent": ("after a letter is sent", "/accounts/confirm-email/"),
    "account_reset_password_done": ("after a form", "/accounts/password/reset/done/"),
    "account_reset_password_from_key": (
        "from a letter",
        "/accounts/password/reset/key/zz-no-such-key/",
    ),
    "account_reset_password_from_key_done": ("after a form", "/accounts/password/reset/key/done/"),
    "supersede_plan": ("once a later plan is adopted", "/plan/strategy-2024/supersede/"),
    "import_plan_again": ("once a file was looked at", "/plans/import/again/"),
    "take_up_duties": ("while a duty in law is not written down", "/programme/duties/"),
    "follow_report": ("from the page that answers a report", "/report/follow/no-such-link/"),
    "account_confirm_login_code": ("signing in by code", "/accounts/login/code/confirm/"),
    "account_set_password": ("only without a password", "/accounts/password/set/"),
    "account_reauthenticate": ("asked for when needed", "/accounts/reauthenticate/"),
    "account_logout": ("from the name of whoever is signed in", "/accounts/logout/"),
    "account_email": ("from the security pages", "/accounts/email/"),
    "account_change_password": ("from the security pages", "/accounts/password/change/"),
    "mfa_index": ("from the security pages", "/accounts/2fa/"),
    "mfa_authenticate": ("in the middle of signing in", "/accounts/2fa/authenticate/"),
    "mfa_reauthenticate": ("asked for when needed", "/accounts/2fa/reauthenticate/"),
    "mfa_activate_totp": ("from the security pages", "/accounts/2fa/totp/activate/"),
    "mfa_deactivate_totp": ("once one is set up", "/accounts/2fa/totp/deactivate/"),
    "mfa_generate_recovery_codes": ("one is set up", "/accounts/2fa/recovery-codes/generate/"),
    "mfa_view_recovery_codes": ("once one is set up", "/accounts/2fa/recovery-codes/"),
    "mfa_download_recovery_codes": ("one is set up", "/accounts/2fa/recovery-codes/download/"),
    "mfa_list_webauthn": ("once one is set up", "/accounts/2fa/webauthn/"),
    "mfa_add_webauthn": ("from the security pages", "/accounts/2fa/webauthn/add/"),
    "mfa_reauthenticate_webauthn": (
        "asked for when needed",
        "/accounts/2fa/webauthn/reauthenticate/",
    ),
    "mfa_edit_webauthn": ("once one is set up", "/accounts/2fa/webauthn/keys/1/edit/"),
    "mfa_remove_webauthn": ("once one is set up", "/accounts/2fa/webauthn/keys/1/remove/"),
}


@dataclass(frozen=True)
class Sample:
    """One real address of a page and how it answered whoever found it.

    name: of the page, as in its `urls.py`. kind: its content type without parameters.
    public: whether a visitor found it; a draft is hidden from one, though its page is public.
    """

    name: str
    url: str
    status: int
    kind: str
    public: bool = False

    @property
    def is_page(self) -> bool:
        """Whether it is a page to look at, and not a download, a form's target or a redirect."""
        return self.status == 200 and self.kind == HTML


def visitor(person: User | None = None) -> Client:
    """Give a client of this machine, signed in as a person if one is given."""
    client = Client(SERVER_NAME=HOST, raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def kind_of(response: HttpResponse) -> str:
    """Give the content type without its parameters; "attachment" for a file to be saved."""
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        return "attachment"
    return response.headers.get("Content-Type", "").partition(";")[0]


def links_in(body: bytes, base: str) -> list[str]:
    """Give the addresses of this site that a page leads to, forms' targets included, in order."""
    if not body.strip():
        return []
    tree = lxml.html.fromstring(body)
    found = [*tree.xpath("//main//a/@href"), *tree.xpath("//a/@href")]
    found += tree.xpath("//form/@action | //img/@src | //object/@data")
    whole = (urlsplit(urljoin(f"http://{HOST}{base}", link)) for link in found)
    ours = (parts for parts in whole if parts.hostname == HOST and parts.scheme == "http")
    paths = (f"{parts.path}{'?' + parts.query if parts.query else ''}" for parts in ours)
    return list(dict.fromkeys(paths))


def name_at(url: str, partnership: Partnership) -> str | None:
    """Give the name of the page at an address; None where the partnership has none there."""
    path = urlsplit(url).path
    prefix = f"/{partnership.slug}"
    within = path.startswith(f"{prefix}/")
    if not within and not partnership.is_default:
        return None
    own = path.removeprefix(prefix) if within else path
    try:
        return resolve(own).url_name
    except Resolver404:
        return None


def walk(
    partnership: Partnership,
    people: Iterable[User | None],
    *,
    each: int = 2,
    also: Iterable[str] = (),
) -> dict[str, list[Sample]]:
    """Follow links and give up to `each` real addresses for every page that is reached.

    people: who walks, one after another; those who may less come first, so that the
        first samples of a page are ones that everybody who may open it can open.
    also: addresses to begin from as well, such as that of a draft which waits to be adopted.
    """
    found: dict[str, list[Sample]] = {}
    prefix = "" if partnership.is_default else f"/{partnership.slug}"
    for person in people:
        client, seen = visitor(person), set()
        doors = [prefix + door for door in (*DOORS, *(f"/{one}" for one in also))]
        waiting = list(doors)
        while waiting:
            url = waiting.pop(0)
            name = name_at(url, partnership)
            enough = len([s for s in found.get(name or "", ()) if s.status == 200]) >= each
            known = next((s for s in found.get(name or "", ()) if s.url == url), None)
            if url in seen or name is None or (enough and not known and url not in doors):
                continue
            seen.add(url)
            response = client.get(url)
            sample = Sample(name, url, response.status_code, kind_of(response), person is None)
            if not known and sample.status in (200, 405, 500):
                found.setdefault(name, []).append(sample)
            if sample.is_page:
                waiting += links_in(response.content, url)
    return found


def with_unlinked(
    found: dict[str, list[Sample]], partnership: Partnership, person: User
) -> dict[str, list[Sample]]:
    """Add the addresses that letters and forms lead to."""
    prefix = "" if partnership.is_default else f"/{partnership.slug}"
    existing = {page.name for page in pages()}
    for name, (_, url) in UNLINKED.items():
        if name in existing and name not in found:
            response = visitor(person).get(prefix + url)
            if response.status_code == 404 and not name.startswith(("account_", "mfa_")):
                continue  # there are no such rows in this partnership
            found[name] = [Sample(name, prefix + url, response.status_code, kind_of(response))]
    return found


def without_a_sample(found: dict[str, list[Sample]]) -> list[Page]:
    """Give the pages that no link, letter or form leads to: nobody could ever open them."""
    return [page for page in pages() if page.name not in found]


def as_json(found: dict[str, list[Sample]]) -> dict[str, list[dict]]:
    """Give samples as plain data."""
    return {name: [asdict(sample) for sample in samples] for name, samples in found.items()}
