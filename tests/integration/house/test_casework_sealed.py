"""What people tell in confidence stands on the pages of casework and nowhere else in the house."""

import logging
from datetime import date, datetime, time, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from pytest_django.plugin import DjangoDbBlocker

from config.cli import main
from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership, User
from goldenthread.audit.models import Event
from goldenthread.casework import changes
from goldenthread.casework.models import Answer, Case, CaseEvent
from goldenthread.casework.queries.seeing import types_in_force
from goldenthread.casework.rules.lengths import LONDON
from goldenthread.casework.urls import urlpatterns
from goldenthread.indicators import queries
from goldenthread.indicators.models import Observation
from goldenthread.publishing import declaring
from goldenthread.publishing.composing.whole import compose
from goldenthread.sources.models import Release
from tests.factories.counted import received
from tests.integration.house.conftest import HERE
from tests.walk.addresses import Sample, visitor
from tests.walk.casework import work_a_case
from tests.walk.working import DOT

pytestmark = pytest.mark.django_db

CANARY = "Xylophagous"
# What casework gives out by itself: numbers and how reviews work, and no word of any case.
PUBLISHED = {"case_reviews", "case_reviews_csv", "case_reviews_year", "report_start"}
OWN = {one.name for one in urlpatterns} - PUBLISHED
TOLD = {
    "danger_now": "no",
    "what_happened": f"{CANARY} happened.",
    "sub_type": "noise",
    "where": f"{CANARY} Street, DH1 5UL",
    "those_involved": f"{CANARY} did it.",
    "impact": f"{CANARY} impact.",
    "relation": "victim",
    "anonymous": "no",
    "name": f"{CANARY} Person",
    "contact": f"{CANARY.lower()}@example.org",
    "safe_times": f"After {CANARY}",
}
SEARCHES = (
    f"search/?q={CANARY}",
    f"search/?q={CANARY[:6]}",
    f"api/v1/indicators?search={CANARY}",
    f"commitments/?q={CANARY}",
    f"groups/?q={CANARY}",
)


@pytest.fixture(scope="module")
def told(
    loaded: dict[str, list[str]], all_roles: dict[str, User], django_db_blocker: DjangoDbBlocker
) -> Case:
    """A case full of words that stand nowhere else, worked in every way that writes words."""
    with django_db_blocker.unblock(), transaction.atomic():
        here, by = Partnership.objects.get(slug=HERE), all_roles[HERE]
        of = next(one for one in types_in_force(here) if one.key == "asb_report")
        case = changes.report(of=of, texts=TOLD, link=CANARY, by=AnonymousUser())
        other = changes.report(
            of=of, texts=TOLD, link=f"{CANARY}2", by=AnonymousUser(), again_of=case
        )
        changes.link_same(case=other, to=case, reason=f"{CANARY} linked.", by=by)
        changes.send_file(case=case, name=f"{CANARY}.png", data=DOT, by=AnonymousUser())
        changes.add_word(case=case, text=f"{CANARY} added.", by=AnonymousUser())
        changes.add_note(case=case, text=f"{CANARY} noted.", kind="fact", by=by)
        changes.add_task(case=case, name=f"{CANARY} task", due=today(), given_to=None, by=by)
        work_a_case(case, by, f"{CANARY} worked")
        changes.lead_case(case=case, person=by, by=by)
        changes.move(case=case, step="screen", by=by, reason=f"{CANARY} reason")
        return case


def today():
    from django.utils import timezone

    return timezone.localdate()


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]


WORKED = ("", "harmed/", "plan/", "referrals/", "powers/", "disclosures/", "closing/")


@pytest.mark.parametrize("page", WORKED)
def test_the_pages_on_which_a_case_is_worked_show_it_and_are_never_kept(
    told: Case, all_roles: dict[str, User], page: str
):
    answer = visitor(all_roles[HERE]).get(f"{told.get_absolute_url()}{page}")
    assert f"{CANARY} worked" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("file", ["powers.csv", "disclosures.csv"])
def test_what_is_downloaded_of_cases_names_nobody(
    told: Case, all_roles: dict[str, User], file: str
):
    answer = visitor(all_roles[HERE]).get(f"/cases/{file}")
    assert told.reference.encode() in body(answer)
    assert not holds(answer)


def holds(answer: HttpResponse) -> bool:
    return CANARY.lower().encode() in body(answer).lower()


def test_what_is_counted_of_cases_holds_no_word_of_it(told: Case, all_roles: dict[str, User]):
    client = visitor(all_roles[HERE])
    for page in ("", "asb_report/", "asb_report/statistics/", "asb_report/statistics.csv"):
        answer = client.get(f"/cases/kinds/{page}")
        assert answer.status_code == 200
        assert not holds(answer)
        assert told.reference.encode() not in body(answer)


def test_the_pages_of_casework_do_show_it(told: Case, all_roles: dict[str, User]):
    client = visitor(all_roles[HERE])
    assert holds(client.get(told.get_absolute_url()))
    assert holds(client.get(f"{told.get_absolute_url()}report/")), "the name of a file"
    assert holds(client.get(f"{told.get_absolute_url()}like/")), "the reason of a link"
    assert holds(client.get(f"/cases/?q={CANARY}")), "what was typed stands in the filter"
    assert told.reference.encode() in client.get(f"/cases/?q={CANARY}").content


@pytest.mark.parametrize("who", ["a visitor", "somebody with every role"])
def test_no_other_page_download_or_answer_holds_a_word_of_it(
    told: Case,
    samples: dict[str, dict[str, list[Sample]]],
    all_roles: dict[str, User],
    who: str,
    caplog: pytest.LogCaptureFixture,
):
    client = visitor(None if who == "a visitor" else all_roles[HERE])
    addresses = [
        one.url
        for name, found in samples[HERE].items()
        if name not in OWN and not name.startswith(("account_", "mfa_"))
        for one in found
    ]
    assert len(addresses) > 200
    with caplog.at_level(logging.DEBUG, logger="django"):
        leaks = [url for url in addresses if holds(client.get(url))]
    assert leaks == []
    assert CANARY.lower() not in caplog.text.lower()
    assert mail.outbox == []


@pytest.mark.parametrize("address", SEARCHES)
def test_no_search_finds_it(told: Case, all_roles: dict[str, User], address: str):
    for person in (None, all_roles[HERE]):
        page = body(visitor(person).get(f"/{address}")).decode()
        for word in (
            "happened",
            "Street",
            "Person",
            "noted",
            "task",
            "reason",
            "worked",
            told.reference,
        ):
            assert f"{CANARY} {word}" not in page
        assert told.get_absolute_url() not in page


def night(day: date) -> datetime:
    """An odd moment two months before a day, by which a case could be told from others."""
    month = Period.month(day.year, day.month).previous().previous()
    return datetime.combine(month.start + timedelta(days=3), time(3, 17, 43), tzinfo=LONDON)


def let_out_of(here: Partnership, at: datetime) -> tuple[Release, str]:
    """Let six more reports come in at that moment, count, and give all that was written of it."""
    for case in received(here, at, 6, what_happened=f"{CANARY} bulk", name=f"{CANARY} Person"):
        Answer.objects.of(here).filter(case=case, question__in=TOLD).update(personal=True)
    before = Event.objects.count()
    assert main(["casework", "count"]) == 0
    release = Release.objects.of(here).filter(source="casework_counts").latest("pk")
    rows: list[object] = [release, *release.files.all(), *release.observations.all()]
    rows += list(Event.objects.order_by("pk")[before:])
    return release, "\n".join(str(vars(one)) for one in rows)


def test_what_is_counted_of_it_leaves_by_no_door_but_as_a_number(
    told: Case,
    all_roles: dict[str, User],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
):
    """IS-11, PUB-02: no word, name, reference, time of day or small number, at any door."""
    here, at = told.partnership, night(today())
    CaseEvent.objects.of(here).filter(case=told).update(at=at)
    with caplog.at_level(logging.DEBUG):
        release, written = let_out_of(here, at)
        rows = Observation.objects.of(here).filter(release__source="casework_counts")
        fed = {one.pk for one in queries.fed_by("casework_counts")}
        months = {one.period.key for one in rows.filter(release=release) if one.period}
        doors = [f"data/releases/{release.key}/", "data/", "data/releases.csv", "indicators/"]
        for id in fed:
            doors += [f"indicators/{id}/", f"indicators/{id}/figures.csv", f"open-data/{id}.csv",
                      f"api/v1/indicators/{id}/observations"]  # fmt: skip
            doors += [f"indicators/{id}/trace/{here.area_code}/{key}/" for key in months]
        clients = [visitor(None), visitor(all_roles[HERE])]
        answers = [one.get(f"/{door}") for one in clients for door in doors]
    assert sum(one.status_code == 200 for one in answers) > 40
    said = [body(one).decode() for one in answers]
    said += [written, "".join(capsys.readouterr()), caplog.text, str(mail.outbox)]
    said.append(str(_report(here)))
    for text in said:
        for word in (CANARY.lower(), told.reference.lower(), "03:17", "3:17", "17:43"):
            assert word not in text.lower()
    small = rows.filter(count__gt=0, count__lt=5).values_list("series__definition", flat=True)
    assert all(one.startswith("case_review") for one in small)
    assert rows.filter(count__gte=5).exists()
    assert mail.outbox == []


def _report(here: Partnership) -> object:
    """The part of a report that tells of cases, whole, with what each number rests on."""
    last = today()
    period = Period.month(last.year, last.month).previous().previous()
    return compose(
        declaring.report("annual"), partnership=here, period=period, as_of=last
    ).document  # fmt: skip
