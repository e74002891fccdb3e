"""What `goldenthread permissions matrix` says is what happens: every page, every role."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from goldenthread.accounts import matrix
from goldenthread.accounts.matrix import Page, pages
from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.rules import ROLES
from goldenthread.accounts.tenancy import Owned
from goldenthread.audit.models import Event
from goldenthread.casework.models import Referral
from goldenthread.casework.queries.seeing import sight_of
from tests.integration.house.conftest import HERE, THERE, Clients, People
from tests.walk.addresses import OF_A_CASE, Sample, visitor

pytestmark = pytest.mark.django_db

OURS = [page for page in pages() if page.permission]
Samples = dict[str, dict[str, list[Sample]]]
every_page = pytest.mark.parametrize("page", OURS, ids=lambda page: page.pattern)


def test_no_two_pages_share_a_name():
    """A link by name would lead to either of them."""
    names = Counter(page.name for page in pages())
    assert [name for name, times in names.items() if name and times > 1] == []


def first(samples: Samples, slug: str, page: Page) -> str:
    """Give the address of a page that the fewest roles are needed for."""
    found = samples[slug].get(page.name)
    assert found, f"No page, letter or form leads to {page.pattern}."
    return found[0].url


def what_happened(response: HttpResponse) -> str:
    """Name an answer in the words of the matrix."""
    if response.status_code == 302 and "/accounts/login/" in response.headers["Location"]:
        return matrix.SIGN_IN
    # 405: the page is open to this role, and takes forms only.
    return {403: matrix.DENIED, 404: matrix.HIDDEN, 200: matrix.ALLOWED, 405: matrix.ALLOWED}.get(
        response.status_code, str(response.status_code)
    )


def expected(page: Page, role: str) -> str:
    """Give what the matrix says, for a person who has signed in."""
    said = matrix.outcome(page, "public" if role == "nobody" else role)
    if role == "nobody" and said == matrix.SIGN_IN:
        return matrix.DENIED
    return matrix.ALLOWED if said == matrix.OWN else said


@pytest.mark.parametrize("slug", [HERE, THERE])
@every_page
def test_every_role_meets_what_the_matrix_says(
    samples: Samples, clients: Clients, people: People, slug: str, page: Page
):
    if slug == THERE and page.name not in samples[THERE]:
        assert page.name in samples[HERE], "It has no rows there, and so no address; it has here."
        return
    url = first(samples, slug, page)
    only_forms = samples[slug][page.name][0].status == 405  # answers so before it looks at a case
    met = {role: what_happened(client.get(url)) for role, client in clients[slug].items()}
    said = {role: expected(page, role) for role in clients[slug]}
    for role in (one for one, answer in said.items() if answer == matrix.ALLOWED):
        of_a_case = page.pattern.startswith(OF_A_CASE) and not only_forms
        if of_a_case and not sees(slug, url, people[slug][role]):
            said[role] = matrix.HIDDEN
    assert met == said


def sees(slug: str, url: str, person: User | None) -> bool:
    """Say whether a case shows itself to somebody whose role may see cases at all.

    Its type says that, and who was put on it: a part of it shows on its own page only.
    """
    reference, _, beyond = url.partition("/cases/")[2].partition("/")
    partnership, by = Partnership.objects.get(slug=slug), person or AnonymousUser()
    if reference == "referred":
        number = int(beyond.strip("/"))
        reference = Referral.objects.of(partnership).get(pk=number).case.reference
    sight = sight_of(partnership, reference, by=by)
    return sight is not None and (sight.whole or not beyond)


@every_page
def test_a_role_elsewhere_counts_for_nothing_here(samples: Samples, clients: Clients, page: Page):
    url = first(samples, HERE, page)
    met = {
        role: what_happened(client.get(url))
        for role, client in clients[THERE].items()
        if role != "public"
    }
    assert met == dict.fromkeys(met, expected(page, "nobody"))


def everything() -> dict[str, int]:
    """Count every row of every partnership, and the events of the record, in one question."""
    models = [
        one
        for one in apps.get_models()
        if issubclass(one, Owned) and one._meta.app_label != "home"  # search follows the record
    ]
    asked = " UNION ALL ".join(
        f"SELECT '{one._meta.label}', COUNT(*) FROM {connection.ops.quote_name(one._meta.db_table)}"
        for one in [*models, Event]
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


@every_page
def test_a_form_sent_without_permission_is_refused_and_changes_nothing(
    samples: Samples, clients: Clients, page: Page
):
    url, before = first(samples, HERE, page), everything()
    for role, client in refused(clients, page):
        response = client.post(url, {"title": "Slipped in", "reason": "None"})
        assert what_happened(response) == expected(page, role), role
    assert everything() == before


def refused(clients: Clients, page: Page) -> Iterator[tuple[str, Client]]:
    """Give everybody who may not open a page, and the manager of the other partnership."""
    for role, client in clients[HERE].items():
        if expected(page, role) != matrix.ALLOWED:
            yield role, client
    if expected(page, "nobody") != matrix.ALLOWED:
        yield "nobody", clients[THERE]["partnership_manager"]


@every_page
def test_a_form_from_another_site_is_refused(samples: Samples, all_roles: dict, page: Page):
    client = visitor(all_roles[HERE])
    client.handler.enforce_csrf_checks = True
    before = everything()
    assert client.post(first(samples, HERE, page), {}).status_code in (403, 405)
    assert everything() == before


def test_unknown_and_hidden_look_the_same(samples: Samples, clients: Clients):
    hidden = [page for page in OURS if page.hidden]
    assert hidden, "The record at least is hidden."
    for page in hidden:
        for role in ("public", "nobody", "partner"):
            client = clients[HERE][role]
            kept = client.get(first(samples, HERE, page))
            unknown = client.get("/no-such-page/")
            assert kept.status_code == unknown.status_code == 404
            assert plain(kept) == plain(unknown), f"{page.pattern} as {role}"


def plain(response: HttpResponse) -> bytes:
    """Give a page without the token that differs each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)


def test_a_role_that_needs_a_second_factor_gets_nowhere_without_one(
    samples: Samples, clients: Clients, settings: LazySettings
):
    settings.REQUIRE_MFA = True
    strict = [role.key for role in ROLES.values() if role.needs_mfa]
    assert "partnership_manager" in strict
    for page in OURS:
        for role in strict:
            response = clients[HERE][role].get(first(samples, HERE, page))
            where = (response.status_code, response.headers.get("Location", "").endswith("/2fa/"))
            assert where == (302, True), f"{page.pattern} as {role}"
