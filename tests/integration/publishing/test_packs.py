"""The pack for a meeting in one action: what is owed and late is in it, nothing private is."""

import datetime
import time

import pytest
from django.urls import reverse

from csp_analytics.period import Period
from goldenthread.commands import CannotDo
from goldenthread.delivery.models import Action, DeliveryPlan
from goldenthread.indicators.models import Observation
from goldenthread.publishing.models import Report
from goldenthread.publishing.packs import newest_quarter
from goldenthread.references import Mistaken
from goldenthread.strategy.models import Strategy
from tests.factories.accounts import UserFactory
from tests.factories.days import today
from tests.factories.governance import AgendaItemFactory, MeetingFactory, ObligationFactory
from tests.factories.partnership import GroupFactory

pytestmark = pytest.mark.django_db
SECRET = "Zebra matter of the private part"
BOUND = 20  # seconds in which a pack is to stand


def days(number):
    return today() + datetime.timedelta(days=number)


@pytest.fixture
def meeting(durham):
    """A meeting to come, with a public item and a private one."""
    board = GroupFactory(partnership=durham, key="board", name="The Board", kind="board")
    found = MeetingFactory(group=board, on=days(20))
    AgendaItemFactory(meeting=found, number=1, title="Fires on the coast", why="They rose.")
    AgendaItemFactory(meeting=found, number=2, title=SECRET, why=SECRET, restricted=True)
    return found


@pytest.fixture
def manager(durham, settings):
    settings.REQUIRE_MFA = False
    return UserFactory(roles=["partnership_manager"], partnership=durham)


def test_one_action_builds_it_with_all_that_is_overdue_and_nothing_private(
    client, durham, meeting, manager
):
    ObligationFactory(partnership=durham, title="Late assessment", due=days(-9), rule="CSP-15")
    ObligationFactory(partnership=durham, title="Coming update", due=days(30), kind="update")
    ObligationFactory(partnership=durham, title="Distant thing", due=days(400))
    plan = DeliveryPlan.objects.create(
        partnership=durham, key="log", title="Actions of the Board",
        strategy=Strategy.objects.of(durham)[0],
    )  # fmt: skip
    for number in (1, 2, 3):
        Action.objects.create(
            partnership=durham, plan=plan, number=number, title=f"Late thing {number}",
            due=days(-number),
        )  # fmt: skip
    client.force_login(manager)
    begun = time.monotonic()
    answer = client.post(reverse("board_pack", args=meeting.address))
    assert time.monotonic() - begun < BOUND
    made = Report.objects.of(durham).get()
    assert answer.url == reverse("report", args=[made.pk])
    for words in ("Fires on the coast", "They rose.", "Late assessment", "Duty in law, CSP-15",
                  "Coming update", "Late thing 1", "Late thing 2", "Late thing 3"):  # fmt: skip
        assert words in made.body, words
    assert "Distant thing" not in made.body
    assert SECRET not in made.body
    page = client.get(reverse("report_file", args=[made.pk, "html"])).content.decode()
    assert SECRET not in page
    assert client.get(reverse("report_file", args=[made.pk, "pdf"])).content[:5] == b"%PDF-"


def test_without_a_plan_it_says_so_and_builds_nothing(client, durham, meeting, manager):
    Strategy.objects.of(durham).update(status="draft")
    client.force_login(manager)
    answer = client.post(reverse("board_pack", args=meeting.address), follow=True)
    assert "No pack was built." in answer.content.decode()
    gone = [meeting.group.key, days(3).isoformat()]
    assert client.post(reverse("board_pack", args=gone)).status_code == 404


def test_the_period_is_the_newest_quarter_with_figures(durham):
    assert newest_quarter(durham, today=datetime.date(2025, 7, 1)) == Period.parse("Q1 2025/26")
    assert newest_quarter(durham, today=datetime.date(2025, 6, 30)) == Period.parse("Q4 2024/25")
    Observation.objects.of(durham).update(period_kind="year")
    assert newest_quarter(durham, today=datetime.date(2026, 2, 1)) == Period.parse("Q3 2025/26")


def test_only_partners_and_only_meetings_are_told_of_agendas(written):
    with pytest.raises((Mistaken, CannotDo), match="working papers"):
        written("{{ owed: overdue }}")
    with pytest.raises((Mistaken, CannotDo), match="goes to a meeting"):
        written("{{ agenda }}", audience="partners")
    with pytest.raises((Mistaken, CannotDo), match='Say "overdue"'):
        written("{{ owed: soonish }}", audience="partners")
    with pytest.raises((Mistaken, CannotDo), match='Nothing stands "lat"'):
        written("There are {{ owed_count: lat }}.", audience="partners")
    written("There are {{ owed_count: overdue }}.\n\n{{ owed: 30 }}", audience="partners")
