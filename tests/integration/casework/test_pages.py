"""Pages of cases: made from the declared type, worked without scripts, few queries."""

import html
import json
import re

import pytest
from django.utils import timezone

from goldenthread.casework import changes
from goldenthread.casework.models import Case, CaseClock, Task
from goldenthread.casework.queries.answers import texts_of
from tests.factories.cases import HEDGE, TOLD, opened, scheme, triaged

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, worker):
    client.force_login(worker)

    def get(url: str) -> str:
        answer = client.get(url)
        assert answer.status_code == 200, url
        return answer.content.decode()

    return get


def carried(page: str) -> str:
    """Give the answers that a page carries."""
    return html.unescape(re.search(r'name="kept" value="([^"]*)"', page)[1])


def post(client, url, **fields):
    return client.post(url, {name.replace("__", "-"): value for name, value in fields.items()})


def test_a_scheme_that_no_code_knows_has_all_its_pages(  # one file, no code
    client, page, ours, worker, settings, tmp_path
):
    scheme(ours, settings, tmp_path)
    assert "A scheme of a test" in page("/cases/new/")
    url = "/cases/new/hedges/"
    assert "Is it on fire?" in page(url)
    kept = json.dumps({"fire": "no"})
    answer = post(client, url, step="1", kept=kept, go="next", a__kind="tall").content.decode()
    assert "How high is it?" in answer
    more = {
        "a-height": "2.5", "a-since": "2026-01-31", "a-seen_at": "2026-02-01T12:00",
        "a-which": ["a", "b"],
    }  # fmt: skip
    texts = json.dumps({"fire": "no", "kind": "tall"})
    answer = client.post(url, {"step": "2", "kept": texts, "go": "next", **more}).content.decode()
    assert "What else?" in answer
    story = {"step": "3", "kept": carried(answer), "go": "next", "a-story": "Long.", "a-name": "I"}
    answer = client.post(url, story).content.decode()
    for said in ("2.5", "31 January 2026", "1 February 2026 at 12:00", "One, Two", "Long."):
        assert said in answer
    again = client.post(url, {"go": "change-2", "kept": carried(answer)}).content.decode()
    for said in ('value="2.5"', 'value="2026-01-31"', 'value="2026-02-01T12:00"'):
        assert said in again
    wrong = json.loads(carried(answer)) | {"height": "high"}
    said = client.post(url, {"go": "send", "kept": json.dumps(wrong)}).content.decode()
    assert "Write a number" in said
    sent = post(client, url, kept=json.dumps(HEDGE), go="send")
    case = Case.objects.of(ours).get()
    assert sent.url == case.get_absolute_url()
    shown = page(case.get_absolute_url())
    for said in ("Tall", "Invented Sender", "Answer by law", "set by law", "Measure it", "Begin"):
        assert said in shown
    assert "Tall" in page("/cases/")
    assert case.reference in page(f"/cases/?type=hedges&q={case.reference}")
    assert "Your hedge" in page(f"{case.get_absolute_url()}form/hedge/")
    assert "Begin" in page(f"{case.get_absolute_url()}step/begin/")
    assert "Tell us about your hedge." in page("/report/")


def test_a_case_is_worked_to_its_end_on_its_pages(client, page, ours, worker):
    case = opened(ours, worker)
    at = case.get_absolute_url()
    assert "Lead it myself" in page(at)
    client.post(f"{at}take/")
    client.post(f"{at}take/")
    client.post(f"{at}step/screen/", {"reason": ""})
    assert "Triage: not yet. Say what kind" in page(at)
    answers = {**TOLD, "channel": "phone", "police_category": "personal", "alarm": "yes",
               "priority": "high"}  # fmt: skip
    saved = client.post(f"{at}form/triage/", {"go": "send", "kept": json.dumps(answers)})
    assert saved.url == at
    assert texts_of(case)["priority"] == "high"
    client.post(f"{at}step/triage/", {"reason": ""})
    refused = client.post(f"{at}step/end_without_action/", {"reason": ""}).content.decode()
    assert "this is needed" in refused
    client.post(f"{at}note/", {"text": "Seen by me.", "kind": "fact", "about": "subject"})
    client.post(
        f"{at}task/", {"name": "Call them", "due": timezone.localdate(), "given_to": worker.pk}
    )
    task = Task.objects.of(ours).get(name="Call them")
    client.post(f"{at}task/{task.pk}/", {"how": "Called."})
    assert client.get(f"{at}task/{task.pk}/").status_code == 404
    client.post(f"{at}step/act_once/", {})
    client.post(f"{at}step/close/", {"reason": "It stopped.", "outcome": "action_taken"})
    shown = page(at)
    for said in ("One action taken", "Fact, about a subject", "Seen by me.", "Called.",
                 "Led from now on by", "It stopped."):  # fmt: skip
        assert said in shown
    assert "Add a task" not in shown
    assert "Closed" in page("/cases/?state=closed")


def test_a_rule_that_is_broken_is_said_on_the_page_and_nothing_is_saved(client, page, ours, worker):
    case = changes.move(case=opened(ours, worker), step="screen", by=worker)
    said = client.post(f"{case.get_absolute_url()}step/triage/", {}).content.decode()
    assert "Say what kind of behaviour it is and how urgent" in said
    case.refresh_from_db()
    assert case.stage == "screened"
    wrong = client.post(f"{case.get_absolute_url()}task/", {"name": "Call", "due": "2020-01-01"})
    assert "today or a later day" in wrong.content.decode()


def test_what_is_not_there_is_not_found(client, page, ours, worker):
    case = opened(ours, worker)
    at = case.get_absolute_url()
    for what in ("step/close/", "step/none/", "form/triage/", "form/none/", "task/1/",
                 "clock/999/pause/", "clock/999/run/"):  # fmt: skip
        assert client.get(f"{at}{what}").status_code == 404, what
    assert client.get("/cases/new/none/").status_code == 404
    assert client.get("/cases/none/").status_code == 404


def test_a_time_limit_is_paused_and_runs_on(client, page, ours, worker):
    case = opened(ours, worker)
    at, clock = case.get_absolute_url(), CaseClock.objects.of(ours).get()
    client.post(f"{at}clock/{clock.pk}/pause/", {"reason": "They are away."})
    assert "Let it run on" in page(at)
    assert "Paused" in page(at)
    again = client.post(f"{at}clock/{clock.pk}/pause/", {"reason": "They are away."})
    assert "paused already" in again.content.decode()
    client.post(f"{at}clock/{clock.pk}/run/")
    assert "Let it run on" not in page(at)


def test_a_supervisor_names_the_lead_and_who_is_on_it(client, ours, people, worker, supervisor):
    case = opened(ours, worker)
    at = case.get_absolute_url()
    client.force_login(supervisor)
    assert "People and access" in client.get(at).content.decode()
    client.post(f"{at}lead/", {"person": worker.pk})
    assert "Nobody is named" in client.get(f"{at}people/").content.decode()
    put = {"person": supervisor.pk, "worker": "supervisor", "reason": "Supervises it"}
    client.post(f"{at}people/", put)
    again = client.post(f"{at}people/", put).content.decode()
    assert "already" in again
    assert "Supervises it" in again
    client.post(f"{at}restrict/", {"reason": "An officer is party"})
    shown = client.get(at).content.decode()
    assert "Only the people named on this case see it" in shown
    assert "Lift the restriction" in client.get(f"{at}restrict/").content.decode()
    client.post(f"{at}restrict/", {"reason": "It was another"})
    access = case.accesses.get()
    assert client.get(f"{at}people/{access.pk}/end/").status_code == 405
    assert client.post(f"{at}people/999/end/").status_code == 404
    assert client.post(f"{at}people/{access.pk}/end/").url == "/cases/"
    other = changes.give_access(
        case=case, person=worker, worker="receiving_officer", reason="Works on it", by=supervisor
    )
    assert client.post(f"{at}people/{other.pk}/end/").url == f"{at}people/"
    client.post(f"{at}people/{other.pk}/end/")
    client.force_login(worker)
    assert client.get(f"{at}lead/").status_code == 403


@pytest.mark.parametrize("role", ["caseworker", "case_supervisor"])
def test_a_page_asks_as_often_for_many_rows_as_for_few(
    client, ours, people, worker, role, django_assert_max_num_queries
):
    client.force_login(people[role])
    case = triaged(ours, worker)
    for number in range(12):
        one = opened(ours, worker, {"reported_before": "yes"})
        changes.lead_case(case=one, person=worker, by=worker)
        changes.add_note(case=case, text=f"Note {number}.", kind="fact", by=worker)
        changes.add_task(case=case, name=f"Task {number}", due=timezone.localdate(),
                         given_to=worker, by=worker)  # fmt: skip
    for url in ("/cases/", "/cases/?q=Invented", "/cases/my-work/", case.get_absolute_url(),
                f"{case.get_absolute_url()}task/", "/cases/new/asb_report/"):  # fmt: skip
        with django_assert_max_num_queries(14):  # two of them are the savepoint of a look
            assert client.get(url).status_code == 200


def test_pages_of_cases_say_what_they_are_and_are_not_kept_by_a_browser(client, ours, worker):
    case = opened(ours, worker)
    client.force_login(worker)
    for url in (case.get_absolute_url(), f"{case.get_absolute_url()}note/", "/cases/"):
        answer = client.get(url)
        assert answer.content.count(b"OFFICIAL-SENSITIVE (PERSONAL)") == 2, "top and bottom"
    assert client.get(case.get_absolute_url())["Cache-Control"] == "no-store"


def test_nothing_waits_for_who_has_nothing_to_do(page, ours):
    shown = page("/cases/my-work/")
    assert "Nothing waits for you" in shown
    assert "Every open case is led" in shown
    assert "No kind of case can be opened here yet" in page("/cases/new/")
    assert "No case fits" in page("/cases/")
