"""Pages of the registers over the worked example: who may open them, what they say and refuse."""

import csv
import datetime
import io
import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from config import example
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import ROLES
from goldenthread.audit.models import Event
from goldenthread.strategy.models import (
    CaseStudy,
    Commitment,
    CommitmentUpdate,
    CrosswalkLink,
    EvidenceValue,
    MutualRegard,
    Priority,
    Scheme,
    Strategy,
)
from goldenthread.strategy.views.registers.documents import _held as held
from tests.factories.accounts import UserFactory
from tests.factories.strategy import CommitmentFactory, PriorityFactory, StrategyFactory

pytestmark = pytest.mark.django_db

POLICE = "police-and-crime-plan-2021"
PAGES = [
    ("commitments", ()),
    ("commitments_csv", ()),
    ("commitment", (POLICE, "asb-champion")),
    ("alignment", ()),
    ("alignment_csv", ()),
    ("crosswalk", ()),
    ("crosswalk_csv", ()),
    ("mutual_regard_csv", ()),
    ("schemes", ()),
    ("schemes_csv", ()),
    ("scheme", ("durham-city-night-hub",)),
    ("evidence", ("plan-2021",)),
    ("evidence", (POLICE,)),
    ("evidence_csv", ("plan-2021",)),
    ("documents", ()),
    ("documents_csv", ()),
]
every_page = pytest.mark.parametrize(
    ("name", "args"), PAGES, ids=["-".join([n, *a]) for n, a in PAGES]
)


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The example, once for this file; taken out again at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        example.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.REQUIRE_MFA = False


@pytest.fixture
def durham():
    return Partnership.objects.get(slug="safe-durham")


@pytest.fixture
def manager(client, durham):
    person = UserFactory(roles=["partnership_manager"], partnership=durham, name="Example Manager")
    client.force_login(person)
    return client


@pytest.fixture
def draft(durham):
    """A draft police and crime plan with a theme and a commitment."""
    plan = StrategyFactory(
        partnership=durham, key="police-2029", title="Unheard-of plan", status="draft",
        kind="police_and_crime_plan",
    )  # fmt: skip
    theme = PriorityFactory(strategy=plan, key="secret-theme", title="Unheard-of theme")
    return CommitmentFactory(priority=theme, key="secret", title="Unheard-of commitment")


def html(client, name, *args, **asked):
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def words(client, name, *args, **asked):
    """The text of the main part of a page, without its tags."""
    text = html(client, name, *args, **asked).split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def table(client, name, *args, **asked):
    """The rows of a CSV, each as a mapping."""
    text = client.get(reverse(name, args=args), asked).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@every_page
@pytest.mark.parametrize("role", list(ROLES))
def test_everybody_may_read_the_registers(client, durham, name, args, role):
    if role != "public":
        client.force_login(UserFactory(roles=[role], partnership=durham))
    assert client.get(reverse(name, args=args)).status_code == 200


@every_page
def test_a_page_asks_at_most_twelve_times(manager, name, args, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        manager.get(reverse(name, args=args))


@every_page
@pytest.mark.parametrize(
    "asked",
    [
        {"page": "zzz", "sort": "__class__"},
        {"page": "-5", "sort": "-", "q": "x" * 5000},
        {"page": "999999999999", "sort": "-status", "theme": "' OR 1=1 --", "status": "nope"},
        {"q": "<script>alert(1)</script>%_\\", "kind": "__all__", "plan": "\u202e"},
        {"document": "../..", "sort": "-named", "reported": ""},
        {"priority": "none'", "flagged": "maybe", "reported": "perhaps", "sub_theme": "zz"},
    ],
)  # fmt: skip
def test_a_strange_address_breaks_nothing(client, name, args, asked):
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@every_page
def test_another_partnership_sees_nothing_of_it(client, name, args):
    there = f"/exampleshire{reverse(name, args=args)}"
    answer = client.get(there)
    text = answer.content.decode()
    if args:
        assert answer.status_code == 404
    for of_durham in ("ASB champion", "Night Hub", "Feeling safe", "Safe Durham", "Harbour"):
        assert of_durham not in text


# Commitments


def test_commitments_are_counted_and_paged(client):
    text = words(client, "commitments")
    assert "The plan lists 115 commitments. The report tells of 1 more that is not in the" in text
    assert "59 commitments: Reported on" in text
    assert "116 commitments: No status given" in text
    assert "Page 1 of 5 : 1 to 25 of 116 commitments" in text
    assert html(client, "commitments").count('<th scope="row">') == 25 + 6
    assert "101 to 116" in words(client, "commitments", page="99")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"reported": "yes"}, 59),
        ({"reported": "no"}, 57),
        ({"theme": f"{POLICE}:safer-business"}, 5),
        (
            {"theme": f"{POLICE}:safer-people", "sub_theme": f"{POLICE}:safer-people:hate-crime"},
            None,
        ),
        ({"status": "none"}, 116),
        ({"status": "delivered"}, 0),
        ({"q": "NAVCA"}, 1),  # stands in an achievement only
        ({"q": "no such words"}, 0),
    ],
)
def test_commitments_are_filtered_and_the_csv_holds_the_same(client, asked, found):
    rows = table(client, "commitments_csv", **asked)
    assert found is None or len(rows) == found
    if "sub_theme" in asked:
        assert {row["sub_theme"] for row in rows} == {"Hate Crime"}
    expected = f"{len(rows)} of 116 commitments" if len(rows) < 116 else "116 commitments"
    assert expected in words(client, "commitments", **asked)
    assert ("No commitment fits." in words(client, "commitments", **asked)) == (not rows)


def test_commitments_sort_by_every_column(client):
    for key in ("title", "theme", "listed", "reported", "done", "status"):
        up = [row["key"] for row in table(client, "commitments_csv", sort=key)]
        down = [row["key"] for row in table(client, "commitments_csv", sort=f"-{key}")]
        assert sorted(up) == sorted(down)
        assert len(up) == 116
    most = table(client, "commitments_csv", sort="-done")[0]
    assert int(most["achievements"]) == max(
        int(row["achievements"]) for row in table(client, "commitments_csv")
    )


def test_a_commitment_shows_thread_places_achievements_and_that_no_status_is_given(client):
    text = words(client, "commitment", POLICE, "divert-through-partnership")
    assert "No status is given in the document" in text
    assert "Not in the list; only the report tells of it" in text
    assert "Annual Report 2023/24, line 281" in text
    assert "Funding to Durham Community Action" in text
    assert "Families First" in text
    thread = text.split("The thread")[1]
    steps = ("Police and Crime Plan", "Safer Communities", "Neighbourhood Crime", "Work across")
    assert [thread.index(step) for step in steps] == sorted(thread.index(step) for step in steps)
    text = words(client, "commitment", POLICE, "asb-champion")
    assert "The report does not tell of it" in text
    assert "The report ticks nothing off" in text


def test_a_commitment_listed_twice_shows_both_places(client, durham):
    every = Commitment.objects.of(durham)
    twice = next(one for one in every if len(one.listed_places) > 1)
    lines = [place.partition(":")[2] for place in twice.listed_places]
    assert f"lines {lines[0]} and {lines[1]}" in words(client, "commitment", POLICE, twice.key)


def test_an_unknown_commitment_is_not_found(client):
    assert client.get(reverse("commitment", args=[POLICE, "no-such"])).status_code == 404


def test_a_draft_is_seen_only_by_who_may_read_drafts(client, durham, draft):
    gone = [
        reverse("commitment", args=["police-2029", "secret"]),
        reverse("evidence", args=["police-2029"]),
    ]
    assert [client.get(url).status_code for url in gone] == [404, 404]
    assert "Unheard-of" not in html(client, "commitments", q="unheard")
    assert "Unheard-of" not in html(client, "documents")
    client.force_login(UserFactory(roles=["administrator"], partnership=durham))
    assert [client.get(url).status_code for url in gone] == [404, 404]
    client.force_login(UserFactory(roles=["board_member"], partnership=durham))
    assert [client.get(url).status_code for url in gone] == [200, 200]
    assert "Unheard-of commitment" in html(client, "commitments", q="unheard")


# Giving a status

SAID = {"status": "in_progress", "evidence": "Named in July's minutes.", "on": "2026-07-01"}


def give(client, key="asb-champion", **said):
    return client.post(reverse("set_commitment_status", args=[POLICE, key]), {**SAID, **said})


def test_only_who_may_edit_gives_a_status(client, durham):
    assert give(client, sure="yes").status_code == 302
    assert "/accounts/login/" in give(client, sure="yes").url
    for role in ("partner", "board_member", "analyst", "administrator"):
        client.force_login(UserFactory(roles=[role], partnership=durham))
        assert give(client, sure="yes").status_code == 403
        assert "Say how it stands" not in html(client, "commitment", POLICE, "asb-champion")
    assert not CommitmentUpdate.objects.of(durham).exists()


def test_a_manager_of_another_partnership_is_refused(client, durham):
    there = Partnership.objects.get(slug="exampleshire")
    client.force_login(UserFactory(roles=["partnership_manager"], partnership=there))
    assert give(client, sure="yes").status_code == 403
    answer = client.post(
        "/exampleshire/commitments/police-and-crime-plan-2021/asb-champion/status/",
        {**SAID, "sure": "yes"},
    )
    assert answer.status_code == 404
    assert not CommitmentUpdate.objects.of(durham).exists()


def test_a_status_is_shown_once_more_before_it_is_published(manager, durham):
    answer = give(manager)
    assert answer.status_code == 200
    assert "Publish this status?" in answer.content.decode()
    assert "Named in July&#x27;s minutes." in answer.content.decode()
    assert not CommitmentUpdate.objects.of(durham).exists()
    again = give(manager, sure="yes", change="yes").content.decode()
    assert "Go on" in again
    assert "Named in July&#x27;s minutes." in again
    assert not CommitmentUpdate.objects.of(durham).exists()


def test_a_status_is_kept_with_evidence_event_and_history(manager, client, durham):
    assert give(manager, sure="yes").status_code == 302
    assert give(manager, sure="yes", status="delivered", on="2026-09-01").status_code == 302
    text = words(manager, "commitment", POLICE, "asb-champion")
    assert "Delivered on 1 September 2026" in text
    assert text.index("Delivered on 1") < text.index("In progress on 1 July 2026")
    assert text.count("by Example Manager") == 2
    assert text.count("Status given") == 2
    assert Event.objects.filter(verb="strategy.commitment_status_set").count() == 2
    client.logout()
    text = words(client, "commitment", POLICE, "asb-champion")
    assert "Delivered" in text
    assert "Example Manager" not in text  # officers' names are for partners
    assert len(table(client, "commitments_csv", status="delivered")) == 1
    assert "1 commitment: Delivered" in words(client, "commitments")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"evidence": "  "}, "What shows it?: this is needed."),
        ({"status": ""}, "How does it stand?: choose one."),
        ({"status": "splendid"}, "How does it stand?: choose one of these."),
        ({"on": "yesterday"}, "Write the day as day/month/year"),
        ({"evidence": "x" * 4001}, "at most 4000 characters"),
    ],
)
def test_a_status_without_evidence_or_sense_is_refused(manager, durham, wrong, sentence):
    answer = give(manager, sure="yes", **wrong)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not CommitmentUpdate.objects.of(durham).exists()


def test_a_day_to_come_is_refused(manager, durham):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert "still to come" in give(manager, sure="yes", on=f"{tomorrow}").content.decode()
    assert not CommitmentUpdate.objects.of(durham).exists()


# Alignment


def test_the_matrix_says_every_cell_in_words(client):
    page = html(client, "alignment")
    text = words(client, "alignment")
    assert "28 of 54 cells are filled: 6 priorities against 9 plans." in text
    assert page.count('<span class="gt-none">none</span>') == 54 - 28
    assert page.count('scope="col"') == 11
    assert page.count('scope="row"') == 7
    assert "Modern slavery prevented and tackled" in text
    assert "lines 787 and 797" in text


def test_a_plan_without_a_matrix_gives_way_to_one_that_has_it(client):
    assert "Safe Durham Partnership Plan 2021" in words(client, "alignment", plan="strategy-2024")


def test_several_matrices_are_chosen_between_and_a_draft_is_not_offered(client, durham):
    plan = Strategy.objects.of(durham).get(key="strategy-2024")
    plan.aligned_plans.create(partnership=durham, key="other", title="Their other plan")
    assert "Their other plan" in words(client, "alignment")  # the newest comes first
    assert "28 of 54" in words(client, "alignment", plan="plan-2021")
    assert 'name="plan"' in html(client, "alignment")
    Strategy.objects.of(durham).filter(pk=plan.pk).update(status="draft")
    assert "28 of 54" in words(client, "alignment", plan="strategy-2024")


def test_the_matrix_as_csv(client):
    rows = table(client, "alignment_csv")
    assert len(rows) == 6
    assert len(rows[0]) == 11
    assert sum(int(row["filled"]) for row in rows) == 28
    assert sum(value == "none" for row in rows for value in row.values()) == 26


# Crosswalk


def test_every_link_of_the_crosswalk_is_told_once(client, durham):
    page = html(client, "crosswalk")
    notes = CrosswalkLink.objects.of(durham).values_list("note", flat=True)
    assert len(notes) == 21
    for note in notes:
        assert page.count(note.replace("'", "&#x27;")) == 1, note
    years = {"plan-2011": "2011/14", "plan-2021": "2021-2025", "strategy-2024": "2024-2029"}
    heads = [page.index(f'/plan/{key}/">{said}</a></th>') for key, said in years.items()]
    assert heads == sorted(heads)


def test_the_crosswalk_says_relations_in_words_and_links_to_pages(client):
    page, text = html(client, "crosswalk"), words(client, "crosswalk")
    for word in (
        "Continues",
        "Merged with others",
        "Split off",
        "Moved to assurance",
        "Ended",
        "New",
    ):
        assert word in text
    assert reverse("area", args=["strategy-2024", "asb", "road-safety"]) in page
    assert reverse("priority", args=["plan-2021", "feeling-safe"]) in page
    assert "Safe Durham Partnership Strategy 2024-2029 as a whole" in text
    assert "Regard to the police and crime plan" in text
    assert "share hotspots, Immediate Justice" in text


def test_the_crosswalk_keeps_silent_on_drafts(client, durham):
    Strategy.objects.of(durham).filter(key="strategy-2024").update(status="draft")
    text = words(client, "crosswalk")
    assert "Hate crime, once a work area" not in text
    assert "share hotspots" not in text
    assert "Nothing on cyber crime stood in the earlier plan." in text
    assert len(table(client, "crosswalk_csv")) == 10  # nine links, and what ended
    assert table(client, "mutual_regard_csv") == []


def test_a_link_from_a_draft_is_hidden_too(client, durham):
    Strategy.objects.of(durham).filter(key="plan-2021").update(status="draft")
    notes = {row["note"] for row in table(client, "crosswalk_csv")}
    assert "The strategy names neither cyber crime nor fraud." not in notes
    assert len(notes) == 1  # serious violence, new in 2024


def test_crosswalk_and_regard_as_csv(client, durham):
    assert len(table(client, "crosswalk_csv")) == CrosswalkLink.objects.of(durham).count()
    rows = table(client, "mutual_regard_csv")
    assert len(rows) == MutualRegard.objects.of(durham).count() == 7


# Schemes


def test_schemes_are_counted_by_kind_and_filtered(client):
    text = words(client, "schemes")
    assert "52 schemes: Calls for a record of its own" in text
    kinds = {
        kind: len(table(client, "schemes_csv", kind=kind)) for kind in ("record", "with", "also")
    }
    assert kinds["record"] == 52
    assert sum(kinds.values()) == len(table(client, "schemes_csv")) == 132  # one is restricted
    assert [row["key"] for row in table(client, "schemes_csv", q="community trigger")] == [
        "asb-case-review"
    ]
    named = table(client, "schemes_csv", document="003")
    assert named
    assert all("Plan 2011/14" in row["places"] for row in named)
    assert "No scheme goes by that name." in words(client, "schemes", q="no such scheme")


def test_a_scheme_shows_who_paid_in_turn_and_where_it_is_named(client):
    text = words(client, "scheme", "durham-city-night-hub")
    assert "Home Office" in text
    assert "until March 2023" in text
    assert "Serious Violence Fund : £50,000" in text or "Serious Violence Fund: £50,000" in text
    assert "amount not given" in text
    assert "Strategy 2024-2029, lines 253 to 265" in text
    assert "No commitment names it." in text
    assert "The documents name no funder." in words(client, "scheme", "checkpoint")


def test_a_case_study_that_is_not_published_is_named_only_to_editors(client, durham, manager):
    study = CaseStudy.objects.of(durham).get(schemes__key="durham-city-night-hub")
    CaseStudy.objects.of(durham).filter(pk=study.pk).update(published=False, title="Held back")
    assert "Held back (not published)" in words(manager, "scheme", "durham-city-night-hub")
    manager.logout()
    assert "Held back" not in words(client, "scheme", "durham-city-night-hub")


def test_a_restricted_scheme_is_hidden_from_those_who_read_no_drafts(client, durham):
    hidden = Scheme.objects.of(durham).get(restricted=True)
    url = reverse("scheme", args=[hidden.key])
    assert client.get(url).status_code == 404
    assert hidden.name not in html(client, "schemes", q="counter")
    assert hidden.name not in html(client, "scheme", "contest")
    client.force_login(UserFactory(roles=["board_member"], partnership=durham))
    assert client.get(url).status_code == 200
    assert hidden.name in html(client, "scheme", "contest")


def test_a_scheme_serves_no_priority_of_a_draft_for_the_public(client, durham, draft):
    Scheme.objects.of(durham).get(key="checkpoint").serves.add(draft.priority)
    assert "Unheard-of" not in html(client, "scheme", "checkpoint")
    assert "Unheard-of" not in html(client, "schemes", q="checkpoint")


# Evidence


def test_statements_stand_as_printed_and_as_read_with_the_place(client):
    text = words(client, "evidence", "plan-2021")
    assert "54 statements" in text
    assert "A year sees around 51,000 crimes in County Durham." in text
    assert "around 51,000" in text
    assert "51,000 crimes : how we know" in text
    assert "Plan 2021 - 2025, line 352" in text
    assert "between 6 and 7 lower end" in text
    assert "between between" not in text
    assert "printed: April and June 2020" in text


def test_a_printed_change_is_computed_anew_with_the_verdict_in_words(client):
    text = words(client, "evidence", POLICE, q="recorded asb")
    assert "As printed: 11.1% overall reduction , from 13,528 to 12,017" in text
    assert "Off by rounding" in text
    assert "the numbers give a fall of 11.17%, which rounds to a fall of 11.2%" in text
    assert "the foreword (line 76) says 11.5%" in text
    text = words(client, "evidence", "plan-2021", q="harbour")
    assert "Does not agree" in text
    assert "the numbers give a rise of 35.8%" in text
    text = words(client, "evidence", "plan-2021", q="violent crime used to involve")
    assert "a rise of 3 percentage points" in text


@pytest.mark.parametrize(
    ("plan", "asked", "most"),
    [
        ("plan-2021", {"priority": "feeling-safe"}, 14),
        ("plan-2011", {"priority": "none"}, None),
        (POLICE, {"kind": "change_statement"}, 37),
        ("plan-2011", {"kind": "figure_row"}, 26),
        (POLICE, {"flagged": "on"}, None),
        ("plan-2021", {"q": "nothing like this"}, 0),
        ("plan-2021", {"q": "London Bridge Manchester"}, 0),
    ],
)
def test_statements_are_filtered_and_the_csv_holds_the_same(client, plan, asked, most):
    rows = table(client, "evidence_csv", plan, **asked)
    keys = {row["key"] for row in rows}
    assert most is None or len(keys) == most
    assert f"{len(keys)} of " in words(client, "evidence", plan, **asked) or most == 26
    if "flagged" in asked:
        doubtful = {row["key"] for row in rows if row["flag"]}
        assert keys == doubtful
    if not keys:
        assert "No statement fits." in words(client, "evidence", plan, **asked)


def test_every_value_that_became_an_observation_links_to_its_trace(client, durham):
    page = html(client, "evidence", "plan-2021")
    urls = {url.replace("&amp;", "&") for url in re.findall(r'href="(/indicators/[^"]+)"', page)}
    assert len(urls) > 20
    for url in urls:
        assert client.get(url).status_code == 200, url
    unread = EvidenceValue.objects.of(durham).filter(observation=None)
    assert unread.count() == 7
    assert "Not a number" in page


def test_an_unknown_plan_has_no_evidence(client):
    assert client.get(reverse("evidence", args=["no-such"])).status_code == 404


# Documents


def test_the_five_documents_are_listed_with_publisher_and_what_is_held(client):
    text = words(client, "documents")
    for publisher in (
        "Safe Durham Partnership",
        "Durham County Council",
        "Durham Police and Crime",
    ):
        assert publisher in text
    assert "159 achievements" in text
    assert "54 statements of evidence" in text
    assert "112 deliverables and their sub-items" in text
    assert "6 themes" in text
    rows = table(client, "documents_csv")
    assert {row["document"] for row in rows} == {"000", "001", "002", "003", "004"}
    held = {(row["document"], row["held"]): row["count"] for row in rows}
    assert held["004", "commitments"] == "116"
    assert ("001", "commitments") not in held


def test_one_of_a_kind_is_said_in_the_singular(client, durham):
    page = html(client, "commitments")
    assert '59<span class="govuk-visually-hidden"> commitments:</span>' in page
    one = Commitment.objects.of(durham).first()
    Commitment.objects.of(durham).filter(pk=one.pk).update(status="delivered")
    assert '1<span class="govuk-visually-hidden"> commitment:</span>' in html(client, "commitments")
    documents = words(client, "documents")
    assert not re.search(r"(?<![\d,])1 (aims|priorities|schemes named|groups named)", documents)
    assert held(1, "groups named") == "1 group named"
    assert held(1, "aims") == "1 aim"
    assert held(1, "case studies") == "1 case study"
    assert held(2, "case studies") == "2 case studies"


def test_where_nothing_is_recorded_the_pages_say_so(client):
    there = {
        "commitments": "No commitment is recorded.",
        "alignment": "No plan sets itself beside other plans.",
        "crosswalk": "There is only one plan so far.",
        "schemes": "No scheme is recorded.",
        "documents": "No document is recorded.",
    }
    for name, sentence in there.items():
        answer = client.get(f"/exampleshire{reverse(name)}")
        assert sentence in answer.content.decode(), name
    plan = client.get("/exampleshire/plan/exampleshire-2026/evidence/").content.decode()
    assert "This plan states no figures." in plan


# CSV


def test_no_cell_of_a_csv_runs_as_a_formula(client, durham):
    bad = '=HYPERLINK("http://x","y")'
    Commitment.objects.of(durham).filter(key="asb-champion").update(title=bad)
    Scheme.objects.of(durham).filter(key="checkpoint").update(name=bad)
    CrosswalkLink.objects.of(durham).filter(order=1).update(note=bad)
    EvidenceValue.objects.of(durham).filter(item__key="e352").update(printed=bad)
    Priority.objects.of(durham).filter(key="feeling-safe").update(title="+1")
    for name, args in PAGES:
        if name.endswith("csv"):
            for row in table(client, name, *args):
                assert not any(cell.startswith(("=", "+", "@")) for cell in row.values()), name
    assert f"'{bad}" in {row["commitment"] for row in table(client, "commitments_csv")}
