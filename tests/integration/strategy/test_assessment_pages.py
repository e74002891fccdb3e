"""Pages of the strategic assessments over the worked example: read, written, completed."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
import yaml
from django.db import transaction
from django.urls import reverse

from config import example
from goldenthread.accounts.models import Partnership, User
from goldenthread.commands import CannotDo
from goldenthread.strategy.assessment import loading, rules
from goldenthread.strategy.models import Assessment, AssessmentStatement
from tests.factories.accounts import PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db
FILE = example.FOLDER / "assessments" / "safe_durham.yaml"


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
    client.force_login(UserFactory(roles=["partnership_manager"], partnership=durham))
    return client


def words(client, name, *args, **asked):
    """The text of the main part of a page, without its tags."""
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    text = answer.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def sent(client, page, *args, **data):
    return client.post(reverse(page, args=args), data)


def row(durham, number=1, year=2026):
    return AssessmentStatement.objects.of(durham).get(assessment__year=year, number=number)


# Reading


def test_everybody_reads_the_published_year_and_no_draft(client):
    listed = words(client, "assessments")
    assert "2025/26" in listed
    assert "6 of 7" in listed
    assert "2026/27" not in listed
    assert client.get(reverse("assessment", args=[2026])).status_code == 404
    assert client.get(reverse("assessment_compare", args=[2025])).status_code == 200


def test_the_public_page_holds_the_public_layer_alone(client, manager):
    inside = words(manager, "assessment", 2025)
    assert "1,020" in inside
    assert "OFFICIAL-SENSITIVE" in manager.get(reverse("assessment", args=[2025])).content.decode()
    assert "1,020" not in words(manager, "assessment", 2025, layer="public")
    manager.logout()
    page = client.get(reverse("assessment", args=[2025])).content.decode()
    for secret in ("1,020", "town centres", "tasking"):
        assert secret not in page
    assert "OFFICIAL-SENSITIVE" not in page
    assert "12,016" in page


def test_what_the_regulation_asks_stands_under_each_heading(client):
    page = words(client, "assessment", 2025)
    for one in rules.HEADINGS.values():
        assert f"{one.number}. {one.title}" in page
        assert one.asks in page
    assert "Not asked here" in page


def test_the_statements_come_as_a_table_in_the_layer_one_may_read(client, manager):
    def rows():
        text = client.get(reverse("assessment_csv", args=[2025])).content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    assert {one["layer"] for one in rows()} == {"public", "restricted"}
    manager.logout()
    assert {one["layer"] for one in rows()} == {"public"}
    assert rows()[0]["values"] == "12,016 crimes; 22.6 per 1,000 residents"
    listed = client.get(reverse("assessments_csv")).content.decode("utf-8-sig")
    assert "2025/26,published,6,6" in listed


def test_two_years_stand_side_by_side(manager):
    page = words(manager, "assessment_compare", 2026)
    assert "12,016" in page
    assert "4,138" in page
    assert "Real change" in page
    assert "no earlier assessment" in words(manager, "assessment_compare", 2025)


def test_what_is_missing_is_named_with_where_to_go(manager):
    page = manager.get(reverse("assessment_missing", args=[2026])).content.decode()
    assert "Nothing is said under this heading yet." in page
    assert reverse("choose_first_figure", args=[2026, "people"]) in page


def test_another_partnership_has_none_of_it(client, durham):
    PartnershipFactory(slug="elsewhere")
    assert client.get("/elsewhere/assessments/2025/").status_code == 404
    assert (
        "No strategic assessment is published yet"
        in client.get("/elsewhere/assessments/").content.decode()
    )


@pytest.mark.parametrize("role", ["partner", "board_member", "administrator"])
def test_who_may_not_write_is_refused_each_form(client, durham, role):
    client.force_login(UserFactory(roles=[role], partnership=durham))
    for name, args in (
        ("begin_assessment", ()), ("choose_first_figure", (2026, "people")),
        ("add_statement", (2026, "people", "crime_count")), ("assessment_statement", (2026, 1)),
        ("complete_assessment", (2026,)), ("reopen_assessment", (2025,)),
    ):  # fmt: skip
        assert client.get(reverse(name, args=args)).status_code == 403


# Writing


def test_a_statement_is_previewed_added_changed_moved_and_withdrawn(manager, durham):
    listed = words(manager, "choose_first_figure", 2026, "people", q="recorded anti-social")
    assert "Recorded anti-social behaviour incidents" in listed
    assert re.search(r"\d of \d+ figures", listed)
    asked = ("add_statement", 2026, "people", "asb_incidents")
    told = {"area": "E06000047", "period": "June 2025", "against": "before", "layer": "public",
            "text": "It {{ change: 1 }}."}  # fmt: skip
    shown = sent(manager, *asked, **told, do="preview").content.decode()
    assert "As it will be read" in shown
    assert re.search(r"It (rose|fell) by ", re.sub(r"<[^>]+>", "", shown))
    assert (
        not Assessment.objects.of(durham)
        .get(year=2026)
        .statements.filter(heading="people")
        .exists()
    )
    wrong = sent(manager, *asked, **{**told, "text": "It was 5."}).content.decode()
    assert "typed and bound to nothing" in wrong
    wrong = sent(manager, *asked, **{**told, "period": "sometime"}).content.decode()
    assert "govuk-error-message" in wrong
    assert sent(manager, *asked, **told, do="save").status_code == 302
    number = Assessment.objects.of(durham).get(year=2026).statements.get(heading="people").number
    here = (2026, number)
    edit = {"text": "So it {{ change: 1 }}.", "layer": "restricted", "why": "Too early to tell."}
    preview = sent(manager, "edit_assessment_statement", *here, **edit, do="preview").content
    assert "As it will be read" in preview.decode()
    refused = sent(manager, "edit_assessment_statement", *here, **{**edit, "text": "It was 5."})
    assert "bound to nothing" in refused.content.decode()
    assert sent(manager, "edit_assessment_statement", *here, **edit).status_code == 302
    page = words(manager, "assessment_statement", *here)
    assert "Too early to tell." in page
    assert "Restricted" in page
    assert sent(manager, "move_assessment_statement", *here, heading="levels",
                place=1).status_code == 302  # fmt: skip
    assert sent(manager, "move_assessment_statement", *here, heading="levels",
                place=0).status_code == 200  # fmt: skip
    assert sent(manager, "withdraw_assessment_statement", *here, why="").status_code == 200
    assert sent(manager, "withdraw_assessment_statement", *here, why="No.").status_code == 302
    assert "its history stays" in words(manager, "assessment_statement", *here)


def test_figures_are_chosen_added_and_taken_out(manager, durham):
    every = words(manager, "choose_figure", 2026, 1, every="on", sort="period", page=5)
    assert "No data here" in every
    told = {"area": "E06000047", "period": "June 2025", "against": ""}
    answer = sent(manager, "bind_figure", 2026, 1, "asb_rate_10000", **told)
    assert answer.status_code == 302
    assert row(durham).figures.count() == 3
    again = sent(manager, "bind_figure", 2026, 1, "asb_rate_10000", **told, restricted="on")
    assert "is restricted" in again.content.decode()
    assert "Take out figure 3" in words(manager, "take_out_figure", 2026, 1, 3)
    assert sent(manager, "take_out_figure", 2026, 1, 1).status_code == 200
    assert sent(manager, "take_out_figure", 2026, 1, 3).status_code == 302
    assert manager.get(reverse("take_out_figure", args=[2026, 1, 9])).status_code == 404
    assert sent(manager, "bind_figure", 2026, 1, "unheard-of").status_code == 404
    far = words(manager, "bind_figure", 2026, 1, "violence_admissions")
    assert "County Durham" in far  # our own area can be chosen though there is no data of it


def test_a_year_is_begun_from_the_one_before_and_each_statement_read_again(manager, durham):
    assert "Begin a strategic assessment" in words(manager, "begin_assessment")
    assert "already" in sent(manager, "begin_assessment", year=2026).content.decode()
    assert sent(manager, "begin_assessment", year=2027, take_over="on").status_code == 302
    assert "taken over" in words(manager, "assessment_missing", 2027)
    assert "Taken over, to be read again" in words(manager, "assessment", 2027)
    assert "It still holds" in words(manager, "confirm_assessment_statement", 2027, 1)
    assert sent(manager, "confirm_assessment_statement", 2027, 1).status_code == 302
    assert manager.get(reverse("confirm_assessment_statement", args=[2027, 1])).status_code == 404


def test_it_is_completed_only_once_nothing_is_missing(manager, durham):
    told = {"name": "Invented Officer", "on": "2026-10-01"}
    refused = sent(manager, "complete_assessment", 2026, **told).content.decode()
    assert "What people think should come first" in refused
    AssessmentStatement.objects.of(durham).filter(assessment__year=2026, number=1).update(
        heading="people"
    )
    AssessmentStatement.objects.of(durham).filter(assessment__year=2026, number=2).update(
        heading="levels"
    )
    figure = {"area": "E06000047", "period": "June 2025", "against": "", "layer": "public",
              "text": "{{ figure: 1 }}"}  # fmt: skip
    sent(manager, "add_statement", 2026, "changes", "asb_incidents", **figure)
    assert "Nothing is missing" in words(manager, "assessment_missing", 2026)
    assert sent(manager, "complete_assessment", 2026, **told).status_code == 302
    assert "Build it as a report" in words(manager, "assessment", 2026)
    assert "Open it again before" in words(manager, "assessment_statement", 2026, 1)
    assert sent(manager, "reopen_assessment", 2026, why="").status_code == 200
    assert sent(manager, "reopen_assessment", 2026, why="A figure.").status_code == 302


def test_an_address_of_a_heading_that_is_not_asked_leads_nowhere(manager):
    assert manager.get(reverse("choose_first_figure", args=[2026, "county"])).status_code == 404
    assert (
        manager.get(reverse("add_statement", args=[2026, "levels", "unheard-of"])).status_code
        == 404
    )


# The worked example


def test_loading_the_assessments_again_changes_nothing(durham):
    file = loading.declared(FILE)
    people = {role: User.objects.get(email=example.address(role))
              for role in ("analyst", "partnership_manager")}  # fmt: skip
    assert loading.load(file, partnership=durham, people=people) == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"written_role": "nobody"}, "nothing is called"),
        ({"figures": [{"indicator": "no_such", "period": "2024/25"}]}, "no indicator is called"),
        ({"figures": [{"indicator": "crime_count", "period": "soon"}]}, "soon"),
        (
            {"figures": [{"indicator": "crime_count", "period": "2024/25", "area": "E99"}]},
            "no area",
        ),
        ({"text": "There were 5."}, "bound to nothing"),
        ({"supports": ["no-such"]}, "nothing is called"),
        ({"status": "complete", "signed_off_role": "analyst"}, "Nothing is said"),
    ],
)
def test_a_declared_assessment_with_a_mistake_is_refused_by_line(durham, tmp_path, change, why):
    statement = {"heading": "levels", "text": "{{ figure: 1 }}",
                 "figures": [{"indicator": "crime_count", "period": "June 2025"}]}  # fmt: skip
    one = {"year": 2031, "begun_on": "2031-09-01"}
    file = {"partnership": "safe-durham", "strategy_key": "strategy-2024",
            "written_role": "analyst"}  # fmt: skip
    for key, value in change.items():
        holder = next(
            each for each in (file, one, statement)
            if key in each or (each is one and key in ("status", "signed_off_role"))
            or (each is statement and key == "supports")
        )  # fmt: skip
        holder[key] = value
    path = tmp_path / "assessments.yaml"
    path.write_text(yaml.safe_dump({**file, "assessments": [{**one, "statements": [statement]}]}))
    people = {"analyst": UserFactory(roles=["analyst"], partnership=durham)}
    with pytest.raises(CannotDo, match=why), transaction.atomic():
        loading.load(loading.declared(path), partnership=durham, people=people)
    assert not Assessment.objects.of(durham).filter(year=2031).exists()


def test_a_complete_one_names_its_day(durham, tmp_path, monkeypatch):
    monkeypatch.setattr(loading.queries, "missing", lambda one: [])
    path = tmp_path / "assessments.yaml"
    one = {"year": 2031, "begun_on": "2031-09-01", "status": "complete",
           "signed_off_role": "analyst", "statements": []}  # fmt: skip
    path.write_text(yaml.safe_dump({"partnership": "safe-durham", "strategy_key": "strategy-2024",
                                    "written_role": "analyst", "assessments": [one]}))  # fmt: skip
    people = {"analyst": UserFactory(roles=["analyst"], partnership=durham)}
    with pytest.raises(CannotDo, match="Add the day"), transaction.atomic():
        loading.load(loading.declared(path), partnership=durham, people=people)
