"""No row of one partnership shows on a page of the other."""

import html

import lxml.html
import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.tenancy import Owned
from goldenthread.governance.queries.agenda import EARLIER
from tests.integration.house.conftest import HERE, THERE
from tests.walk.addresses import Sample, visitor

pytestmark = pytest.mark.django_db

Samples = dict[str, dict[str, list[Sample]]]
NAMING = ("title", "name", "text", "summary", "short_title", "printed")
WORDS = 3  # fewer ("serious violence") are words that any page may hold
# Both partnerships of the example ask for this figure each month: same address, own returns.
BOTH_ASK_FOR = "/domestic-abuse-incidents/"
# What an indicator measures belongs to nobody, nor does a place or an item of the prescribed
# exchange: their pages open everywhere, with whatever figures that partnership has.
SHARED = {
    "across_csv",
    "across_picture",
    "api_indicator",
    "api_observations",
    "exchange_cell",
    "exchange_not_supplied",
    "exchange_template",
    "indicator",
    "indicator_across",
    "indicator_csv",
    "indicator_multiples",
    "indicator_png",
    "indicator_spec",
    "indicator_svg",
    "open_csv",
    "open_csvw",
    "place_map_csv",
    "place_map_svg",
    "place_profile",
    "recording_changes",
    "small_chart",
}
# Counted from 1 in each partnership: an address is in both, and shows each its own.
NUMBERED = {
    "change_question",
    "answer_escalation",
    "edit_obligation",  # as what is owed in law, which has the same key in both
    "meet_obligation",
    "obligation",
    "escalation",
    "approve_disposal",
    "certificate",
    "correct_entry",
    "decide_rectification",
    "extend_request",
    "find_held",
    "identify_request",
    "issue_request",
    "person_request",
    "request_bundle",
    "request_items",
    "wait_for_person",
    "case_reviews_months",
    "case_reviews_year",
    "declare_interest",
    "check_disposal",
    "decide_hotspot",
    "disposal",
    "drop_disposal",
    "end_hotspot_area",
    "hotspot_area",
    "hotspot_candidate",
    "intervention",
    "intervention_answer",
    "intervention_csv",
    "log_patrol",
    "publish_result",
    "renew_hotspot_area",
    "what_works_result",
    "publish_effectiveness",
    "write_effectiveness",
}


def shared_words() -> str:
    """Give the texts that belong to nobody: definitions, areas, sources, kinds of case.

    A heading that our own software writes on an agenda names no row either.
    """
    declared = sorted((settings.DEFINITIONS_DIR / "casework").rglob("*.yaml"))
    found = [EARLIER, *(path.read_text() for path in declared)]
    for model in apps.get_models():
        if model.__module__.startswith("goldenthread.") and not issubclass(model, Owned):
            fields = [f.name for f in model._meta.fields if isinstance(f, CharField | TextField)]
            found += [" ".join(map(str, row)) for row in model.objects.values_list(*fields)]
    return "\n".join(found).lower()


def only_theirs(there: str, here: str) -> set[str]:
    """Give what names a row of one partnership, and of nobody and nothing else."""
    shared = shared_words()
    return {name for name in names_of(there) - names_of(here) if name.lower() not in shared}


def names_of(slug: str) -> set[str]:
    """Give whatever names a row of one partnership."""
    partnership, found = Partnership.objects.get(slug=slug), set()
    for model in apps.get_models():
        if not issubclass(model, Owned) or model._meta.app_label == "home":
            continue
        fields = [
            f.name
            for f in model._meta.fields
            if isinstance(f, CharField | TextField) and f.name in NAMING and not f.choices
        ]
        for row in model.objects.of(partnership).values_list(*fields) if fields else ():
            found |= {text.strip() for text in row if len(text.split()) >= WORDS}
    return found


@pytest.mark.parametrize(("here", "there"), [(HERE, THERE), (THERE, HERE)])
def test_nothing_of_the_other_partnership_shows(
    samples: Samples, all_roles: dict[str, User], here: str, there: str
):
    # What both hold (an organisation's name, an indicator's) tells nothing.
    theirs = only_theirs(there, here)
    assert len(theirs) >= 5
    client, shown = visitor(all_roles[here]), []
    for sample in (one for some in samples[here].values() for one in some):
        body = html.unescape(client.get(sample.url).content.decode(errors="replace"))
        shown += [(sample.url, name) for name in theirs if name in body]
    assert not shown, "\n".join(map(str, shown[:20]))


def test_the_pages_here_do_show_what_is_ours(samples: Samples, all_roles: dict[str, User]):
    """The test above can fail: our own names are found by the same look."""
    client, ours, seen = visitor(all_roles[HERE]), names_of(HERE), set()
    for sample in (one for some in samples[HERE].values() for one in some):
        body = html.unescape(client.get(sample.url).content.decode(errors="replace"))
        seen |= {name for name in ours if name in body}
    assert len(seen) > 100


@pytest.mark.parametrize(("here", "there"), [(HERE, THERE), (THERE, HERE)])
def test_an_address_of_the_other_partnership_is_not_found_here(
    samples: Samples, all_roles: dict[str, User], here: str, there: str
):
    client, opened = visitor(all_roles[here]), []
    ours = {path_of(one.url) for some in samples[here].values() for one in some}
    for sample in (one for some in samples[there].values() for one in some if one.status == 200):
        path = path_of(sample.url)
        if path in ours or "?" in path or not rows_behind(path):
            continue
        response = client.get(f"/{here}{path}")
        opened += [path] if response.status_code != 404 else []
        assert client.post(f"/{here}{path}", {}).status_code in (404, 405)
    assert opened == []


def path_of(url: str) -> str:
    """Give an address without the partnership it is in."""
    for slug in (HERE, THERE):
        url = url.removeprefix(f"/{slug}")
    return url


def rows_behind(path: str) -> bool:
    """Say whether an address names a row that belongs to somebody, rather than a page all have."""
    from django.urls import resolve

    match = resolve(path)
    ours = not match.func.__module__.startswith("allauth.") and BOTH_ASK_FOR not in path
    return bool(match.kwargs) and ours and match.url_name not in SHARED | NUMBERED


def test_search_finds_only_our_own(all_roles: dict[str, User]):
    for here, there in ((HERE, THERE), (THERE, HERE)):
        client = visitor(all_roles[here])
        for name in sorted(only_theirs(there, here))[:40]:
            body = client.get(f"/{here}/search/", {"q": name}).content
            results = lxml.html.fromstring(body).xpath("//ol[contains(@class, 'gt-results')]")
            shown = " ".join(result.text_content() for result in results)
            assert name not in shown, f"{name} is found in {here}"
