"""Declared delivery plans: loaded once, left alone afterwards, refused with file and line."""

import pytest

from goldenthread.commands import CannotDo
from goldenthread.delivery import loading
from goldenthread.delivery.models import Action, DeliveryPlan
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.partnership.models import Organisation
from goldenthread.strategy.models import Strategy, WayOfWorking
from tests.factories.accounts import PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db

DECLARED = """
document: "001"
strategy_key: strategy-2024
delivery_plans:
  - key: plan
    title: A plan
    at: "115"
    actions:
      - title: Do one thing
        owner_role: action_owner
        due: "2027-03-31"
        at: ["127", "002:5-6"]
        updates:
          - {on: "2024-04-16", said: going_well, text: Begun., at: "127"}
      - title: Do another
        updates:
          - {on: "2024-04-16", said: in_difficulty, text: Invented.}
"""


@pytest.fixture
def ours():
    partnership = PartnershipFactory(slug="ours")
    Strategy.objects.create(
        partnership=partnership,
        key="strategy-2024",
        title="A strategy",
        kind="partnership_plan",
        status="adopted",
    )
    return partnership


@pytest.fixture
def load(tmp_path, ours):
    path = tmp_path / "plans.yaml"

    def loading_of(text: str) -> int:
        path.write_text(text)
        owner = UserFactory(roles=["action_owner"], partnership=ours, name="Example")
        return loading.load(path, partnership=ours, owners={"action_owner": owner})

    return loading_of


def test_a_plan_is_loaded_with_its_places_and_what_was_said(load, ours):
    assert load(DECLARED) == 1
    first, second = Action.objects.of(ours)
    assert first.places == ["001:127", "002:5-6"]
    assert (first.said, str(first.heard), str(first.due)) == (
        "going_well",
        "2024-04-16",
        "2027-03-31",
    )
    assert str(first.owner) == "Example"
    assert [u.by_name for u in (first.updates.get(), second.updates.get())] == [
        "Committee report",
        "Example",
    ]
    assert second.owner is None


def test_loading_again_leaves_alone_what_people_work_on(load, ours):
    load(DECLARED)
    Action.objects.of(ours).filter(number=1).update(title="Changed by a person")
    assert load(DECLARED) == 0
    assert Action.objects.of(ours).get(number=1).title == "Changed by a person"


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("strategy_key: strategy-2024", "strategy_key: strategy-2042", 3, "strategy-2024"),
        ("owner_role: action_owner", "owner_role: action_ower", 10, "action_owner"),
        ("said: going_well", "said: splendid", 14, "going_well"),
        ('due: "2027-03-31"', 'due: "the spring"', 11, "no day"),
    ],
)
def test_a_key_that_leads_nowhere_is_refused_with_its_line(load, ours, old, new, line, why):
    with pytest.raises(CannotDo, match=rf"plans.yaml, line {line}.*{why}"):
        load(DECLARED.replace(old, new))


def test_a_broken_file_loads_nothing(load, ours):
    with pytest.raises(CannotDo):
        load(DECLARED.replace("owner_role: action_owner", "owner_roll: x"))
    assert not DeliveryPlan.objects.of(ours).exists()


PARTS = """
document: "001"
strategy_key: strategy-2024
delivery_plans:
  - key: plan
    title: A plan
    chair_role: action_owner
    actions:
      - {title: First}
      - title: Second
        contributors: [council]
        ways_of_working: [working-together]
        waits_for: [1]
        milestones:
          - {title: Half way, due: "2027-01-31"}
        effects:
          - {indicator: asb, towards: lower, claim: evidenced, evidence: Seen., baseline: May 2025}
          - {indicator: thefts, towards: higher}
"""


@pytest.fixture
def known(ours):
    Organisation.objects.create(partnership=ours, key="council", name="Council", kind="x")
    WayOfWorking.objects.create(
        partnership=ours,
        key="working-together",
        title="Working together",
        strategy=Strategy.objects.of(ours).get(),
    )
    for name in ("asb", "thefts"):
        IndicatorDefinition.objects.create(id=name, name=name, measure="count")


def test_what_belongs_to_an_action_is_loaded_with_it(load, ours, known):
    load(PARTS)
    second = Action.objects.of(ours).get(number=2)
    assert str(second.plan.chair)
    assert [str(one) for one in second.contributors.all()] == ["Council"]
    assert [str(one) for one in second.ways_of_working.all()] == ["Working together"]
    assert [str(link) for link in second.needs.all()] == ["Second waits for First"]
    assert str(second.milestones.get().due) == "2027-01-31"
    shown, hoped = second.effects.all()
    assert (shown.claim, str(shown.baseline)) == ("evidenced", "May 2025")
    assert (hoped.claim, hoped.baseline) == ("hypothesis", None)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("[council]", "[counsel]", "council"),
        ("waits_for: [1]", "waits_for: [2]", "leads nowhere"),
        ("indicator: asb", "indicator: asbo", "asb"),
    ],
)
def test_a_part_that_leads_nowhere_is_refused(load, ours, known, old, new, why):
    with pytest.raises(CannotDo, match=why):
        load(PARTS.replace(old, new))
