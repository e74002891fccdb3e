"""Places put forward, interests, decisions, and the register of areas with its versions."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.audit.queries import history_of
from goldenthread.hotspots import changes, choosing, evidence, queries
from goldenthread.hotspots.evidence import Evidence
from goldenthread.hotspots.models import AreaVersion, Candidate, ChosenArea, Decision
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.days import today

pytestmark = pytest.mark.django_db
WHY = "It is high in every month."
BARE = Evidence(427_000, 542_500, 500, "Burglary, County Durham, June 2025")


def soon() -> date:
    return today() + timedelta(days=180)


@pytest.fixture
def ours(db) -> Partnership:
    return PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)


def person(ours: Partnership, role: str) -> User:
    return UserFactory(roles=[role], partnership=ours)


@pytest.fixture
def manager(ours: Partnership) -> User:
    return person(ours, "partnership_manager")


def put_forward(ours: Partnership, **other) -> Candidate:
    said = {"name": "Market Place", "theme": "asb", "basis": "data", "reason": WHY}
    by = other.pop("by", None) or person(ours, "analyst")
    return changes.nominate(partnership=ours, by=by, **({"evidence": BARE} | said | other))


def choose(candidate: Candidate, by: User, **other) -> Decision:
    said = {"outcome": "chosen", "reasons": WHY, "panel": "Police; council", "starts": today(),
            "review_by": soon()}  # fmt: skip
    return changes.decide(candidate=candidate, by=by, **(said | other))


class TestPuttingForward:
    def test_evidence_is_frozen_with_it_and_numbers_rise(self, ours: Partnership) -> None:
        first, second = put_forward(ours), put_forward(ours)
        assert (first.number, second.number) == (1, 2)
        assert first.evidence["what"] == "Burglary, County Durham, June 2025"
        assert (first.reference, first.nominated_on) == ("NZ 270 425", today())
        event = history_of(first)[0]
        assert (event.verb, event.details["basis"]) == ("hotspots.place_put_forward", "data")

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"theme": "x"}, "Choose a theme"),
            ({"basis": "x"}, "Choose a theme"),
            ({"reason": "because"}, "Why this place"),
            ({"basis": "intelligence"}, "which body or community"),
            ({"basis": "left_behind", "on_behalf_of": " "}, "which body or community"),
        ],
    )
    def test_what_a_panel_could_not_use_is_refused(self, ours, said, why) -> None:
        with pytest.raises(RuleBroken, match=why):
            put_forward(ours, **said)
        assert not Candidate.objects.of(ours).exists()
        assert not Event.objects.exists()

    def test_whoever_may_not_is_refused(self, ours: Partnership) -> None:
        for role in ("administrator", "data_owner", "information_governance"):
            with pytest.raises(PermissionDenied):
                put_forward(ours, by=person(ours, role))
        there = PartnershipFactory(slug="elsewhere")
        with pytest.raises(PermissionDenied):
            put_forward(ours, by=person(there, "analyst"))

    def test_two_cannot_have_one_number(self, ours: Partnership) -> None:
        one = put_forward(ours)
        one.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            one.save()


class TestDeciding:
    def test_a_chosen_place_becomes_an_area_with_a_first_version(self, ours, manager) -> None:
        one = put_forward(ours)
        choose(one, manager)
        one.refresh_from_db()
        assert one.status == "chosen"
        version = one.area.versions.get()
        assert (version.number, version.name, version.review_by) == (1, "Market Place", soon())
        assert (version.west, version.south, version.width) == (427_000, 542_500, 500)
        assert str(one.area) == "Hotspot area 1"

    def test_put_off_it_waits_and_declined_it_is_settled(self, ours, manager) -> None:
        one = put_forward(ours)
        choose(one, manager, outcome="put_off")
        one.refresh_from_db()
        assert one.status == "waiting"
        choose(one, manager, outcome="declined")
        with pytest.raises(RuleBroken, match="decided already"):
            choose(one, manager)
        assert not ChosenArea.objects.of(ours).exists()
        assert [d.outcome for d in one.decisions.all()] == ["declined", "put_off"]

    def test_whoever_has_an_interest_or_put_it_forward_takes_no_part(self, ours, manager) -> None:
        one = put_forward(ours)
        changes.declare_interest(candidate=one, by=manager, what="I live in the next street.")
        with pytest.raises(RuleBroken, match="declared an interest"):
            choose(one, manager)
        own = put_forward(ours, by=manager)
        with pytest.raises(RuleBroken, match="somebody else"):
            choose(own, manager)
        choose(one, person(ours, "subgroup_chair"))

    def test_an_interest_is_declared_once_before_and_in_a_sentence(self, ours, manager) -> None:
        one = put_forward(ours)
        with pytest.raises(RuleBroken, match="Your interest"):
            changes.declare_interest(candidate=one, by=manager, what="none")
        changes.declare_interest(candidate=one, by=manager, what="I live in the next street.")
        with pytest.raises(RuleBroken, match="before"):
            changes.declare_interest(candidate=one, by=manager, what="I live in the next street.")
        chair = person(ours, "subgroup_chair")
        choose(one, chair)
        with pytest.raises(RuleBroken, match="decided already"):
            changes.declare_interest(candidate=one, by=chair, what="I live in the next street.")
        with pytest.raises(PermissionDenied):
            changes.declare_interest(candidate=one, by=person(ours, "analyst"), what=WHY)

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"outcome": "maybe"}, "Choose one of"),
            ({"reasons": "yes"}, "Reasons"),
            ({"panel": " "}, "took part"),
            ({"starts": None}, "first day"),
            ({"review_by": None}, "reviewed by"),
            ({"review_by": today()}, "within six months"),
            ({"review_by": today() + timedelta(days=190)}, "within six months"),
        ],
    )
    def test_a_decision_that_lacks_something_leaves_no_trace(self, ours, manager, said, why):
        one = put_forward(ours)
        before = Event.objects.count()
        with pytest.raises(RuleBroken, match=why):
            choose(one, manager, **said)
        one.refresh_from_db()
        assert one.status == "waiting"
        assert not Decision.objects.of(ours).exists()
        assert Event.objects.count() == before

    def test_only_a_panel_member_decides(self, ours: Partnership) -> None:
        one = put_forward(ours)
        for role in ("analyst", "partner", "board_member", "administrator"):
            with pytest.raises(PermissionDenied):
                choose(one, person(ours, role))


class TestTheRegister:
    def test_a_review_makes_a_new_version_and_the_old_one_stays(self, ours, manager) -> None:
        one = put_forward(ours)
        choose(one, manager)
        changes.renew(area=one.area, by=manager, name="Market Place and arcade", theme="both",
                      review_by=soon(), reason="Still high in the last six months.")  # fmt: skip
        told = queries.area_at(ours, 1, by=manager)
        assert told is not None
        assert [v.name for v in told.versions] == ["Market Place and arcade", "Market Place"]
        assert (told.now.number, told.now.theme, told.now.width) == (2, "both", 500)
        event = history_of(one.area)[0]
        assert event.details["before"]["name"] == "Market Place"
        assert queries.area_at(ours, 9, by=manager) is None

    def test_an_ended_area_stays_and_changes_no_more(self, ours, manager) -> None:
        one = put_forward(ours)
        choose(
            one, manager, starts=today() - timedelta(days=30), review_by=today() - timedelta(days=1)
        )
        version = one.area.versions.get()
        assert version.standing_on(today()).label == "Review overdue"
        for on in (today() + timedelta(days=1), today() - timedelta(days=31)):
            with pytest.raises(RuleBroken, match="last day"):
                changes.end(area=one.area, by=manager, on=on, reason="It is no longer high.")
        with pytest.raises(RuleBroken, match="Why it ends"):
            changes.end(area=one.area, by=manager, on=today(), reason="Done")
        changes.end(area=one.area, by=manager, on=today(), reason="It is no longer a hotspot.")
        last = one.area.versions.first()
        assert last is not None
        assert last.standing_on(today()).label == "In force"
        assert last.standing_on(today() + timedelta(days=1)).label == "Ended"
        for change, said in (
            (changes.end, {"on": today()}),
            (changes.renew, {"name": "x", "theme": "asb", "review_by": soon()}),
        ):
            with pytest.raises(RuleBroken, match="was ended"):
                change(area=one.area, by=manager, reason="It is no longer a hotspot.", **said)
            with pytest.raises(PermissionDenied):
                change(area=one.area, by=person(ours, "analyst"), reason=WHY, **said)

    def test_a_review_says_what_it_found_and_is_within_six_months(self, ours, manager) -> None:
        one = put_forward(ours)
        choose(one, manager)
        said = {"area": one.area, "by": manager, "name": "x", "theme": "asb"}
        with pytest.raises(RuleBroken, match="What the review found"):
            changes.renew(**said, review_by=soon(), reason="ok")
        with pytest.raises(RuleBroken, match="six months"):
            changes.renew(**said, review_by=today() + timedelta(days=400), reason=WHY)
        assert one.area.versions.count() == 1

    def test_the_database_refuses_a_version_without_review_or_end(self, ours, manager) -> None:
        one = put_forward(ours)
        choose(one, manager)
        version = one.area.versions.get()
        version.pk, version.number, version.review_by = None, 2, None
        with pytest.raises(IntegrityError), transaction.atomic():
            version.save()
        assert str(AreaVersion.objects.of(ours).get()) == "Market Place (1)"


class TestWhere:
    def test_a_square_that_may_be_shown_brings_what_is_on_record(self, durham) -> None:
        analyst = UserFactory(roles=["analyst"], partnership=durham)
        told, asking = evidence.of_place(durham, "nz 270 425", {}, by=analyst)
        assert asking.found is not None
        best = asking.found.squares[0]
        assert (told.count, told.rank, told.west, told.width) == (best.count, 1, best.west, 500)
        assert told.what == "Anti-social behaviour, County Durham, January to August 2025"
        inside, _ = evidence.of_place(durham, "NZ 27262 42694", {}, by=analyst)
        assert inside == told

    def test_a_postcode_of_which_too_little_is_on_record_brings_no_number(self, durham) -> None:
        analyst = UserFactory(roles=["analyst"], partnership=durham)
        asked = {"show": "possession-of-weapons", "months": "2025-01"}
        told, _ = evidence.of_place(durham, "DH1 5UL", asked, by=analyst)
        assert (told.count, told.rank, told.verdict) == (None, None, "")
        assert told.what.startswith("Possession of weapons")

    @pytest.mark.parametrize("where", ["", "banana", "ZZ99 9ZZ", "AA 27 42", "NZ 1", "NZ 270 42"])
    def test_what_is_neither_postcode_nor_reference_is_refused(self, where: str) -> None:
        with pytest.raises(RuleBroken, match="neither a postcode nor a grid reference"):
            evidence.place_of(where)


class TestPages:
    def sign_in(self, client: Client, ours: Partnership, role: str) -> User:
        who = person(ours, role)
        client.force_login(who)
        return who

    def test_from_a_square_to_an_area(self, client, durham, django_assert_max_num_queries) -> None:
        self.sign_in(client, durham, "analyst")
        page = client.get("/hotspots/?show=burglary").content.decode()
        assert "/hotspots/shortlist/add/?area=E06000047&amp;show=burglary" in page
        asked = "/hotspots/shortlist/add/?show=burglary&square=NZ+205+285"
        form = client.get(asked).content.decode()
        assert 'value="NZ 205 285"' in form
        assert "(Burglary, County Durham, January to August 2025, 500 metres wide)" in form
        said = {"where": "NZ 205 285", "name": "Beaumont Street", "theme": "both", "basis": "data",
                "reason": WHY}  # fmt: skip
        answer = client.post(asked, said, follow=True)
        page = answer.content.decode()
        assert "Burglary, County Durham" in page
        assert "15, 1.1% of all" in page
        assert "Record the panel" not in page
        self.sign_in(client, durham, "subgroup_chair")
        said = {"outcome": "chosen", "reasons": WHY, "panel": "Police; council",
                "starts": today().isoformat(), "review_by": soon().isoformat()}  # fmt: skip
        answer = client.post("/hotspots/shortlist/1/decide/", said, follow=True)
        assert "Hotspot area 1" in answer.content.decode()
        for address in ("", "shortlist/", "shortlist/1/", "areas/", "areas/1/", "areas/1/end/",
                        "areas/1/review/"):  # fmt: skip
            with django_assert_max_num_queries(12):
                assert client.get(f"/hotspots/{address}").status_code == 200
        review = {"name": "Beaumont Street", "theme": "asb", "reason": WHY,
                  "review_by": soon().isoformat()}  # fmt: skip
        assert client.post("/hotspots/areas/1/review/", review).status_code == 302
        end = {"on": today().isoformat(), "reason": "No longer high for half a year."}
        page = client.post("/hotspots/areas/1/end/", end, follow=True).content.decode()
        assert "Ended" in page
        assert "Review it and keep it" not in page

    def test_a_refusal_is_said_on_the_form(self, client, durham) -> None:
        chair = self.sign_in(client, durham, "subgroup_chair")
        wrong = {"where": "nowhere", "name": "x", "theme": "asb", "basis": "data", "reason": WHY}
        page = client.post("/hotspots/shortlist/add/", wrong).content.decode()
        assert "is neither a postcode nor a grid reference" in page
        put_forward(durham, by=chair)
        page = client.get("/hotspots/shortlist/1/").content.decode()
        assert "somebody else must record the decision" in page
        said = {"outcome": "declined", "reasons": WHY, "panel": "Police"}
        page = client.post("/hotspots/shortlist/1/decide/", said).content.decode()
        assert "somebody else must record the decision" in page
        told = {"what": "I live in the next street."}
        page = client.post("/hotspots/shortlist/1/interest/", told, follow=True).content.decode()
        assert "I live in the next street. Takes no part." in page
        page = client.post("/hotspots/shortlist/1/interest/", told).content.decode()
        assert "declared an interest in this place before" in page
        put_forward(durham)
        choose(Candidate.objects.of(durham).get(number=2), chair)
        wrong = {"on": "2020-01-01", "reason": "No longer high for half a year."}
        assert b"Its last day lies" in client.post("/hotspots/areas/1/end/", wrong).content
        wrong = {"name": "x", "theme": "asb", "reason": WHY, "review_by": "2020-01-01"}
        assert b"within six months" in client.post("/hotspots/areas/1/review/", wrong).content

    def test_the_shortlist_can_be_narrowed_and_downloaded(self, client, ours, manager) -> None:
        put_forward(ours, name="=1+1")
        choose(put_forward(ours, name="Second"), manager)
        self.sign_in(client, ours, "partner")
        page = client.get("/hotspots/shortlist/?status=waiting").content.decode()
        assert "1 of 2 places" in page
        assert "Second" not in page
        assert "Put a place forward" in page
        answer = client.get("/hotspots/shortlist.csv?status=chosen")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [(row["place"], row["square"]) for row in rows] == [("Second", "NZ 270 425")]
        every = client.get("/hotspots/shortlist.csv?status=nonsense").content.decode()
        assert "'=1+1" in every
        areas = client.get("/hotspots/areas.csv").content.decode()
        assert "Second" in areas

    def test_nothing_yet_is_said(self, client, ours) -> None:
        self.sign_in(client, ours, "partner")
        assert b"No place is put forward yet." in client.get("/hotspots/shortlist/").content
        assert b"No hotspot area is chosen yet." in client.get("/hotspots/areas/").content

    def test_one_partnership_sees_nothing_of_another(self, client, ours, manager) -> None:
        choose(put_forward(ours), manager)
        there = PartnershipFactory(slug="elsewhere")
        client.force_login(person(there, "subgroup_chair"))
        for address in ("shortlist/1/", "areas/1/", "shortlist/1/decide/", "areas/1/end/"):
            assert client.get(f"/elsewhere/hotspots/{address}").status_code == 404
        assert b"Market Place" not in client.get("/elsewhere/hotspots/shortlist.csv").content

    def test_without_evidence_the_page_says_so(self, client, ours) -> None:
        put_forward(ours, evidence=Evidence(427_000, 542_500, 500, ""), basis="left_behind",
                    on_behalf_of="A parish council")  # fmt: skip
        self.sign_in(client, ours, "partner")
        page = client.get("/hotspots/shortlist/1/").content.decode()
        assert "Nothing was loaded that could be counted here." in page
        assert "A parish council" in page


def test_search_finds_places_and_areas(ours: Partnership, manager: User) -> None:
    choose(put_forward(ours), manager)
    found = list(queries.search_documents(ours))
    assert [(one.kind, one.title) for one in found] == [
        ("Place put forward", "Market Place"), ("Hotspot area", "Market Place")
    ]  # fmt: skip
    assert all(one.needs == "hotspots.read" and not one.public for one in found)


def test_days_are_said_as_people_say_them() -> None:
    assert choosing.day(date(2026, 3, 1)) == "1 March 2026"
    assert choosing.day(None) == ""
