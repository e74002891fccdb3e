"""The front door: anybody reports, a few questions at a time, and follows by a secret link."""

import json
import re

import pytest
from django.core.cache import cache

from goldenthread.casework import changes
from goldenthread.casework.models import Answer, Case
from tests.factories.cases import HEDGE, TOLD, adopted, scheme

pytestmark = pytest.mark.django_db
URL = "/report/asb_report/"


@pytest.fixture(autouse=True)
def door(ours):
    cache.clear()
    return adopted(ours)


def said(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1].replace("&quot;", '"')


def send(client, texts=TOLD, **more):
    link = hidden(said(client.get(URL)), "signed_link")
    return client.post(URL, {"go": "send", "kept": json.dumps(texts), "signed_link": link, **more})


def test_what_to_do_in_an_emergency_comes_before_everything(client):  # RPT-01
    for url in ("/report/", URL):
        page = said(client.get(url))
        assert page.index("Call 999") < page.index(
            'name="kept"' if url == URL else "What do you want"
        )


def test_danger_ends_the_form_with_what_to_do_and_a_way_back(client):  # RPT-01
    page = said(client.post(URL, {"go": "next", "step": "0", "a-danger_now": "yes"}))
    assert "Call 999 now" in page
    assert "What happened?" not in page
    back = said(client.post(URL, {"go": "again", "step": "0", "kept": hidden(page, "kept")}))
    assert "Is anyone in danger" in back
    on = said(client.post(URL, {"go": "next", "step": "0", "a-danger_now": "no"}))
    assert "What happened?" in on


def test_a_report_is_made_step_by_step_and_checked_before_it_is_sent(client, ours):
    page = said(client.get(URL))
    answers = {**TOLD, "reported_before": "yes", "hate_perceived": "yes", "hate_strands": "race",
               "happened_from": "20/11/2026 23:30"}  # fmt: skip
    asked = 0
    while "Check the answers" not in page:
        asked += 1
        fields = {f"a-{name}": value for name, value in answers.items()}
        page = said(client.post(URL, {
            "go": "next", "step": hidden(page, "step"), "kept": hidden(page, "kept"),
            "signed_link": hidden(page, "signed_link"), **fields,
        }))  # fmt: skip
    assert asked == 9
    for shown in ("Loud music every night.", "20 November 2026 at 23:30", "Race", "It harms me"):
        assert shown in page
    sent = client.post(URL, {
        "go": "send", "kept": hidden(page, "kept"), "signed_link": hidden(page, "signed_link"),
    })  # fmt: skip
    receipt = said(client.get(sent.url))
    case = Case.objects.of(ours).get()
    assert case.reference in receipt
    assert "We have your report" in receipt
    assert re.search(r"by <strong>\w+day \d+ \w+ 20\d\d</strong>", receipt), "by when, in words"
    moment = Answer.objects.of(ours).get(question="happened_from")
    assert moment.text == "2026-11-20T23:30"


def test_a_mistake_is_told_where_it_is_and_nothing_typed_is_lost(client):
    page = said(client.post(URL, {
        "go": "next", "step": "1", "kept": json.dumps({"danger_now": "no"}),
        "a-what_happened": "Loud & late", "a-happened_from": "whenever",
    }))  # fmt: skip
    assert "There is a problem" in page
    assert "Choose one." in page
    assert "Write the day as day/month/year" in page
    assert "Loud &amp; late" in page


def test_going_back_keeps_what_was_answered(client):
    kept = json.dumps(TOLD)
    page = said(client.post(URL, {"go": "back", "step": "2", "kept": kept}))
    assert "What happened?" in page
    assert "Loud music every night." in page
    assert json.loads(hidden(page, "kept")) == TOLD
    first = said(client.post(URL, {"go": "back", "step": "0", "kept": kept}))
    assert "Is anyone in danger" in first


def test_changing_one_answer_asks_only_what_follows_from_it(client):
    kept = json.dumps(TOLD)
    change = said(client.post(URL, {"go": "change-3", "kept": kept}))
    assert 'name="returning"' in change
    fields = {"a-impact": "", "a-reported_before": "yes"}
    steps = {"go": "next", "step": "3", "returning": "yes", "kept": kept}
    follows = said(client.post(URL, {**steps, **fields}))
    assert "Whom did you tell" in follows
    done = said(client.post(URL, {**steps, "a-reported_before": "no"}))
    assert "Check the answers" in done


def test_what_is_missing_is_asked_for_before_a_report_is_sent(client, ours):
    page = said(send(client, {**TOLD, "sub_type": ""}))
    assert "Choose one." in page
    page = said(send(client, {**TOLD, "sub_type": "no such thing"}))
    assert "Choose one of these." in page
    assert not Case.objects.of(ours).exists()


@pytest.mark.parametrize(
    "kept", ["", "[]", "{", '{"a": 1, "danger_now": ["no"]}', '"' + "x" * 300_000, "null"]
)
def test_whatever_a_program_sends_is_answered_with_a_page(client, kept):
    for go in ("next", "send", "back", "again", "change-99999999", "change-x", "nonsense"):
        for step in ("", "0", "99", "-1", "x", "9" * 5000):
            said(client.post(URL, {"go": go, "step": step, "kept": kept}))


def test_a_report_that_is_sent_twice_is_one_report(client, ours):
    page = said(client.get(URL))
    fields = {
        "go": "send", "kept": json.dumps(TOLD), "signed_link": hidden(page, "signed_link"),
    }  # fmt: skip
    assert client.post(URL, fields).url == client.post(URL, fields).url
    assert Case.objects.of(ours).count() == 1


def test_nobody_chooses_their_own_link(client, ours):
    sent = client.post(URL, {"go": "send", "kept": json.dumps(TOLD), "signed_link": "short:forged"})
    assert "forged" not in sent.url
    assert len(sent.url) > 50


def test_a_program_that_fills_in_every_box_sends_nothing(client, ours):
    page = said(send(client, website="http://spam.example"))
    assert "Your report was not sent" in page
    assert "Loud music every night." in page, "a person loses nothing"
    assert not Case.objects.of(ours).exists()


def test_one_address_sends_only_so_many_reports_in_an_hour(client, ours, settings):
    settings.REPORTS_PER_HOUR = 2
    for _ in range(2):
        assert send(client).status_code == 302
    page = said(send(client))
    assert "Too many reports" in page
    assert "call 999" in page
    assert Case.objects.of(ours).count() == 2
    assert client.get("/report/").status_code == 200


def test_a_place_elsewhere_is_told_with_whose_it_is(client, ours):  # ASB-04
    page = said(
        client.post(
            URL, {"go": "next", "step": "99", "kept": json.dumps({**TOLD, "where": "DH1 5UL"})}
        )
    )
    assert "DH1 5UL" in page
    assert "answers for it" in page or "does not say" in page
    elsewhere = json.dumps({**TOLD, "where": "Nowhere ZZ99 9ZZ"})
    said(client.post(URL, {"go": "next", "step": "99", "kept": elsewhere}))


def test_the_reporter_follows_adds_and_withdraws_by_the_link_alone(client, ours, worker):
    url = send(client).url
    case = Case.objects.of(ours).get()
    changes.move(case=case, step="screen", by=worker)
    changes.add_note(case=case, text="Not for the reporter.", kind="opinion", by=worker)
    page = said(client.get(url))
    assert "We have looked at how urgent it is." in page
    for secret in ("Not for the reporter", "Example caseworker", "Invented Resident", "Loud music"):
        assert secret not in page
    assert "this is needed" in said(client.post(url, {"go": "word", "text": ""}))
    added = client.post(url, {"go": "word", "text": "Louder today."}, follow=True)
    assert "We have added it" in said(added)
    assert "You added something." in said(added)
    refused = client.post(url, {"go": "screen"})
    assert refused.status_code == 200, "not a step of theirs: the page stays as it is"
    withdrawn = client.post(url, {"go": "withdraw"}, follow=True)
    assert "You have withdrawn it." in said(withdrawn)
    case.refresh_from_db()
    changes.move(case=case, step="close", by=worker, reason="So.", outcome="withdrawn_by_reporter")
    page = said(client.get(url))
    assert "Nothing more is planned" in page
    assert "report it again" in page
    closed = client.post(url, {"go": "word", "text": "More."})
    assert "closed" in said(closed)


def test_a_step_that_has_become_impossible_is_told(client, ours, worker, settings, tmp_path):
    scheme(ours, settings, tmp_path)
    page = said(client.get("/report/hedges/"))
    sent = client.post("/report/hedges/", {
        "go": "send", "kept": json.dumps(HEDGE), "signed_link": hidden(page, "signed_link"),
    })  # fmt: skip
    told = client.post(sent.url, {"go": "take_back"}, follow=True)
    assert "Choose how it ended" in said(told)


def test_a_link_or_kind_that_does_not_exist_is_not_found(client, ours, settings, tmp_path):
    for url in ("/report/follow/guess/", "/report/none/"):
        assert client.get(url).status_code == 404
    scheme(ours, settings, tmp_path, change=("front_door: Tell us about your hedge.\n", ""))
    assert client.get("/report/hedges/").status_code == 404


def test_where_nothing_can_be_reported_the_page_says_whom_to_call(client, ours, door):
    door.delete()
    page = said(client.get("/report/"))
    assert "Call 999" in page
    assert "cannot report online here yet" in page
