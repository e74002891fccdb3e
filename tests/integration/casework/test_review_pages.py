"""The pages of case reviews: the public way in, the applicant's own page, staff, statistics."""

import csv
import html
import io
import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from goldenthread.casework import changes
from goldenthread.casework.changes import review
from goldenthread.casework.models import Case, CaseLetter, Complaint, InformationRequest
from goldenthread.casework.rules.references import hash_of
from tests.factories import cases, reviews
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
URL = "/report/asb_case_review/"


@pytest.fixture(autouse=True)
def door(ours):
    cache.clear()
    return reviews.adopted(ours)


@pytest.fixture
def now():
    return timezone.now() - timedelta(hours=1)


@pytest.fixture
def staff(client, worker):
    client.force_login(worker)
    return client


def said(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.content.decode())


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="(.*?)">', page)
    assert found, name
    return found[1]


def rows_typed(today) -> dict[str, str]:
    typed = {}
    for number, days in enumerate((10, 20, 30)):
        happened = today - timedelta(days=days)
        typed |= {
            f"a-complaints-{number}-body": "council",
            f"a-complaints-{number}-told": "The desk",
            f"a-complaints-{number}-made": (happened + timedelta(days=1)).isoformat(),
            f"a-complaints-{number}-behaviour": happened.isoformat(),
            f"a-complaints-{number}-reference": f"R{number}",
        }
    return typed


def through(client, typed) -> str:
    """Answer every page of the application as a browser would; give the last, with all answers."""
    page = said(client.get(URL))
    for _ in range(20):
        if "Check the answers" in page:
            return page
        page = said(client.post(URL, {
            "go": "next", "step": hidden(page, "step"), "kept": hidden(page, "kept"),
            "signed_link": hidden(page, "signed_link"), **typed,
        }))  # fmt: skip
    raise AssertionError("the questions never end")


def typed_application() -> dict[str, str]:
    answers = {f"a-{name}": value for name, value in reviews.APPLICATION.items()}
    return answers | rows_typed(timezone.localdate())


def sent(client, page):
    return client.post(URL, {
        "go": "send", "kept": hidden(page, "kept"), "signed_link": hidden(page, "signed_link"),
    })  # fmt: skip


def own(ours, worker, now, step) -> tuple[Case, str]:
    """A review that has an own page."""
    case = step(ours, worker, at=now)
    Case.objects.of(ours).filter(pk=case.pk).update(link_hash=hash_of("my-link"))
    return case, "/report/review/my-link/"


def test_cr10_an_application_is_made_without_account_and_has_a_receipt(client, ours):
    page = through(client, typed_application())
    assert "3. The council (The desk), told on" in page
    answer = sent(client, page)
    receipt = said(client.get(answer.url))
    case = Case.objects.of(ours).get()
    assert answer.url.startswith("/report/review/")
    assert case.reference in receipt
    assert re.search(r"whether there will be a review and why, by <strong>\w+day", receipt)
    assert "not a complaint against anybody" in receipt  # CR-11
    assert Complaint.objects.of(ours).filter(case=case).count() == 3
    again = client.get(answer.url.replace("/report/review/", "/report/follow/"))
    assert again.url == answer.url


def test_the_front_door_leads_to_it(client):
    page = said(client.get("/report/"))
    assert f'href="{URL}"' in page
    assert 'href="/case-reviews/"' in page


def test_more_rows_lose_nothing_and_complain_of_nothing(client):
    page = through(client, typed_application())
    step = re.search(r'value="change-(\d+)">Change<span[^>]*> the answer to: Whom did you', page)
    kept = hidden(page, "kept")
    page = said(client.post(URL, {"go": f"change-{step[1]}", "kept": kept}))
    assert page.count("<legend") - 1 == 4, "three that are filled in and one more"
    typed = typed_application() | {"a-complaints-3-told": "Half a row"}
    page = said(client.post(URL, {"go": "more", "step": step[1], "kept": kept, **typed}))
    assert "There is a problem" not in page
    assert "Half a row" in page
    assert "Loud music every night." in page
    assert page.count("Who was told?") == 7
    wrong = said(client.post(URL, {"go": "next", "step": step[1], "kept": kept, **typed}))
    assert "Complaint 4: choose who was told." in wrong
    assert "Half a row" in wrong


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"a-complaints-0-made": ""}, "Complaint 1: give the day"),
        ({"a-complaints-0-made": "soon"}, "Complaint 1: Write the day as"),
        ({"a-complaints-0-made": "2999-01-01"}, "Complaint 1: a day cannot be later"),
        ({"a-complaints": "nonsense"}, "could not be read"),
        ({"a-complaints": ""}, "at least one time"),
    ],
)
def test_a_row_that_cannot_be_is_told_where_it_is(client, typed, why):
    page = said(client.get(URL))
    kept = json.dumps({"applicant_is": "victim"})
    for number in range(12):
        fields = {"go": "next", "step": str(number), "kept": kept, **typed_application(), **typed}
        page = said(client.post(URL, fields))
        if why in page:
            return
    raise AssertionError(why)


def test_there_is_room_for_twenty_rows_and_no_more(client):
    page = through(client, typed_application())
    step = re.search(r'value="change-(\d+)">Change<span[^>]*> the answer to: Whom did you', page)
    typed = {f"a-complaints-{number}-told": "x" for number in range(25)}
    page = said(client.post(URL, {"go": "more", "step": step[1], **typed, "kept": "{}"}))
    assert page.count("Who was told?") == 20
    assert "room for no more" in page


def test_a_program_sends_nothing(client, ours):
    page = through(client, typed_application())
    answer = client.post(URL, {"go": "send", "kept": hidden(page, "kept"), "website": "x",
                               "signed_link": hidden(page, "signed_link")})  # fmt: skip
    assert "was not sent" in said(answer)
    assert not Case.objects.of(ours).exists()


def test_cr12_the_applicant_reads_letters_adds_and_withdraws(client, ours, worker, now):
    case, url = own(ours, worker, now, reviews.assessing)
    review.decide(case=case, texts=reviews.MET, by=worker)
    changes.add_note(case=case, text="Not for the applicant.", kind="opinion", by=worker)
    page = said(client.get(url))
    assert "There will be a review" in page
    for secret in ("Not for the applicant", "Invented Officer", "Loud music", "ead its books"):
        assert secret not in page
    letter = said(client.get(f"{url}letters/2/"))
    assert "This is why." in letter
    assert client.get(f"{url}letters/9/").status_code == 404
    assert "this is needed" in said(client.post(url, {"go": "word", "text": ""}))
    added = client.post(url, {"go": "word", "text": "My statement."}, follow=True)
    assert "We have added it" in said(added)
    assert "You have withdrawn" in said(client.post(url, {"go": "withdraw"}, follow=True))
    again = said(client.post(url, {"go": "withdraw"}, follow=True))
    assert "does not begin there" in again
    assert "Withdraw my application" not in again


def test_cr03_the_applicant_appeals_on_their_own_page(client, ours, worker, now):
    case, url = own(ours, worker, now, lambda *a, at: reviews.assessing(*a, 1, at=at))
    assert client.get(f"{url}appeal/").status_code == 404
    review.decide(case=case, texts=reviews.NOT_MET, by=worker)
    page = said(client.get(url))
    assert f'href="{url}appeal/"' in page
    assert "ask_policing_body" not in page, "CR-23: not before it is in force"
    assert client.get(f"{url}close/").status_code == 404
    said(client.get(f"{url}appeal/"))
    assert "this is needed" in said(client.post(f"{url}appeal/", {"why": ""}))
    done = said(client.post(f"{url}appeal/", {"why": "You missed two."}, follow=True))
    assert "We have your appeal" in done
    refused = client.post(f"{url}ask_policing_body/", {"why": "Look again."})
    assert refused.status_code == 404


def test_a_link_of_something_else_opens_no_review(client, ours, worker):
    case = cases.opened(ours, worker)
    Case.objects.of(ours).filter(pk=case.pk).update(link_hash=hash_of("a-report"))
    for link in ("a-report", "guess"):
        assert client.get(f"/report/review/{link}/").status_code == 404


def test_staff_work_a_review_on_its_pages(staff, ours, worker, now, django_assert_max_num_queries):
    case = reviews.assessing(ours, worker, 2, found=None, at=now)
    base = f"/cases/{case.reference}/"
    url = f"{base}review/"
    day = timezone.localdate(now)
    assert f'href="{url}"' in said(staff.get(base))
    page = said(staff.get(url))
    assert page.count("Still open") == 2
    assert "has not said yet" in page
    new = {"body": "police", "made": day - timedelta(days=39), "behaviour": day - timedelta(40)}
    said(staff.get(f"{url}complaints/"))
    said(staff.post(f"{url}complaints/", new, follow=True))
    for number in (1, 2, 3):
        assert "Where did it look" in said(staff.get(f"{url}complaints/{number}/verify/"))
        body = "police" if number == 3 else "council"
        found = {"body": body, "found": "yes", "reference": f"B{number}"}
        staff.post(f"{url}complaints/{number}/verify/", found)
    page = said(staff.get(url))
    assert "3 of the 3 incidents needed" in page
    assert page.count("Counts") == 3
    assert "the last day to complain" in page
    wrong = staff.post(f"{url}complaints/1/", {"incident": "2", "reason": "x"})
    assert "Say why" in said(wrong)
    assert staff.get(f"{url}complaints/9/").status_code == 404
    for page in ("", "meeting/"):
        with django_assert_max_num_queries(14):  # two of them are the savepoint of a look
            said(staff.get(f"{url}{page}"))
    assert case.reads.count() >= 4, "every look is noted"


def decision() -> dict[str, str]:
    given = {key: value for key, value in reviews.MET.items() if key != "deciders"}
    for body in ("council", "police", "integrated_care_board"):
        given[f"decided_{body}"] = "Invented Officer"
    return given


def test_cr04_the_decision_offers_only_what_the_count_allows(staff, ours, worker, now):
    case = reviews.assessing(ours, worker, at=now)
    url = f"/cases/{case.reference}/review/decide/"
    page = said(staff.get(url))
    assert 'value="none"' not in page
    assert 'value="discretionary"' not in page
    refused = said(staff.post(url, {**decision(), "threshold_route": "none", "go": "decide"}))
    assert "choose one of these" in refused
    one = reviews.assessing(ours, worker, 1, at=now)
    page = said(staff.get(f"/cases/{one.reference}/review/decide/"))
    assert 'value="mandatory"' not in page
    assert 'value="none"' in page


def test_cr12_the_letter_is_read_before_it_goes_out(staff, ours, worker, now):
    case = reviews.assessing(ours, worker, at=now)
    url = f"/cases/{case.reference}/review/decide/"
    looked = said(staff.post(url, {**decision(), "go": "look"}))
    assert "This is what goes out with it" in looked
    assert "This is why." in looked
    case.refresh_from_db()
    assert case.stage == "assessing", "only looked at"
    assert CaseLetter.objects.of(ours).filter(case=case).count() == 1
    shown = re.search(r"The bodies are to meet by ([^.]+)\.", looked)[1]
    sent = said(staff.post(url, {**decision(), "go": "decide"}, follow=True))
    assert "the letter has gone out" in sent
    letter = said(staff.get(f"/cases/{case.reference}/letters/2/"))
    assert shown in letter
    assert staff.get(url).status_code == 404, "decided already"
    assert staff.get(f"/cases/{case.reference}/letters/7/").status_code == 404


def test_what_the_rules_refuse_is_told_when_the_letter_is_looked_at(staff, ours, worker, now):
    case = reviews.assessing(ours, worker, 1, at=now)
    url = f"/cases/{case.reference}/review/decide/"
    given = {**decision(), "threshold_route": "discretionary", "go": "look"}
    assert "Name the ground" in said(staff.post(url, given))


def test_a_form_or_step_with_a_page_of_its_own_leads_there(staff, ours, worker, now):
    case = reviews.assessing(ours, worker, at=now)
    base = f"/cases/{case.reference}/"
    for address in ("form/threshold/", "step/decide_met/", "step/decide_not_met/"):
        assert staff.get(f"{base}{address}").url == f"{base}review/decide/"


def test_a_meeting_is_prepared_held_and_its_outcome_written(staff, ours, worker, now):
    case = reviews.met(ours, worker, at=now)
    base = f"/cases/{case.reference}/"
    url, day = f"{base}review/", timezone.localdate(now)
    linked = cases.opened(ours, worker)
    meeting = f"{url}meeting/"
    assert "due by" in said(staff.get(meeting)).lower()
    said(staff.get(f"{url}link/"))
    assert "is linked" in said(
        staff.post(f"{url}link/", {"reference": linked.reference}, follow=True)
    )
    for one in InformationRequest.objects.of(ours).filter(case=case):
        page = f"{url}requests/{one.pk}/"
        said(staff.get(page))
        staff.post(page, {"answer": "We went twice.", "gaps": "No log."})
    involved = {**reviews.PREPARED, "chair_named": str(worker)}
    assert "has been involved" in said(staff.post(f"{url}prepare/", involved))
    staff.post(f"{url}prepare/", reviews.PREPARED)
    page = said(staff.get(meeting))
    for shown in (
        "Answered on",
        "Gaps: No log.",
        "Invented Chair",
        "It wears me out",
        linked.reference,
    ):
        assert shown in page
    case = changes.move(case=case, step="arrange", by=worker, at=now)
    changes.record_answers(case=case, form="meeting", by=worker, at=now,
                           texts={"attended": "All.", "victim_took_part": "yes"})  # fmt: skip
    case = changes.move(case=case, step="hold", by=worker, at=now)
    due = (day + timedelta(days=30)).isoformat()
    said(staff.get(f"{url}recommendations/"))
    staff.post(f"{url}recommendations/", {"to": "Example Council", "text": "Lead it.", "due": due})
    said(staff.get(f"{url}outcome/"))
    staff.post(f"{url}outcome/", {"findings": "Nobody led.", "outcome_reasons": "So."})
    step = said(staff.get(f"{base}step/issue/"))
    assert "1. To Example Council" in step, "the letter is shown before it goes out"
    staff.post(f"{base}step/issue/", {"reason": ""})
    page = said(staff.get(meeting))
    assert "No answer yet" in page
    answer = f"{url}recommendations/1/answer/"
    said(staff.get(answer))
    refused = said(staff.post(answer, {"accepted": "no", "reason": "", "on": day.isoformat()}))
    assert "says why" in refused
    staff.post(answer, {"accepted": "yes", "reason": "", "on": day.isoformat()})
    check = f"{url}recommendations/1/check/"
    said(staff.get(check))
    staff.post(check, {"found": "Done at once.", "done_on": day.isoformat()})
    page = said(staff.get(meeting))
    assert "Accepted on" in page
    assert "Done at once." in page
    assert staff.get(f"{url}recommendations/8/check/").status_code == 404
    assert "Recommendation 1: accepted" in said(staff.get(base))


def test_forbidden_unknown_and_another_kind_look_the_same(client, ours, people, worker, now):
    case = reviews.assessing(ours, worker, at=now)
    report = cases.opened(ours, worker)
    client.force_login(worker)
    assert client.get(f"/cases/{report.reference}/review/").status_code == 404
    assert client.get("/cases/BBB-BBB-BBB/review/").status_code == 404
    client.force_login(people["analyst"])
    assert client.get(f"/cases/{case.reference}/review/").status_code == 404
    stranger = UserFactory(roles=["partner"], partnership=ours)
    client.force_login(stranger)
    assert client.get(f"/cases/{case.reference}/review/").status_code in (403, 404)


def test_cr17_anybody_reads_the_four_numbers_of_each_year(client, ours, worker, now):
    reviews.held(ours, worker, at=now)
    page = said(client.get("/case-reviews/"))
    assert "Small numbers and zeros are shown" in page
    found = list(csv.reader(io.StringIO(said(client.get("/case-reviews/statistics.csv")))))
    assert found[0][3:] == ["Applications", "Threshold not met", "Reviews",
                            "Reviews with recommendations"]  # fmt: skip
    assert found[1][3:] == ["1", "0", "1", "0"]
    assert found[2][3:] == ["0", "0", "0", "0"]
    year = found[1][0][:4]
    assert "The year is not over" in said(client.get(f"/case-reviews/{year}/"))
    assert client.get("/case-reviews/1999/").status_code == 404
    assert client.get(f"/case-reviews/{year}/write/").status_code in (302, 403)


def test_cr18_the_yearly_look_is_written_and_published(client, ours, supervisor, now):
    year = csv_year(client)
    url = f"/case-reviews/{year}/"
    client.force_login(supervisor)
    assert client.post(f"{url}publish/").status_code == 404
    said(client.get(f"{url}write/"))
    told = {"reviewed_on": timezone.localdate(now).isoformat(), "looked_at": "All.",
            "found": "It works.", "changes": "None.", "consulted": "Two bodies."}  # fmt: skip
    assert "this is needed" in said(client.post(f"{url}write/", {**told, "found": ""}))
    client.post(f"{url}write/", told)
    assert "A draft" in said(client.get(url))
    assert "It works." in said(client.get(f"{url}write/"))
    client.logout()
    assert "It works." not in said(client.get(url))
    client.force_login(supervisor)
    for _ in range(2):
        client.post(f"{url}publish/")
    client.logout()
    assert "It works." in said(client.get(url))


def test_cr24_whoever_leads_casework_takes_the_numbers_by_month_and_area(
    client, ours, people, supervisor, now
):
    year = csv_year(client)
    reviews.held(ours, people["caseworker"], at=now)
    url = f"/case-reviews/{year}/months.csv"
    assert client.get(url).status_code in (302, 403)
    client.force_login(people["caseworker"])
    assert client.get(url).status_code == 403
    client.force_login(supervisor)
    found = list(csv.reader(io.StringIO(said(client.get(url)))))
    assert found[1] == [f"{timezone.localdate(now):%Y-%m}", "not known", "1", "0", "1", "0"]
    assert len(found) == 2
    assert f'href="{url}"' in said(client.get(f"/case-reviews/{year}/"))


def csv_year(client) -> str:
    return said(client.get("/case-reviews/statistics.csv")).splitlines()[1][:4]


def test_letters_of_any_kind_of_case_stand_on_its_page(staff, ours, worker, now):
    case = reviews.assessing(ours, worker, at=now)
    url = f"/cases/{case.reference}/letters/"
    assert url in said(staff.get(f"/cases/{case.reference}/"))
    page = said(staff.get(url))
    assert "We have your application" in page
    assert f"{url}1/" in page
    report = cases.opened(ours, worker)
    assert "No letter went out yet" in said(staff.get(f"/cases/{report.reference}/letters/"))
