"""Pages of returns: from a phone, with a file, by a second person; each within its queries."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.indicators.models import Observation
from goldenthread.indicators.returns import changes
from goldenthread.indicators.returns.models import Return, ReturnRequest
from goldenthread.places.models import Area
from tests.factories.accounts import UserFactory
from tests.factories.evidence import ready_partnership
from tests.factories.returns import COUNTED, body, csv_of, people, request_for

MAY = "2026-05-01"
ROW = "domestic_abuse_incidents,E06000047,May 2026,,412,,,,,"


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings):
    settings.REQUIRE_MFA = False
    noon = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)


@pytest.fixture
def who(durham):
    return people(durham)


@pytest.fixture
def asked(durham, who):
    return request_for(durham, who)


def as_(person) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    return client


def page(client, url, **data):
    answer = client.post(url, data, follow=True) if data else client.get(url)
    return answer.content.decode()


def due(asked, start=MAY):
    return f"/returns/requests/{asked.key}/{start}/"


def test_one_number_and_send(asked, who, durham, django_assert_max_num_queries):
    client = as_(who["owner"])
    with django_assert_max_num_queries(12):
        assert "How many?" in page(client, due(asked))
    said = page(client, due(asked), count="412", status="final")
    assert "approver of performance_lead is asked to approve it." in said
    assert "it waits for approver" in said
    assert Return.objects.of(durham).get().rows.get().count == 412


def test_what_is_wrong_stands_on_the_form(asked, who, durham):
    client = as_(who["owner"])
    assert "For none at all, write 0" in page(client, due(asked), status="final")
    assert "-1 is below 0" in page(client, due(asked), count="-1", status="final")
    assert "is not a number" in page(client, due(asked), count="many", status="final")
    assert not Return.objects.of(durham).exists()


def test_nil_in_one_tap(asked, who, durham):
    client = as_(who["owner"])
    assert "There were none: send nil" in page(client, due(asked))
    assert "Nil is sent" in page(client, f"{due(asked)}nil/", now="1")
    assert client.get(f"{due(asked)}nil/").status_code == 405
    again = page(client, f"{due(asked)}nil/", now="1")
    assert "waits for approval" in again


def test_not_available_with_a_reason(asked, who):
    client = as_(who["owner"])
    assert "Nothing is not 0" in page(client, f"{due(asked)}not-available/")
    said = page(client, f"{due(asked)}not-available/", why="The system was replaced")
    assert "The system was replaced" in said


def test_far_from_the_last_values_is_asked_once(asked, who, durham):
    for month in range(4, 10):
        sent = changes.send_figure(
            request=asked, period=Period.month(2026, month), by=who["owner"],
            answer=changes.Answer(count=str(400 + month)),
        )  # fmt: skip
        changes.approve(sent=sent, by=who["approver"])
    client, url = as_(who["owner"]), due(asked, "2026-10-01")
    assert "limits of an XmR chart" in page(client, url)
    said = page(client, url, count="4000", status="final")
    assert "far from the last values" in said
    assert "It is right" in said
    assert Return.objects.of(durham).count() == 6
    assert "is asked to approve it" in page(
        client, url, count="4000", status="final", far="1", right="on"
    )


def test_a_percentage_asks_out_of_how_many(durham, who):
    asked = request_for(durham, who, indicator="unsafe_walking_percent", rhythm="financial_year",
                        starts=datetime.date(2025, 4, 1))  # fmt: skip
    client, url = as_(who["owner"]), f"/returns/requests/{asked.key}/2025-04-01/"
    shown = page(client, url)
    assert "Out of how many?" in shown
    assert "send nil" not in shown
    said = page(client, url, count="120", denominator="400", status="final", qualifier="about")
    assert "is asked to approve it" in said


def test_who_does_not_owe_it_reads_and_cannot_send(asked, who, durham):
    stranger = as_(UserFactory(roles=["data_owner"], partnership=durham))
    assert "sends this figure" in page(stranger, due(asked))
    assert stranger.post(due(asked), {"count": "1", "status": "final"}).status_code == 403
    assert stranger.post(f"{due(asked)}nil/").status_code == 403
    visitor = Client(SERVER_NAME="127.0.0.1")
    assert visitor.get(due(asked)).status_code == 302
    assert as_(UserFactory()).get("/returns/").status_code == 403


def test_what_is_not_there_is_not_found(asked, who):
    client = as_(who["owner"])
    owed = [due(asked, "2026-03-01"), due(asked, "may"), "/returns/requests/none/"]
    files = ["/returns/template.pdf", "/returns/template.csv?indicator=x"]
    for url in [*owed, *files, "/returns/sent/999/"]:
        assert client.get(url).status_code == 404, url


def test_a_file_is_checked_looked_through_sent_and_approved(asked, who, durham):
    client = as_(who["owner"])
    url = f"{due(asked)}file/"
    assert "period=May%202026" in page(client, url)
    wrong = SimpleUploadedFile("may.csv", csv_of(ROW.replace("412", "-1")))
    said = page(client, url, file=wrong)
    assert "may.csv, line 2, column &quot;count&quot;" in said
    said = page(client, url, file=SimpleUploadedFile("may.csv", csv_of(ROW)))
    assert "What it would change" in said
    sent = Return.objects.of(durham).get()
    assert page(client, f"/returns/sent/{sent.pk}/send/", now="1").count("Waiting for approval")
    approver = as_(who["approver"])
    assert "Approve" in page(approver, f"/returns/sent/{sent.pk}/")
    assert "Its figures are taken over" in page(
        approver, f"/returns/sent/{sent.pk}/approve/", now="1"
    )
    assert Observation.objects.of(durham).get().count == 412
    made = client.get(f"/returns/sent/{sent.pk}/figures.csv").content
    assert b"domestic_abuse_incidents,E06000047,May 2026,,412" in made


def test_a_second_file_while_one_waits_and_a_draft_thrown_away(asked, who, durham):
    client = as_(who["owner"])
    page(client, f"{due(asked)}file/", file=SimpleUploadedFile("may.csv", csv_of(ROW)))
    sent = Return.objects.of(durham).get()
    assert "thrown away" in page(client, f"/returns/sent/{sent.pk}/discard/", now="1")
    page(client, due(asked), count="1", status="final")
    again = page(client, f"{due(asked)}file/", file=SimpleUploadedFile("may.csv", csv_of(ROW)))
    assert "waits for approval" in again


def test_sent_back_with_the_reason(asked, who, durham):
    page(as_(who["owner"]), due(asked), count="1", status="final")
    sent = Return.objects.of(durham).get()
    approver = as_(who["approver"])
    said = page(approver, f"/returns/sent/{sent.pk}/send-back/", why="Wrong month")
    assert "Wrong month" in said
    assert "waits for no one" in page(approver, f"/returns/sent/{sent.pk}/approve/", now="1")
    assert "waits for no one" in page(
        approver, f"/returns/sent/{sent.pk}/send-back/", why="Once more"
    )


def test_the_sender_is_told_that_another_approves(who, asked, durham):
    client = as_(who["analyst"])
    page(client, due(asked), count="1", status="final")
    sent = Return.objects.of(durham).get()
    assert "whoever sends a figure never approves it" in page(client, f"/returns/sent/{sent.pk}/")


def test_a_file_of_any_indicators(who, durham):
    client = as_(who["analyst"])
    assert "What it holds" in page(client, "/returns/file/")
    wrong = SimpleUploadedFile("a.csv", csv_of(ROW, header="indicater,area"))
    assert "Did you mean" in page(client, "/returns/file/", file=wrong)
    said = page(client, "/returns/file/", file=SimpleUploadedFile("a.csv", csv_of(ROW)))
    assert "Send for approval" in said
    assert client.get("/returns/template.xlsx").content.startswith(b"PK")
    made = client.get(f"/returns/template.csv?indicator={COUNTED}&area=E06000047").content
    assert made.decode("utf-8-sig").splitlines()[1].startswith(f"{COUNTED},E06000047")


def test_the_list_its_filter_and_its_csv(asked, who, durham, django_assert_max_num_queries):
    client = as_(who["analyst"])
    with django_assert_max_num_queries(12):
        shown = page(client, "/returns/")
    assert "Overdue" in shown
    assert "0 of 7: 0%" in shown
    assert "No figure is owed here" in page(client, "/returns/?state=waiting")
    assert "7 of 7" in page(client, f"/returns/?organisation={asked.organisation_id}")
    rows = client.get("/returns/list.csv?state=overdue").content.decode().splitlines()
    assert len(rows) == 8
    assert "No figure is owed here" in page(client, "/returns/?state=in&sort=-due")


def test_asking_changing_and_ending(who, durham):
    client = as_(who["analyst"])
    form = {
        "definition": COUNTED,
        "area": ready_area(durham),
        "rhythm": "month",
        "starts": "2026-04-02",
        "due_days": "15",
        "due_in": "working",
        "organisation": body(durham).pk,
        "owner": who["owner"].pk,
        "approver": who["approver"].pk,
    }
    assert "Begin on the first day of a month" in page(client, "/returns/ask/", **form)
    form["starts"] = "2026-04-01"
    both = {**form, "owner": who["analyst"].pk, "approver": who["analyst"].pk}
    assert "cannot be the owner" in page(client, "/returns/ask/", **both)
    assert "is asked for it" in page(client, "/returns/ask/", **form)
    asked = ReturnRequest.objects.of(durham).get()
    url = f"/returns/requests/{asked.key}/"
    assert "no deputy is named" in page(client, url)
    changed = {**form, "deputy": who["deputy"].pk, "due_days": "10"}
    said = page(client, f"{url}edit/", **changed)
    assert "The request is changed" in said
    assert "deputy of data_owner" in said
    assert "another person" in page(client, f"{url}edit/", **{**changed, "deputy": form["owner"]})
    assert "end it after that" in page(client, f"{url}end/", ends="2026-01-01", why="Not needed")
    assert "The request ends" in page(client, f"{url}end/", ends="2026-05-31", why="Not needed")
    assert "until 31 May 2026" in page(as_(who["owner"]), url)


def ready_area(durham):
    return Area.objects.get(code=durham.area_code).pk


def test_my_work_and_the_indicator_say_what_is_waited_for(asked, who, durham):
    mine = page(as_(who["owner"]), "/my-work/")
    assert "Figures I owe" in mine
    page(as_(who["owner"]), due(asked), count="1", status="final")
    assert "Figures to approve" in page(as_(who["approver"]), "/my-work/")
    shown = page(as_(who["owner"]), f"/indicators/{COUNTED}/")
    assert "Waiting for a return" in shown
    assert "And 4 more" in shown
    assert (
        "Waiting for a return"
        not in Client(SERVER_NAME="127.0.0.1").get(f"/indicators/{COUNTED}/").content.decode()
    )


def test_another_partnership_sees_and_sends_nothing_of_it(asked, who, durham):
    there = ready_partnership("elsewhere", is_invented=True)
    theirs = as_(UserFactory(roles=["analyst", "data_owner"], partnership=there))
    page(as_(who["owner"]), due(asked), count="1", status="final")
    sent = Return.objects.of(durham).get()
    assert asked.key not in page(theirs, "/elsewhere/returns/")
    for url in (due(asked), f"/returns/sent/{sent.pk}/", f"/returns/requests/{asked.key}/"):
        assert theirs.get(f"/elsewhere{url}").status_code == 404
        assert theirs.get(url).status_code == 403
    assert theirs.post(f"/elsewhere/returns/sent/{sent.pk}/approve/").status_code == 404
