"""Every link of every page leads somewhere."""

import re
from collections import Counter

import pytest
from django.db import connection

from goldenthread.accounts.matrix import pages
from goldenthread.accounts.models import Partnership, User
from tests.integration.house.conftest import HERE, THERE
from tests.walk.addresses import (
    UNLINKED,
    Sample,
    kind_of,
    links_in,
    name_at,
    visitor,
    without_a_sample,
)

pytestmark = pytest.mark.django_db

Samples = dict[str, dict[str, list[Sample]]]
# With every role somebody sees more links than a person with one, and none that others lack.
ENOUGH = 4000
FORMS = 12  # the same form or file stands behind each of many rows: so many of one are enough
FILES = ("_csv", "_svg", "_png")
# Each case is worked on the same pages as every other.
READ = {
    page.name
    for page in pages()
    if (page.permission or "").endswith(".read") and page.permission != "casework.read"
}
SORTS = 6  # of addresses that differ only in how a table is sorted, so many of a page are enough
FAULTS = {
    "a style in the page": re.compile(rb"<[^>]+\sstyle=|<style"),
    "a script in the page": re.compile(rb"<script(?![^>]*(src=|application/(ld\+)?json))"),
    "an event in an attribute": re.compile(rb"<[a-z][^>]*\son[a-z]+="),
    # what a writer types to refer to a figure, such as {{ figure: 1 }}, may be shown as help
    "a template's own language": re.compile(rb"\{\{(?! [a-z_]+: )|\{%"),
}


def test_every_address_can_be_reached(samples: Samples):
    """A page that no other leads to is one that nobody finds: link it, or say why in UNLINKED."""
    missing = [page.pattern for page in without_a_sample(samples[HERE])]
    assert not missing, "No page, letter or form leads to:\n" + "\n".join(missing)


def test_what_is_said_to_be_unlinked_exists():
    gone = set(UNLINKED) - {page.name for page in pages()}
    assert gone == set(), "No longer an address: take it out of UNLINKED."


def leaves(link: str, slug: str) -> bool:
    """Say whether a link of a partnership that is not at the root leads out of its addresses."""
    return slug != HERE and not link.startswith((f"/{slug}/", "/static/"))


def faults_in(body: bytes) -> list[str]:
    """Give what is wrong with a page as it was sent."""
    found = [what for what, pattern in FAULTS.items() if pattern.search(body)]
    headings = body.count(b"<h1")
    return found if headings == 1 else [*found, f"{headings} h1"]


@pytest.mark.parametrize("slug", [HERE, THERE])
def test_no_link_is_dead_and_every_page_has_its_heading(
    samples: Samples, all_roles: dict[str, User], slug: str
):
    """Every page of the example, not a sample of them: each aim, commitment and group.

    On one database; on any other, which pages lead where is the same, and a sample is enough.
    """
    whole = READ if connection.vendor == "sqlite" else set()
    partnership = Partnership.objects.get(slug=slug)
    client, wrong = visitor(all_roles[slug]), []
    waiting = {
        one.url: "a sample" for some in samples[slug].values() for one in some if one.status == 200
    }
    seen: set[str] = set()
    sorts: Counter[str | None] = Counter()
    kinds: Counter[str | None] = Counter()
    opened = 0
    while waiting and opened < ENOUGH:
        url, found_on = waiting.popitem()
        seen.add(url)
        name = name_at(url, partnership)
        if url.startswith("/static/") or (name or "").startswith(("account_", "mfa_")):
            continue
        if name is None:
            wrong.append((found_on, url, "no such address"))
            continue
        sorts[name] += "?" in url
        kinds[name] += 1
        if "?" in url and sorts[name] > SORTS:
            continue
        if (name not in whole or name.endswith(FILES)) and kinds[name] > FORMS:
            continue
        opened += 1
        response = client.get(url)
        if response.status_code not in (200, 302, 405):
            wrong.append((found_on, url, response.status_code))
        if response.status_code == 200 and kind_of(response) == "text/html":
            wrong += [(found_on, url, one) for one in faults_in(response.content)]
            links = links_in(response.content, url)
            wrong += [(url, link, "leaves its partnership") for link in links if leaves(link, slug)]
            waiting |= {link: url for link in links if link not in seen}
    assert not wrong, "\n".join(map(str, wrong[:20]))
    assert opened < ENOUGH, "Links lead on without end, or there are more pages than thought."
