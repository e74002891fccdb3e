"""Writes: who may, what is refused, what is recorded, and that a refusal saves nothing."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from goldenthread.accounts.models import RoleGrant, User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.partnership import changes
from goldenthread.partnership.models import (
    GroupMember,
    InformationSharingAgreement,
    LiaisonOfficer,
    Membership,
    Officer,
    Organisation,
    Signature,
)
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.partnership import GroupFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
JAN, MAY, JUNE = (datetime.date(2026, month, 1) for month in (1, 5, 6))


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours")


@pytest.fixture
def manager(ours):
    return UserFactory(roles=["partnership_manager"], partnership=ours)


@pytest.fixture
def administrator(ours):
    return UserFactory(roles=["administrator"], partnership=ours)


@pytest.fixture
def council(ours):
    return OrganisationFactory(partnership=ours, name="The Council")


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_body_is_added_with_a_free_key(ours, manager):
    first = changes.add_organisation(partnership=ours, name="Aid", kind="voluntary", by=manager)
    again = changes.add_organisation(partnership=ours, name="Aid", kind="voluntary", by=manager)
    assert (first.key, again.key) == ("aid", "aid-2")
    assert verbs() == ["partnership.organisation_added"] * 2
    with pytest.raises(RuleBroken, match="what kind"):
        changes.add_organisation(partnership=ours, name="Aid", kind="club", by=manager)
    nameless = changes.add_organisation(partnership=ours, name="!", kind="other", by=manager)
    assert nameless.key == "unnamed"


def test_a_membership_is_added_and_ended(council, manager):
    held = changes.add_membership(
        organisation=council, membership_class="responsible", starts=JAN, by=manager
    )
    ended = changes.end_membership(membership=held, ends=MAY, by=manager)
    assert (ended.starts, ended.ends) == (JAN, MAY)
    assert ended.edited_at is not None
    assert verbs() == ["partnership.membership_added", "partnership.membership_ended"]
    with pytest.raises(RuleBroken, match="before it starts"):
        changes.end_membership(membership=held, ends=datetime.date(2025, 1, 1), by=manager)


def test_a_body_is_no_member_twice_at_once(council, manager):
    changes.add_membership(
        organisation=council, membership_class="responsible", starts=JAN, ends=MAY, by=manager
    )
    with pytest.raises(RuleBroken, match="in that time already"):
        changes.add_membership(
            organisation=council, membership_class="responsible", starts=MAY, by=manager
        )
    changes.add_membership(
        organisation=council, membership_class="responsible", starts=JUNE, by=manager
    )
    assert Membership.objects.of(council.partnership).count() == 2


def test_the_local_policing_body_is_refused_as_responsible(ours, manager):
    body = OrganisationFactory(partnership=ours, kind="local_policing_body")
    with pytest.raises(RuleBroken, match="CSP-03"):
        changes.add_membership(
            organisation=body, membership_class="responsible", starts=JAN, by=manager
        )
    assert not Membership.objects.of(ours).exists()
    assert verbs() == []


def test_a_new_liaison_officer_follows_the_one_before(council, manager):
    first = changes.appoint_liaison_officer(
        organisation=council, name="A. One", role="Analyst", starts=JAN, by=manager
    )
    second = changes.appoint_liaison_officer(
        organisation=council, name="B. Two", role="Lead", deputy="C", starts=MAY, by=manager
    )
    first.refresh_from_db()
    assert first.ends == datetime.date(2026, 4, 30)
    assert second.ends is None
    ended = changes.end_liaison_officer(officer=second, ends=JUNE, by=manager)
    assert ended.ends == JUNE
    assert verbs() == [
        "partnership.liaison_officer_appointed",
        "partnership.liaison_officer_appointed",
        "partnership.liaison_officer_ended",
    ]


def test_a_liaison_officer_needs_a_name_and_follows_in_time(council, manager):
    with pytest.raises(RuleBroken, match="name and their role"):
        changes.appoint_liaison_officer(
            organisation=council, name=" ", role="Lead", starts=JAN, by=manager
        )
    changes.appoint_liaison_officer(
        organisation=council, name="A", role="Lead", starts=MAY, by=manager
    )
    with pytest.raises(RuleBroken, match="before it starts"):
        changes.appoint_liaison_officer(
            organisation=council, name="B", role="Lead", starts=JAN, by=manager
        )
    assert LiaisonOfficer.objects.of(council.partnership).count() == 1


def test_a_group_is_edited_with_before_and_after(ours, manager):
    board = GroupFactory(partnership=ours, name="Board", kind="board")
    group = GroupFactory(partnership=ours, name="Old name")
    edited = changes.edit_group(group=group, name="New name", parent=board, by=manager)
    assert edited.edited_at is not None
    event = Event.objects.get()
    assert event.details["before"] == {"name": "Old name", "parent": ""}
    assert event.details["after"] == {"name": "New name", "parent": "Board"}
    changes.edit_group(group=group, name="New name", by=manager)
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"partnership": 1}, "is not edited"),
        ({"kind": "club"}, "what kind"),
        ({"name": " "}, "needs a name"),
    ],
)
def test_a_wrong_edit_of_a_group_is_refused(ours, manager, fields, told):
    with pytest.raises(RuleBroken, match=told):
        changes.edit_group(group=GroupFactory(partnership=ours), by=manager, **fields)
    assert verbs() == []


def test_a_group_is_not_put_under_its_own_child(ours, manager):
    parent = GroupFactory(partnership=ours)
    child = GroupFactory(partnership=ours, parent=parent)
    with pytest.raises(RuleBroken, match="under itself"):
        changes.edit_group(group=parent, parent=child, by=manager)
    changes.edit_group(group=child, parent=None, by=manager)
    child.refresh_from_db()
    assert child.parent is None


def test_a_new_chair_ends_the_one_before(ours, council, manager):
    group = GroupFactory(partnership=ours)
    first = changes.give_seat(
        group=group, office="chair", name="Ann", organisation=council, starts=JAN, by=manager
    )
    changes.give_seat(group=group, office="chair", name="Bob", starts=MAY, by=manager)
    changes.give_seat(group=group, office="member", organisation=council, starts=MAY, by=manager)
    first.refresh_from_db()
    assert first.ends == datetime.date(2026, 4, 30)
    held = GroupMember.objects.of(ours).filter(ends=None)
    assert {seat.holder for seat in held} == {"Bob", "The Council"}
    again = changes.give_seat(
        group=group, office="member", name="Ann", organisation=council, starts=MAY, by=manager
    )
    assert Officer.objects.of(ours).filter(name="Ann").count() == 1
    assert changes.end_seat(seat=again, ends=JUNE, by=manager).ends == JUNE
    assert verbs()[-1] == "partnership.seat_ended"


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"office": "king", "name": "A"}, "Choose a seat"), ({"office": "chair"}, "who takes")],
)
def test_a_seat_needs_an_office_and_a_holder(ours, manager, fields, told):
    with pytest.raises(RuleBroken, match=told):
        changes.give_seat(group=GroupFactory(partnership=ours), starts=JAN, by=manager, **fields)
    assert not GroupMember.objects.of(ours).exists()


@pytest.fixture
def agreement(ours, council, manager):
    police = OrganisationFactory(partnership=ours, kind="police")
    return changes.make_agreement(
        partnership=ours,
        title="Protocol",
        purpose="Share what prevents crime.",
        parties=[council, police],
        agreed_on=JAN,
        by=manager,
    )


def test_an_agreement_is_made_signed_and_reviewed(agreement, council, manager):
    assert agreement.review_on == datetime.date(2027, 1, 1)
    changes.sign_agreement(
        agreement=agreement, organisation=council, signed_by="A", signed_on=JAN, by=manager
    )
    reviewed = changes.review_agreement(agreement=agreement, reviewed_on=JUNE, by=manager)
    assert reviewed.review_on == datetime.date(2027, 6, 1)
    assert verbs() == [
        "partnership.agreement_made",
        "partnership.agreement_signed",
        "partnership.agreement_reviewed",
    ]


def test_a_signature_is_given_once_and_by_a_party(ours, agreement, council, manager):
    def sign(body: Organisation, name: str = "A") -> Signature:
        return changes.sign_agreement(
            agreement=agreement, organisation=body, signed_by=name, signed_on=JAN, by=manager
        )

    with pytest.raises(RuleBroken, match="not a party"):
        sign(OrganisationFactory(partnership=ours))
    with pytest.raises(RuleBroken, match="Say who signed"):
        sign(council, " ")
    sign(council)
    with pytest.raises(RuleBroken, match="signed already"):
        sign(council)
    with pytest.raises(RuleBroken, match="before it starts"):
        changes.review_agreement(
            agreement=agreement, reviewed_on=datetime.date(2025, 1, 1), by=manager
        )


def test_an_agreement_needs_two_parties_of_ours_and_a_purpose(ours, council, manager):
    def make(parties: list[Organisation], purpose: str = "For this.") -> None:
        changes.make_agreement(
            partnership=ours,
            title="Protocol",
            purpose=purpose,
            parties=parties,
            agreed_on=JAN,
            by=manager,
        )

    with pytest.raises(RuleBroken, match="two parties"):
        make([council])
    with pytest.raises(RuleBroken, match="all of this partnership"):
        make([council, OrganisationFactory()])
    with pytest.raises(RuleBroken, match="what it is for"):
        make([council, OrganisationFactory(partnership=ours)], " ")
    assert not InformationSharingAgreement.objects.of(ours).exists()


def test_a_person_gets_one_sign_in_and_a_role_once(ours, administrator):
    user = changes.give_sign_in(
        ours, email="New@Example.org", name="New", role="analyst", by=administrator
    )
    again = changes.give_sign_in(
        ours, email="new@example.org", name="New", role="analyst", by=administrator
    )
    assert user == again
    assert not user.has_usable_password()
    assert RoleGrant.objects.of(ours).filter(user=user).count() == 1
    assert verbs() == ["partnership.sign_in_given", "partnership.role_given"]
    with pytest.raises(RuleBroken, match="called"):
        changes.give_sign_in(ours, email="x@example.org", name="", role="analyst", by=None)


def test_a_role_is_given_once_at_a_time_and_ended(ours, administrator):
    user = UserFactory()
    grant = changes.give_role(ours, user=user, role="analyst", starts=JAN, by=administrator)
    with pytest.raises(RuleBroken, match="in that time already"):
        changes.give_role(ours, user=user, role="analyst", starts=MAY, by=administrator)
    for role in ("king", "public"):
        with pytest.raises(RuleBroken, match="Choose a role"):
            changes.give_role(ours, user=user, role=role, starts=MAY, by=administrator)
    assert changes.end_role(grant=grant, ends=MAY, by=administrator).ends == MAY
    with pytest.raises(RuleBroken, match="before it starts"):
        changes.end_role(grant=grant, ends=datetime.date(2025, 1, 1), by=administrator)
    assert verbs() == ["partnership.role_given", "partnership.role_ended"]


def test_a_role_that_ended_can_be_given_again(ours, administrator):
    user = UserFactory()
    grant = changes.give_role(ours, user=user, role="analyst", starts=JAN, by=administrator)
    changes.end_role(grant=grant, ends=JAN, by=administrator)
    again = changes.give_role(ours, user=user, role="analyst", starts=MAY, by=administrator)
    assert (again.starts, again.ends) == (MAY, None)


def test_a_role_withdrawn_on_its_first_day_is_gone_but_recorded(ours, administrator):
    grant = changes.give_role(ours, user=UserFactory(), role="analyst", starts=JAN, by=None)
    before = JAN - datetime.timedelta(days=1)
    changes.end_role(grant=grant, ends=before, by=administrator)
    assert not RoleGrant.objects.of(ours).filter(role="analyst").exists()
    assert verbs()[-1] == "partnership.role_withdrawn"


@pytest.mark.parametrize(
    ("given", "why"), [({"kind": "band"}, "what kind"), ({"name": " "}, "needs a name")]
)
def test_a_group_without_a_name_or_of_no_known_kind_is_not_added(ours, manager, given, why):
    with pytest.raises(RuleBroken, match=why):
        changes.add_group(
            partnership=ours, by=manager, **{"name": "New Group", "kind": "board"} | given
        )


def test_only_invented_people_have_their_password_set_by_a_command():
    emails = ["analyst@example.org", "board-member@example.org"]
    for email in emails:
        UserFactory(email=email)
    for phrase in ("another long phrase", "another long phrase", "one more long phrase"):
        changes.set_example_password(emails, phrase)
        assert all(user.check_password(phrase) for user in User.objects.all())
    assert Event.objects.filter(verb="partnership.example_password_set").count() == 4
    with pytest.raises(RuleBroken, match="Only the example"):
        changes.set_example_password([*emails, "a.real@council.example"], "another long phrase")
    assert User.objects.count() == 2


def every_change(ours: Any, council: Any) -> list[Callable[[Any], object]]:
    group = GroupFactory(partnership=ours)
    seat = GroupMember.objects.create(
        partnership=ours, group=group, key="a", printed_name="A", starts=JAN
    )
    agreement = InformationSharingAgreement.objects.create(
        partnership=ours, key="a", title="A", purpose="P", agreed_on=JAN, review_on=MAY
    )
    liaison = LiaisonOfficer.objects.create(
        partnership=ours, key="a", organisation=council, name="A", role="B", starts=JAN
    )
    held = Membership.objects.create(
        partnership=ours, key="a", organisation=council, membership_class="invited"
    )
    user = UserFactory()
    grant = RoleGrant.objects.create(partnership=ours, user=user, role="partner", starts=JAN)
    return [
        lambda by: changes.add_organisation(partnership=ours, name="A", kind="other", by=by),
        lambda by: changes.add_membership(
            organisation=council, membership_class="invited", starts=JAN, by=by
        ),
        lambda by: changes.end_membership(membership=held, ends=MAY, by=by),
        lambda by: changes.appoint_liaison_officer(
            organisation=council, name="A", role="B", starts=MAY, by=by
        ),
        lambda by: changes.end_liaison_officer(officer=liaison, ends=MAY, by=by),
        lambda by: changes.edit_group(group=group, name="B", by=by),
        lambda by: changes.give_seat(group=group, office="chair", name="A", starts=JAN, by=by),
        lambda by: changes.end_seat(seat=seat, ends=MAY, by=by),
        lambda by: changes.make_agreement(
            partnership=ours, title="A", purpose="B", parties=[council], agreed_on=JAN, by=by
        ),
        lambda by: changes.sign_agreement(
            agreement=agreement, organisation=council, signed_by="A", signed_on=JAN, by=by
        ),
        lambda by: changes.review_agreement(agreement=agreement, reviewed_on=MAY, by=by),
        lambda by: changes.give_sign_in(
            ours, email="b@example.org", name="B", role="analyst", by=by
        ),
        lambda by: changes.give_role(ours, user=user, role="analyst", starts=JAN, by=by),
        lambda by: changes.end_role(grant=grant, ends=MAY, by=by),
    ]


def test_nobody_without_permission_changes_anything(ours, council):
    others = PartnershipFactory(slug="theirs")
    analyst = UserFactory(roles=["analyst"], partnership=ours)
    stranger = UserFactory(
        roles=["partnership_manager", "administrator"], partnership=others, name="Stranger"
    )
    for change in every_change(ours, council):
        for person in (analyst, stranger):
            with pytest.raises(PermissionDenied):
                change(person)
    assert verbs() == []
