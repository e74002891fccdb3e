"""Everything that can be found in the worked example is found by its own words, at its place."""

from collections import Counter
from collections.abc import Iterator

import lxml.html
import pytest
from django.db import transaction
from django.test import Client

from config import example
from goldenthread.accounts.models import Partnership
from goldenthread.home import rules, search
from goldenthread.home.models import SearchEntry
from goldenthread.partnership.models import Group
from goldenthread.strategy import changes
from goldenthread.strategy.models import (
    Achievement,
    CaseStudy,
    Commitment,
    Deliverable,
    IndicatorUse,
    Scheme,
)
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def durham(django_db_setup: None, django_db_blocker) -> Iterator[Partnership]:
    """The worked example, loaded once for this file and taken out again."""
    with django_db_blocker.unblock(), transaction.atomic():
        example.load()
        yield Partnership.objects.get(slug="safe-durham")
        transaction.set_rollback(True)


@pytest.fixture
def manager(durham):
    return UserFactory(roles=["partnership_manager"], partnership=durham)


def test_nothing_that_is_found_takes_the_place_of_another(durham):
    told = [
        (one.url, one.arguments, one.anchor)
        for provide, _ in search.PROVIDERS
        for one in provide(durham)
    ]
    assert [place for place, times in Counter(told).items() if times > 1] == []
    search.refresh(durham)
    kinds = Counter(SearchEntry.objects.of(durham).values_list("kind", flat=True))
    for kind, model in (
        ("Deliverable", Deliverable),
        ("Case study", CaseStudy),
        ("Commitment", Commitment),
        ("Achievement", Achievement),
        ("Group", Group),
        ("Scheme", Scheme),
        ("Measure", IndicatorUse),
    ):
        assert kinds[kind] == model.objects.of(durham).count(), kind


def test_everything_is_found_by_the_words_of_its_title(durham, manager):
    search.refresh(durham)
    lost = []
    for entry in SearchEntry.objects.of(durham):
        found = search.find(durham, entry.title, by=manager, kind=entry.kind)
        if rules.words_of(entry.title) and entry.address not in _addresses(durham, found):
            lost.append(str(entry))
    assert lost == []


def _addresses(durham: Partnership, found: list[search.Found]) -> set[str]:
    places = {search._page(one.address): one.address for one in SearchEntry.objects.of(durham)}
    return {places[one.url] for one in found}


def test_groups_and_schemes_are_found_by_every_other_name(durham, manager):
    for rows, name in ((Group.objects.of(durham), "group"), (Scheme.objects.of(durham), "scheme")):
        for row in rows:
            for alias in row.aliases:
                found = search.find(durham, alias, by=manager, kind=name.capitalize())
                assert f"/{name}s/{row.key}/" in [one.url for one in found], alias


def test_what_is_found_stands_at_the_place_to_which_it_leads(durham, manager, settings):
    settings.REQUIRE_MFA = False
    search.refresh(durham)
    client, pages = Client(), {}
    client.force_login(manager)
    anchored = SearchEntry.objects.of(durham).filter(address__contains="#")
    assert anchored.count() > 400
    for entry in anchored:
        page, _, anchor = search._page(entry.address).partition("#")
        if page not in pages:
            tree = lxml.html.fromstring(client.get(page).content)
            pages[page] = {at.get("id"): at.text_content() for at in tree.xpath("//*[@id]")}
        said = " ".join(pages[page][anchor].split())
        assert " ".join(entry.title.split())[:60] in said, entry


def test_a_story_that_is_not_shown_is_found_only_by_those_who_write_plans(durham, manager):
    study = CaseStudy.objects.of(durham).filter(published=True)[0]
    reader = UserFactory(roles=["analyst"], partnership=durham)
    visitor = UserFactory()

    def finding() -> list[bool]:
        every = (search.find(durham, study.title, by=who) for who in (manager, reader, visitor))
        return [any(one.url.endswith(f"#story-{study.key}") for one in found) for found in every]

    assert finding() == [True, True, True]
    changes.withdraw_case_study(study=study, by=manager, reason="Asked for.")
    assert finding() == [True, False, False]
