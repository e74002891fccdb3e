"""Work areas, deliverables, their parts, and schemes: added, edited, ended and taken up again."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.strategy import changes
from goldenthread.strategy.models import Amendment, Deliverable, Priority, Scheme, WorkArea
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.partnership import OrganisationFactory
from tests.factories.strategy import AimFactory, PriorityFactory, StrategyFactory

pytestmark = pytest.mark.django_db
WHY = "The Board decided."
DAY = datetime.date(2026, 5, 3)


@pytest.fixture(autouse=True)
def _one_factor(settings) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def priority() -> Priority:
    return PriorityFactory(
        strategy=StrategyFactory(partnership=PartnershipFactory(is_default=True))
    )


@pytest.fixture
def person(priority) -> User:
    return UserFactory(roles=["partnership_manager"], partnership=priority.partnership)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager(person) -> Client:
    return signed_in(person)


@pytest.fixture
def area(priority, person) -> WorkArea:
    return changes.add_statement(WorkArea, under=priority, by=person, reason=WHY, title="Fires")


@pytest.fixture
def whole(area, person) -> Deliverable:
    return changes.add_statement(
        Deliverable, under=area, by=person, reason=WHY, title="Visit homes", order=100
    )


def test_all_three_are_added_with_a_reason_that_everybody_reads(manager, client, priority):
    plan = priority.strategy
    work = reverse("add_work_area", args=[plan.key, priority.key])
    assert (
        "Why is it added?: this is needed."
        in manager.post(work, {"title": "Fires"}).content.decode()
    )
    assert not WorkArea.objects.of(plan.partnership).exists()
    manager.post(work, {"title": "Fires", "reason": WHY})
    area = WorkArea.objects.of(plan.partnership).get()
    manager.post(
        reverse("add_deliverable", args=[plan.key, area.pk]),
        {"title": "Visit homes", "heading": "First", "reason": WHY},
    )
    whole = area.deliverables.get()
    part = reverse("add_part", args=[plan.key, whole.pk])
    for title in ("Old homes", "New homes"):
        answer = manager.post(part, {"title": title, "reason": WHY})
        # back to the line from which one came: the page may be long
        assert answer["Location"].endswith(f"/work/#deliverable-{whole.pk}")
    assert [one.title for one in area.deliverables.all()] == [
        "Visit homes",
        "Old homes",
        "New homes",
    ]
    assert [one.title for one in whole.items.all()] == ["Old homes", "New homes"]
    plan.refresh_from_db()
    assert (plan.version, Amendment.objects.of(plan.partnership).count()) == (5, 4)
    page = client.get(reverse("work", args=[plan.key])).content.decode()
    assert page.index("Fires") < page.index("Visit homes") < page.index("Old homes")
    assert "Add a deliverable" not in page
    assert WHY in client.get(reverse("plan_changes", args=[plan.key])).content.decode()


def test_a_draft_takes_them_without_a_reason(person):
    draft = PriorityFactory(
        strategy=StrategyFactory(partnership=person.grants.get().partnership, status="draft")
    )
    area = changes.add_statement(WorkArea, under=draft, by=person, title="Fires")
    assert area.strategy.version == 1


def test_what_ends_stays_with_day_reason_and_a_way_back(manager, client, area, whole):
    plan = area.strategy
    for kind, item in (("deliverable", whole), ("workarea", area)):
        url = reverse("end_statement", args=[plan.key, kind, item.pk])
        assert "It stays in the plan" in manager.get(url).content.decode()
        manager.post(url, {"on": "2026-05-03", "reason": WHY})
        item.refresh_from_db()
        assert item.ended_on == DAY
        again = manager.post(url, {"on": "2026-06-01", "reason": WHY}).content.decode()
        assert "It ended on 3 May 2026 already." in again
    page = client.get(reverse("work", args=[plan.key])).content.decode()
    assert page.count("No longer pursued since 3 May 2026") == 2
    assert (
        "Visit homes,,,2026-05-03"
        in client.get(reverse("work_csv", args=[plan.key])).content.decode()
    )
    told = client.get(reverse("plan_changes", args=[plan.key])).content.decode()
    assert "Deliverable ended: Visit homes" in told
    assert "Take up again" in manager.get(reverse("work", args=[plan.key])).content.decode()
    url = reverse("resume_statement", args=[plan.key, "workarea", area.pk])
    manager.post(url, {"reason": WHY})
    area.refresh_from_db()
    assert area.ended_on is None
    assert "has not ended" in manager.post(url, {"reason": WHY}).content.decode()
    told = client.get(reverse("plan_changes", args=[plan.key])).content.decode()
    assert "Work area taken up again: Fires" in told
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"strategy.workarea_ended", "strategy.workarea_taken_up_again"} <= verbs


def test_nothing_is_added_to_what_ended_nor_a_part_to_a_part(area, whole, person):
    part = changes.add_statement(
        Deliverable, under=area, parent=whole, by=person, reason=WHY, title="Old homes"
    )
    with pytest.raises(RuleBroken, match="no parts of its own"):
        changes.add_statement(
            Deliverable, under=area, parent=part, by=person, reason=WHY, title="x"
        )
    changes.end_statement(item=whole, on=DAY, by=person, reason=WHY)
    with pytest.raises(RuleBroken, match="Take it up again before"):
        changes.add_statement(
            Deliverable, under=area, parent=whole, by=person, reason=WHY, title="x"
        )
    changes.end_statement(item=area, on=DAY, by=person, reason=WHY)
    area.refresh_from_db()
    with pytest.raises(RuleBroken, match="Take it up again before"):
        changes.add_statement(Deliverable, under=area, by=person, reason=WHY, title="x")
    assert Deliverable.objects.of(area.partnership).count() == 2


def test_an_end_before_the_plan_or_without_a_reason_saves_nothing(area, person):
    with pytest.raises(RuleBroken, match="began on 1 January 2024"):
        changes.end_statement(item=area, on=datetime.date(2023, 1, 1), by=person, reason=WHY)
    with pytest.raises(RuleBroken, match="Say why it ends"):
        changes.end_statement(item=area, on=DAY, by=person, reason=" ")
    with pytest.raises(RuleBroken, match="change its wording"):
        changes.end_statement(
            item=AimFactory(priority=area.priority), on=DAY, by=person, reason=WHY
        )
    area.refresh_from_db()
    assert area.ended_on is None


def test_only_who_may_edit_plans_writes_work(area, whole):
    reader = UserFactory(roles=["board_member"], partnership=area.partnership)
    with pytest.raises(PermissionDenied):
        changes.end_statement(item=whole, on=DAY, by=reader, reason=WHY)
    with pytest.raises(PermissionDenied):
        changes.resume_statement(item=whole, by=reader, reason=WHY)
    plan = area.strategy
    for name, args in (
        ("add_deliverable", (plan.key, area.pk)),
        ("add_part", (plan.key, whole.pk)),
        ("end_statement", (plan.key, "deliverable", whole.pk)),
        ("add_work_area", (plan.key, area.priority.key)),
        ("add_scheme", ()),
    ):
        assert signed_in(reader).get(reverse(name, args=args)).status_code == 403, name


def test_work_of_another_plan_or_kind_is_not_found(manager, area):
    other = StrategyFactory(partnership=area.partnership)
    for name, args in (
        ("add_deliverable", (other.key, area.pk)),
        ("end_statement", (other.key, "workarea", area.pk)),
        ("end_statement", (area.strategy.key, "aim", area.pk)),
        ("resume_statement", (area.strategy.key, "deliverable", area.pk)),
    ):
        assert manager.get(reverse(name, args=args)).status_code == 404


SCHEME = {
    "name": "Night Hub",
    "aliases": "The Hub\n\n Hub ",
    "note": "A safe place.",
    "reason": WHY,
}


@pytest.fixture
def scheme(manager, priority) -> Scheme:
    body = OrganisationFactory(partnership=priority.partnership)
    sent = SCHEME | {"owners": [body.pk], "serves": [priority.pk], "starts": "2026-01-05"}
    assert manager.post(reverse("add_scheme"), sent).status_code == 302
    return Scheme.objects.of(priority.partnership).get()


def test_a_scheme_is_added_with_what_is_known(client, scheme, priority):
    assert (scheme.key, scheme.aliases) == ("night-hub", ["The Hub", "Hub"])
    assert [*scheme.serves.all()] == [priority]
    page = client.get(reverse("scheme", args=["night-hub"])).content.decode()
    for said in ("Added here", WHY, "5 January 2026", str(priority)):
        assert said in page
    assert "Edit what is known" not in page


def test_a_scheme_is_edited_with_what_stood_there_before(manager, client, scheme, priority):
    url = reverse("edit_scheme", args=[scheme.key])
    assert 'value="Night Hub"' in manager.get(url).content.decode()
    sent = SCHEME | {"name": "City Night Hub", "aliases": "The Hub", "serves": [priority.pk]}
    assert manager.post(url, sent).status_code == 302
    event = Event.objects.get(verb="strategy.scheme_edited")
    assert event.details["before"]["name"] == "Night Hub"
    assert event.details["after"]["owners"] == ""
    assert "serves" not in event.details["before"]
    assert "City Night Hub" in client.get(reverse("scheme", args=[scheme.key])).content.decode()
    manager.post(url, sent)
    assert Event.objects.filter(verb="strategy.scheme_edited").count() == 1


def test_a_scheme_ends_and_is_taken_up_again(manager, client, scheme):
    end = reverse("end_scheme", args=[scheme.key])
    early = manager.post(end, {"on": "2025-01-01", "reason": WHY}).content.decode()
    assert "It began on 5 January 2026" in early
    manager.post(end, {"on": "2026-05-03", "reason": WHY})
    scheme.refresh_from_db()
    assert scheme.ends == DAY
    page = client.get(reverse("scheme", args=[scheme.key])).content.decode()
    assert "3 May 2026" in page
    assert "Scheme ended" in page
    resume = reverse("resume_scheme", args=[scheme.key])
    assert resume in manager.get(reverse("scheme", args=[scheme.key])).content.decode()
    manager.post(resume, {"reason": WHY})
    scheme.refresh_from_db()
    assert scheme.ends is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": " "}, "needs a name"),
        ({"row": 3}, "row is not edited"),
        ({"reason": ""}, "Say why"),
    ],
)
def test_a_scheme_is_not_written_without_sense(scheme, person, fields, said):
    given = {"reason": WHY, **fields}
    with pytest.raises(RuleBroken, match=said):
        changes.edit_scheme(scheme=scheme, by=person, **given)
    assert not Event.objects.filter(verb="strategy.scheme_edited").exists()


def test_a_scheme_is_named_only_with_one_that_heads_its_entry(scheme, person):
    of = {"partnership": scheme.partnership, "by": person, "reason": WHY}
    other = changes.add_scheme(name="Other", named_with=scheme, restricted=True, **of)
    for wrong in (other, scheme):
        with pytest.raises(RuleBroken, match="heads its own entry"):
            changes.edit_scheme(scheme=scheme, named_with=wrong, by=person, reason=WHY)
    changes.edit_scheme(scheme=other, restricted=False, by=person, reason=WHY)
    told = Event.objects.filter(verb="strategy.scheme_edited").get().details
    assert (told["before"], told["after"]) == ({"restricted": "yes"}, {"restricted": "no"})


def test_schemes_are_written_only_by_who_may(scheme):
    reader = UserFactory(roles=["board_member"], partnership=scheme.partnership)
    calls = (
        lambda: changes.add_scheme(partnership=scheme.partnership, by=reader, reason=WHY, name="x"),
        lambda: changes.edit_scheme(scheme=scheme, by=reader, reason=WHY),
        lambda: changes.end_scheme(scheme=scheme, on=DAY, by=reader, reason=WHY),
        lambda: changes.resume_scheme(scheme=scheme, by=reader, reason=WHY),
    )
    for call in calls:
        with pytest.raises(PermissionDenied):
            call()


def test_many_boxes_are_folded_away_and_what_is_ticked_is_said(manager, priority, person):
    body = OrganisationFactory(partnership=priority.partnership, name="Tees Council")
    other = OrganisationFactory(partnership=priority.partnership, name="Wear Council")
    one = changes.add_scheme(
        partnership=priority.partnership, by=person, reason=WHY, name="Locks", owners=[body]
    )
    page = manager.get(reverse("edit_scheme", args=[one.key])).content.decode()
    assert "<ul><li>Tees Council</li></ul>" in page
    assert "<li>Wear Council</li>" not in page
    assert page.count("None chosen.") == 2
    assert '<details class="govuk-details">' in page
    said = {"name": "Locks", "owners": [body.pk, other.pk]}
    refused = manager.post(reverse("edit_scheme", args=[one.key]), said).content.decode()
    assert "<ul><li>Tees Council</li><li>Wear Council</li></ul>" in refused
    wrong = manager.post(reverse("edit_scheme", args=[one.key]), {**said, "owners": ["x"]})
    assert '<details class="govuk-details" open>' in wrong.content.decode()
