"""Reads: membership on a day, groups under any name, seats, vacancies, and who sees whom."""

import datetime
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template import Context, Template
from pytest_django.plugin import DjangoDbBlocker

from config import example
from goldenthread.accounts.models import Partnership
from goldenthread.partnership import changes, queries
from goldenthread.partnership.models import DocumentSource, Membership
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.partnership import GroupFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
JAN, MAY = datetime.date(2026, 1, 1), datetime.date(2026, 5, 1)
SPRING_2021, TODAY = datetime.date(2021, 3, 1), datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The example, loaded once for this file and taken out again."""
    with django_db_blocker.unblock(), transaction.atomic():
        example.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def durham(loaded: None) -> Partnership:
    return Partnership.objects.get(slug=example.MAIN)


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours")


@pytest.fixture
def manager(ours):
    return UserFactory(
        roles=["partnership_manager", "administrator"], partnership=ours, name="Manager"
    )


def test_the_responsible_authorities_are_those_of_the_day(durham):  # CSP-01
    then = {body.key for body in queries.responsible_on(durham, SPRING_2021)}
    now = {body.key for body in queries.responsible_on(durham, TODAY)}
    assert then == {
        "durham-county-council",
        "durham-constabulary",
        "cddfrs",
        "probation-service",
        "durham-tees-valley-crc",
        "cd-ccg",
    }
    assert now == {
        "durham-county-council",
        "durham-constabulary",
        "cddfrs",
        "probation-service",
        "icb-nenc",
    }


def test_a_body_in_two_lists_is_a_member_once(durham):
    council = queries.organisations(durham).get(key="durham-county-council")
    members = queries.memberships_on(durham, TODAY)
    assert sum(one.organisation == council for one in members) == 1
    assert queries.membership_history(council).count() == 2


@pytest.mark.parametrize(
    "name",
    ["ASB Strategic Group", "asb delivery group", "The Anti-social Behaviour Strategic Group"],
)
def test_a_group_is_found_by_any_of_its_names(durham, name):
    found = queries.group_called(durham, name)
    assert found is not None
    assert found.key == "asb-strategic-group"
    assert queries.group_called(durham, "No such group") is None


def test_the_chair_is_the_one_whom_the_latest_document_names(durham):
    board = queries.group(durham, "sdp-board")
    assert board is not None
    assert queries.group(durham, "no-such") is None

    def chair(on: datetime.date) -> str:
        return queries.seats_on(durham, on, by=AnonymousUser())[board.pk][0].holder

    assert chair(SPRING_2021) == "Keith Wanley"
    assert chair(TODAY) == "Alan Patrickson"


def test_vacancies_are_told_as_sentences(durham):
    told = [alert.sentence for alert in queries.alerts(durham, on=TODAY)]
    assert "No chair is recorded for the Hate Crime Action Group." in told
    assert "No designated liaison officer is recorded for Durham Constabulary." in told
    assert "No information-sharing agreement is recorded." in told
    assert not [sentence for sentence in told if "Partnership Board" in sentence]


def test_an_empty_partnership_has_no_strategy_group(ours):
    assert [alert.rule for alert in queries.alerts(ours, on=JAN)] == ["CSP-10", "CSP-14"]


def test_alerts_go_when_what_was_missing_is_there(ours, manager):
    council = OrganisationFactory(partnership=ours, name="Council")
    fire = OrganisationFactory(partnership=ours, name="Fire", kind="fire")
    board = GroupFactory(partnership=ours, name="Board", kind="board")
    GroupFactory(partnership=ours, kind="outside", parent=board)
    for body in (council, fire):
        changes.add_membership(
            organisation=body, membership_class="responsible", starts=JAN, by=manager
        )
        changes.appoint_liaison_officer(
            organisation=body, name="A", role="B", starts=JAN, by=manager
        )
    agreement = changes.make_agreement(
        partnership=ours,
        title="Protocol",
        purpose="P",
        parties=[council, fire],
        agreed_on=JAN,
        by=manager,
    )
    changes.sign_agreement(
        agreement=agreement, organisation=council, signed_by="A", signed_on=JAN, by=manager
    )
    told = [alert.sentence for alert in queries.alerts(ours, on=MAY)]
    assert told == [
        "Nobody is recorded in the Board; it needs 2 or more.",
        "No chair is recorded for the Board.",
        "Protocol is not signed by Fire.",
    ]
    changes.give_seat(group=board, office="chair", name="A", starts=JAN, by=manager)
    changes.give_seat(group=board, office="member", organisation=fire, starts=JAN, by=manager)
    changes.sign_agreement(
        agreement=agreement, organisation=fire, signed_by="A", signed_on=JAN, by=manager
    )
    assert queries.alerts(ours, on=MAY) == []
    later = [alert.rule for alert in queries.alerts(ours, on=datetime.date(2027, 1, 2))]
    assert later == ["IS-05"]


def test_a_seat_no_document_names_is_shown_to_partners_only(ours, manager):
    board = GroupFactory(partnership=ours, kind="board")
    changes.give_seat(group=board, office="chair", name="A", starts=JAN, by=manager)
    assert queries.seats_on(ours, MAY, by=AnonymousUser())[board.pk] == []
    assert len(queries.seats_on(ours, MAY, by=manager)[board.pk]) == 1


def test_officers_agreements_and_roles_need_permission(ours, manager):
    for read in (queries.liaison_officers, queries.agreements, queries.role_grants):
        with pytest.raises(PermissionDenied):
            read(ours, by=AnonymousUser())
    assert list(queries.liaison_officers(ours, by=manager)) == []
    assert list(queries.agreements(ours, by=manager)) == []
    assert {grant.role for grant in queries.role_grants(ours, by=manager)} == {
        "partnership_manager",
        "administrator",
    }


def test_a_place_is_said_as_people_say_it(durham, django_assert_num_queries):
    with django_assert_num_queries(1):
        said = queries.say_places(["002:352", "001:3-4", "rules:CSP-01"], durham)
        queries.say_places(["000:1"], durham)
    assert said == [
        "Plan 2021 - 2025, line 352",
        "Committee report of 16 April 2024, lines 3 to 4",
        "rule CSP-01",
    ]
    page = Template("{% load places %}{% stands_at item %}")
    assert page.render(Context({"partnership": durham, "item": ["002:9"]})) == (
        "Plan 2021 - 2025, line 9"
    )
    group = queries.group_called(durham, "DASVEG")
    assert "Strategy 2024-2029, line 243" in page.render(
        Context({"partnership": durham, "item": group})
    )


def test_a_document_is_called_and_dated_by_what_it_prints():
    def document(**fields: str) -> DocumentSource:
        return DocumentSource(**{"title": "A Plan", "publisher": "A", "kind": "other", **fields})

    assert document().called == "Plan"
    assert document(title="A", publisher="A").called == "A"
    assert document(kind="committee_report", published="2013").called == "Plan"
    assert document(published="2024-04-16").known_from == datetime.date(2024, 4, 16)
    assert document(period="2011/14").known_from == datetime.date(2011, 4, 1)
    assert document(published="lately").known_from is None


def test_search_finds_groups_and_bodies_under_all_names(durham):
    found = list(queries.search_documents(durham))
    asb = next(one for one in found if one.title == "Anti-social Behaviour Strategic Group")
    assert "ASB Delivery Group" in asb.text
    assert (asb.url, asb.arguments, asb.public) == ("group", ("asb-strategic-group",), True)
    assert {one.kind for one in found} == {"Group", "Organisation"}


def test_a_membership_says_what_it_is():
    held = Membership(organisation=OrganisationFactory(name="Aid"), membership_class="invited")
    assert str(held) == "Aid: invited"
