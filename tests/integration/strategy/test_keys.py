"""A key is unique only under its priority or plan: two rows that share one are both reached."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from goldenthread.commands import CannotDo
from goldenthread.delivery.editing import ActionForm
from goldenthread.delivery.models import DeliveryPlan
from goldenthread.home import search
from goldenthread.strategy import queries
from goldenthread.strategy.declarations import DeclaredRegard
from goldenthread.strategy.loading.shelf import find_under
from goldenthread.strategy.models import CaseStudy, Commitment, Priority, SubTheme
from goldenthread.strategy.queries import telling
from goldenthread.strategy.register_forms import CommitmentFilter
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.partnership import GroupFactory
from tests.factories.strategy import (
    AimFactory,
    AreaFactory,
    CaseStudyFactory,
    CommitmentFactory,
    PriorityFactory,
    StrategyFactory,
)

pytestmark = pytest.mark.django_db
ANYONE = AnonymousUser()


@pytest.fixture(autouse=True)
def _one_factor(settings) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def twins() -> list[Priority]:
    """Two priorities of one plan, the keys below which are the same."""
    plan = StrategyFactory(partnership=PartnershipFactory(is_default=True))
    return [PriorityFactory(strategy=plan, title=title) for title in ("Streets", "Homes")]


@pytest.fixture
def manager(twins) -> Client:
    client = Client()
    client.force_login(UserFactory(roles=["partnership_manager"], partnership=twins[0].partnership))
    return client


@pytest.mark.parametrize(("name", "factory"), [("area", AreaFactory), ("aim", AimFactory)])
def test_each_has_a_page_of_its_own_to_which_its_priority_and_the_search_lead(
    manager, twins, name, factory
):
    for above in twins:
        factory(priority=above, key="same", title=f"Safer {above.title}")
    found = search.find(twins[0].partnership, "Safer", by=ANYONE)
    for above in twins:
        url = reverse(name, args=[above.strategy.key, above.key, "same"])
        assert f"Safer {above.title}" in manager.get(url).content.decode()
        assert (
            url
            in manager.get(
                reverse("priority", args=[above.strategy.key, above.key])
            ).content.decode()
        )
        assert url in {one.url for one in found}
        assert (
            manager.get(reverse(name, args=[above.strategy.key, above.key, "no"])).status_code
            == 404
        )


def test_an_aim_is_chosen_by_its_priority_too(twins):
    other = AimFactory(key="same", title="Feel safe")
    for above in twins:
        AimFactory(priority=above, key="same", title="Feel safe")
    plan = DeliveryPlan(partnership=twins[0].partnership, strategy=twins[0].strategy)
    labels = [label for _, label in ActionForm(plan=plan).fields["aim"].choices]
    assert labels == ["None", "Streets: Feel safe", "Homes: Feel safe"]
    assert other.title not in labels


def test_the_story_that_an_address_names_is_the_one_taken_off(manager, twins):
    for above in twins:
        CaseStudyFactory(priority=above, key="same", checked_at="2026-01-01T00:00Z", published=True)
    second = twins[1]
    url = reverse("withdraw_study", args=[second.strategy.key, second.key, "same"])
    assert manager.post(url, {"reason": "Asked for."}).status_code == 302
    shown = CaseStudy.objects.of(second.partnership).filter(published=True)
    assert [one.priority for one in shown] == [twins[0]]


def test_a_group_that_reports_on_both_is_told_of_both_pages(twins):
    group = GroupFactory(partnership=twins[0].partnership)
    for above in twins:
        AreaFactory(priority=above, key="same", kind="assurance", reporting_group=group)
    told = telling.of_groups(group.partnership, ANYONE, [group.pk])[group.pk]
    assert {one.url for one in told} == {
        reverse("area", args=[above.strategy.key, above.key, "same"]) for above in twins
    }


def every(themes: list[Priority]) -> list[Commitment]:
    return list(queries.commitments(themes[0].partnership, by=ANYONE))


@pytest.fixture
def themes(twins) -> list[Priority]:
    """The same theme, with the same part, of two police and crime plans."""
    made = []
    for name in ("police-2021", "police-2026"):
        plan = StrategyFactory(
            partnership=twins[0].partnership, key=name, kind="police_and_crime_plan"
        )
        theme = PriorityFactory(strategy=plan, key="roads", title=f"Roads {name}")
        part = SubTheme.objects.create(
            partnership=plan.partnership, priority=theme, key="speed", title="Speed"
        )
        CommitmentFactory(priority=theme, sub_theme=part, key="vans", title=f"Vans {name}")
        made.append(theme)
    return made


def test_each_plan_s_commitment_has_a_page_and_a_status_of_its_own(manager, themes):
    first, second = (reverse("commitment", args=[t.strategy.key, "vans"]) for t in themes)
    said = {"status": "delivered", "evidence": "A report.", "on": "2026-01-01", "sure": "on"}
    assert manager.post(f"{first}status/", said).status_code == 302
    stands = {one.strategy.key: one.status for one in every(themes)}
    assert stands == {"police-2021": "delivered", "police-2026": ""}
    for url, theme in ((first, themes[0]), (second, themes[1])):
        assert f"Vans {theme.strategy.key}" in manager.get(url).content.decode()


def test_commitments_are_kept_apart_by_theme_and_part(manager, themes):
    partnership, second = themes[0].partnership, themes[1]
    part = second.sub_themes.get()
    for asked in (
        {"theme": queries.theme_named(second)},
        {"sub_theme": queries.theme_named(second, part)},
    ):
        found = queries.commitments(partnership, by=ANYONE, **asked)
        assert [one.title for one in found] == ["Vans police-2026"]
    form = CommitmentFilter({}, themes=queries.themes(partnership, by=ANYONE))
    values = [value for value, _ in form.fields["theme"].choices]
    assert len(values) == len(set(values)) == 3
    page = manager.get(reverse("commitments"), {"theme": queries.theme_named(second)})
    assert "1 of 2 commitments" in page.content.decode()


PAIRS = {("asb", "roads"): 1, ("hate", "roads"): 2, ("hate", "hate-crime"): 3}


def test_a_declared_name_is_looked_for_under_its_priority(tmp_path):
    said = DeclaredRegard(priority="a", strategy="b", theme="c")
    assert find_under(said, "area", "", PAIRS, "area") is None
    assert find_under(said, "area", "hate-crime", PAIRS, "area") == 3
    assert find_under(said, "area", "roads", PAIRS, "area", under="hate") == 2
    with pytest.raises(CannotDo, match=r"stands under each of asb, hate\. Say which"):
        find_under(said, "area", "roads", PAIRS, "area")
    with pytest.raises(CannotDo, match='no area is declared as "hate-crime"'):
        find_under(said, "area", "hate-crime", PAIRS, "area", under="asb")
