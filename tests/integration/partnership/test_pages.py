"""Pages of groups, organisations, agreements and people: who sees what, and what is refused."""

import csv
import datetime
import io
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from config import example
from goldenthread.accounts.models import Partnership, RoleGrant, User
from goldenthread.partnership.models import (
    Group,
    GroupMember,
    InformationSharingAgreement,
    LiaisonOfficer,
    Membership,
    Organisation,
)
from goldenthread.tables import plain
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CHAIR, POST = "Alan Patrickson", "Corporate Director for Neighbourhoods and Climate Change"


@pytest.fixture(scope="module", autouse=True)
def _example(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        example.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _first_factor_is_enough(settings: LazySettings) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def ours() -> Partnership:
    return Partnership.objects.get(slug="safe-durham")


@pytest.fixture
def signed_in(ours: Partnership):
    def client(role: str) -> Client:
        given = Client()
        given.force_login(UserFactory(roles=[role], partnership=ours))
        return given

    return client


@pytest.fixture
def manager(signed_in) -> Client:
    return signed_in("partnership_manager")


def text(response) -> str:
    return response.content.decode()


def table(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text(response).lstrip("\ufeff"))))


OPEN = ["/groups/", "/groups.csv", "/groups/sdp-board/", "/organisations/", "/organisations.csv",
        "/organisations/durham-constabulary/"]  # fmt: skip
FOR_PARTNERS = ["/liaison-officers/", "/liaison-officers.csv", "/alerts/", "/agreements/",
                "/agreements.csv"]  # fmt: skip
FOR_EDITORS = ["/groups/sdp-board/edit/", "/groups/sdp-board/seats/add/", "/agreements/add/",
               "/organisations/durham-constabulary/join/",
               "/organisations/durham-constabulary/liaison/"]  # fmt: skip
FOR_ADMINISTRATORS = ["/people/", "/people.csv", "/people/add/"]


@pytest.mark.parametrize("url", OPEN)
def test_everybody_may_read_which_groups_and_bodies_there_are(client, url):
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", [*FOR_PARTNERS, *FOR_EDITORS, *FOR_ADMINISTRATORS])
def test_a_visitor_is_asked_to_sign_in_for_the_rest(client, url):
    response = client.get(url)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("role", "allowed", "denied"),
    [
        ("partner", FOR_PARTNERS, [*FOR_EDITORS, *FOR_ADMINISTRATORS]),
        ("partnership_manager", [*FOR_PARTNERS, *FOR_EDITORS], FOR_ADMINISTRATORS),
        ("administrator", FOR_ADMINISTRATORS, [*FOR_PARTNERS, *FOR_EDITORS]),
    ],
)
def test_each_role_opens_its_own_pages(signed_in, role, allowed, denied):
    person = signed_in(role)
    assert {url: person.get(url).status_code for url in allowed} == dict.fromkeys(allowed, 200)
    assert {url: person.get(url).status_code for url in denied} == dict.fromkeys(denied, 403)


@pytest.mark.parametrize("url", ["/groups/no-such/", "/organisations/no-such/"])
def test_what_is_not_there_is_not_found(client, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("url", ["/groups/", "/groups.csv", "/groups/sdp-board/"])
def test_the_public_reads_posts_and_partners_read_names(client, signed_in, url):
    seen, known = text(client.get(url)), text(signed_in("partner").get(url))
    assert POST in seen
    assert CHAIR not in seen
    assert CHAIR in known


def test_officers_of_a_body_are_named_to_partners_only(client, signed_in):
    url = "/organisations/durham-county-council/"
    assert CHAIR not in text(client.get(url))
    assert CHAIR in text(signed_in("partner").get(url))


def test_a_group_without_a_chair_says_so(client):
    assert "No chair is named" in text(client.get("/groups/asb-strategic-group/"))


def test_the_chair_of_the_later_plan_counts_and_the_earlier_is_told(client):
    page = text(client.get("/groups/sdp-board/"))
    assert page.index(POST) < page.index("Area Manager")
    assert "Earlier holder" in page


def test_a_group_is_found_by_any_of_its_names(client):
    page = text(client.get("/groups/", {"q": "asb delivery"}))
    assert "1 of " in page
    assert "/groups/asb-strategic-group/" in page
    assert "/groups/dasveg/" not in page


def test_a_group_tells_what_it_leads_on_the_floor_above(client):
    page = text(client.get("/groups/asb-strategic-group/"))
    assert "/plan/strategy-2024/priority/asb/" in page


def test_a_group_says_where_documents_name_it(client):
    assert "Plan 2021 - 2025, lines 359 and 408 to 409" in text(
        client.get("/groups/arson-suppression-group/")
    )


def test_no_group_of_that_name_is_said(client):
    assert "No group goes by that name." in text(client.get("/groups/", {"q": "zebra"}))


def test_an_unknown_kind_gets_a_sentence_and_shows_all(client):
    page = text(client.get("/groups/", {"kind": "zebra"}))
    assert "Kind: choose one of these." in page
    assert "/groups/sdp-board/" in page


@pytest.mark.parametrize(
    ("day", "there", "gone"),
    [
        (
            "2020-01-01",
            "Durham Tees Valley Community Rehabilitation",
            "North East and North Cumbria",
        ),
        ("2026-01-01", "North East and North Cumbria", "Durham Tees Valley Community Rehab"),
    ],
)
def test_members_are_given_as_at_a_day(client, day, there, gone):
    query = {"on": day, "membership": "responsible"}
    page = text(client.get("/organisations/", query))
    assert there in page
    assert gone not in page


def test_a_day_that_is_none_gets_a_sentence(client):
    page = text(client.get("/organisations/", {"on": "yesterday"}))
    assert "Write the day as day/month/year" in page


def test_the_class_that_is_ours_says_so(client):
    assert "the class is our reading" in text(client.get("/organisations/"))


def test_alerts_name_each_vacancy_with_its_rule(signed_in):
    page = text(signed_in("partner").get("/alerts/"))
    assert "No designated liaison officer is recorded for Durham Constabulary" in page
    assert "CSP-14" in page


def test_a_vacancy_tells_since_when(manager, ours):
    body = Organisation.objects.of(ours).get(key="durham-constabulary")
    url = "/organisations/durham-constabulary/liaison/"
    manager.post(url, {"name": "Li A. Son", "role": "Inspector", "starts": "2026-01-01"})
    officer = LiaisonOfficer.objects.of(ours).get(organisation=body)
    assert "Li A. Son" in text(manager.get("/liaison-officers/"))
    manager.post(f"/liaison-officers/{officer.pk}/end/", {"ends": "2026-02-28"})
    page = text(manager.get("/liaison-officers/"))
    assert "since 1 March 2026" in page
    told = text(manager.get("/alerts/"))
    assert "Durham Constabulary has no designated liaison officer since 1 March 2026." in told


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (
            {"name": "", "role": "Head", "starts": "2026-01-01"},
            "Officer&#x27;s name: this is needed.",
        ),
        ({"name": "A", "role": "Head", "starts": "30 Feb"}, "Write the day as day/month/year"),
        ({"name": "A" * 151, "role": "Head", "starts": "2026-01-01"}, "at most 150 characters"),
    ],
)
def test_bad_input_gets_a_sentence_and_saves_nothing(manager, ours, sent, said):
    response = manager.post("/organisations/durham-constabulary/liaison/", sent)
    assert response.status_code == 200
    assert said in text(response)
    assert "There is a problem" in text(response)
    assert not LiaisonOfficer.objects.of(ours).exists()


def test_the_local_policing_body_is_refused_as_a_responsible_authority(manager, ours):
    before = Membership.objects.of(ours).count()
    response = manager.post(
        "/organisations/local-policing-body-durham/join/",
        {"membership_class": "responsible", "starts": "2026-01-01"},
    )
    assert "not a responsible authority (CSP-03)" in text(response)
    assert Membership.objects.of(ours).count() == before


def test_a_membership_is_made_and_ended(manager, ours):
    manager.post("/organisations/humankind/join/",
                 {"membership_class": "invited", "starts": "2026-01-01"})  # fmt: skip
    held = Membership.objects.of(ours).get(organisation__key="humankind")
    url = f"/organisations/humankind/memberships/{held.pk}/end/"
    assert "End this membership" in text(manager.get(url))
    refused = manager.post(url, {"ends": "2025-01-01"})
    assert "before it starts" in text(refused)
    assert manager.post(url, {"ends": "2026-03-31"}).status_code == 302
    held.refresh_from_db()
    assert held.ends == datetime.date(2026, 3, 31)


def test_a_group_is_edited_with_history(manager, ours):
    one = Group.objects.of(ours).get(key="asb-strategic-group")
    sent = {
        "name": one.name,
        "aliases": "ASB SG\nASB Delivery Group",
        "kind": one.kind,
        "parent": one.parent_id,
        "state": "Meets monthly.",
    }
    assert manager.post("/groups/asb-strategic-group/edit/", sent).status_code == 302
    page = text(manager.get("/groups/asb-strategic-group/"))
    assert "Meets monthly." in page
    assert "ASB SG; ASB Delivery Group" in page
    assert "Details changed" in page


def test_a_group_cannot_stand_under_itself(manager, ours):
    board = Group.objects.of(ours).get(key="sdp-board")
    below = Group.objects.of(ours).get(key="asb-strategic-group")
    sent = {"name": board.name, "aliases": "", "kind": board.kind, "parent": below.pk,
            "state": "", "terms": "", "note": ""}  # fmt: skip
    response = manager.post("/groups/sdp-board/edit/", sent)
    assert "cannot stand under itself" in text(response)
    board.refresh_from_db()
    assert board.parent.key == "county-durham-partnership"


def test_a_seat_is_given_and_ended(manager, ours):
    url = "/groups/asb-strategic-group/"
    manager.post(url + "seats/add/", {"office": "chair", "name": "C. Hair", "post": "Head",
                                      "starts": "2026-01-01"})  # fmt: skip
    assert "C. Hair" in text(manager.get(url))
    seat = GroupMember.objects.of(ours).get(group__key="asb-strategic-group", office="chair")
    assert manager.post(f"{url}seats/{seat.pk}/end/", {"ends": "2026-02-01"}).status_code == 302
    assert "No chair is named" in text(manager.get(url))


def test_a_seat_of_nobody_is_refused(manager, ours):
    before = GroupMember.objects.of(ours).count()
    sent = {"office": "chair", "starts": "2026-01-01"}
    response = manager.post("/groups/asb-strategic-group/seats/add/", sent)
    assert "Say who takes the seat" in text(response)
    assert GroupMember.objects.of(ours).count() == before


def test_an_agreement_is_made_signed_and_reviewed(manager, ours):
    council = Organisation.objects.of(ours).get(key="durham-county-council")
    police = Organisation.objects.of(ours).get(key="durham-constabulary")
    sent = {"title": "Sharing for ASB", "purpose": "Cases.", "agreed_on": "2024-01-10",
            "review_months": 12, "parties": [council.pk]}  # fmt: skip
    assert "two parties or more" in text(manager.post("/agreements/add/", sent))
    manager.post("/agreements/add/", sent | {"parties": [council.pk, police.pk]})
    made = InformationSharingAgreement.objects.of(ours).get()
    url = f"/agreements/{made.key}/"
    assert "Overdue" in text(manager.get("/agreements/"))
    manager.post(url + "sign/", {"organisation": council.pk, "signed_by": "S. Igner",
                                 "signed_on": "2024-01-11"})  # fmt: skip
    page = text(manager.get(url))
    assert "signed by S. Igner on 11 January 2024" in page
    assert "not signed yet" in page
    assert manager.post(url + "review/", {"reviewed_on": "2026-11-01"}).status_code == 302
    made.refresh_from_db()
    assert made.review_on == datetime.date(2027, 11, 1)
    rows = table(manager.get("/agreements.csv"))
    assert sorted(row[4] for row in rows[1:]) == ["Durham Constabulary", "Durham County Council"]


def test_an_administrator_gives_and_ends_roles(signed_in, ours):
    administrator = signed_in("administrator")
    sent = {"name": "New Person", "email": "new@example.org", "role": "analyst"}
    assert administrator.post("/people/add/", sent).status_code == 302
    person = User.objects.get(email="new@example.org")
    url = f"/people/{person.pk}/roles/add/"
    administrator.post(url, {"role": "partner", "starts": "2026-01-01"})
    again = administrator.post(url, {"role": "partner", "starts": "2026-01-01"})
    assert "holds this role in that time already" in text(again)
    grant = RoleGrant.objects.of(ours).get(user=person, role="partner")
    end = f"/people/roles/{grant.pk}/end/"
    assert "End the role" in text(administrator.get(end))
    grant.refresh_from_db()
    assert grant.ends is None  # asking changes nothing
    assert administrator.post(end, {"ends": "2026-06-30"}).status_code == 302
    grant.refresh_from_db()
    assert grant.ends == datetime.date(2026, 6, 30)
    assert "Ended" in text(administrator.get("/people/"))


def test_an_address_that_is_none_gets_a_sentence(signed_in):
    sent = {"name": "New Person", "email": "nowhere", "role": "analyst"}
    response = signed_in("administrator").post("/people/add/", sent)
    assert "E-mail address: write it as name@example.org." in text(response)
    assert not User.objects.filter(name="New Person").exists()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\uff1d"])
def test_no_cell_of_a_download_can_run_as_a_formula(start):
    assert plain(f"{start}1+1") == f"'{start}1+1"


def test_numbers_and_plain_text_stay_as_they_are():
    assert [plain(value) for value in (-5, "Durham", None, "")] == [-5, "Durham", None, ""]


def test_a_download_holds_what_the_filter_shows(client, ours):
    Group.objects.of(ours).filter(key="dasveg").update(name="=HYPERLINK(1)")
    assert len(table(client.get("/groups.csv"))) == Group.objects.of(ours).count() + 1
    rows = table(client.get("/groups.csv", {"q": "hyperlink"}))
    assert [row[0] for row in rows] == ["group", "'=HYPERLINK(1)"]


@pytest.mark.parametrize("url", ["/groups/", "/groups/sdp-board/", "/organisations/",
                                 "/organisations/durham-constabulary/", "/liaison-officers/",
                                 "/alerts/", "/agreements/"])  # fmt: skip
def test_a_page_asks_the_database_at_most_twelve_times(manager, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert manager.get(url).status_code == 200


def test_another_partnership_sees_none_of_it(client):
    page = text(client.get("/exampleshire/groups/"))
    assert "sdp-board" not in page
    assert client.get("/exampleshire/groups/sdp-board/").status_code == 404


def test_groups_and_bodies_are_sorted_like_other_tables(client):
    for name, first, key in (("groups", "group", "kind"), ("organisations", "name", "kind")):
        page = client.get(reverse(name)).content.decode()
        assert f"?sort=-{first}" in page
        assert f"?sort={key}" in page
        up, down = (
            client.get(reverse(f"{name}_csv"), {"sort": sort}).content.decode().splitlines()[1:]
            for sort in (first, f"-{first}")
        )
        assert sorted(up) == sorted(down)
        assert up != down
        kinds = client.get(reverse(name), {"sort": f"-{key}", "q": "durham"}).content.decode()
        assert "q=durham" in kinds
        assert 'aria-sort="descending"' in kinds
