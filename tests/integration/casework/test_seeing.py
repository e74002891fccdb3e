"""Who sees which case, in lists, on its page and in what waits (IS-11)."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework import changes
from goldenthread.casework.models import CaseRead
from goldenthread.casework.queries import listing, seeing
from goldenthread.casework.queries.listing import Wanted
from goldenthread.casework.queries.work import work_of
from goldenthread.casework.rules.seeing import Level
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.cases import HEDGE, opened, scheme, triaged

pytestmark = pytest.mark.django_db


def found(ours, by, **wanted):
    return [one.reference for one in listing.cases(ours, Wanted(**wanted), by=by)]


def status(client, person, case, name="case"):
    client.force_login(person)
    return client.get(reverse(name, args=[case.reference])).status_code


def restricted(case, supervisor):
    changes.give_access(
        case=case, person=supervisor, worker="supervisor", reason="Supervises it", by=supervisor
    )
    return changes.restrict(case=case, reason="An officer is party", by=supervisor)


def test_a_role_sees_what_the_type_says_and_no_more(ours, people, worker, supervisor):
    case = opened(ours, worker)
    levels = {
        role: (seen := seeing.sight(case, by=person)) and seen.seen.level
        for role, person in people.items()
    }
    assert levels == {
        "partner": None,
        "analyst": Level.FIELDS,
        "caseworker": Level.CASE,
        "case_supervisor": Level.CASE,
        "partnership_manager": None,
    }


def test_forbidden_and_unknown_look_the_same(client, ours, worker, supervisor):
    case = restricted(opened(ours, worker), supervisor)
    client.force_login(worker)
    hidden, unknown = (
        client.get(f"/cases/{reference}/") for reference in (case.reference, "BCD-BCD-BCD")
    )
    assert hidden.status_code == unknown.status_code == 404
    token = rb'name="csrfmiddlewaretoken" value="[^"]+"'
    assert re.sub(token, b"", hidden.content) == re.sub(token, b"", unknown.content)
    for name in ("case_note", "add_case_task", "take_case"):
        assert client.get(reverse(name, args=[case.reference])).status_code in (404, 405)
    assert case.reference not in found(ours, worker, q=case.reference)
    assert found(ours, supervisor, q=case.reference) == [case.reference]


def test_another_partnership_sees_nothing_of_ours(client, ours, worker):
    theirs = PartnershipFactory(slug="theirs")
    stranger = UserFactory(roles=["caseworker"], partnership=theirs)
    case = opened(ours, worker)
    client.force_login(stranger)
    assert client.get(f"/theirs/cases/{case.reference}/").status_code == 404
    assert client.get(f"/cases/{case.reference}/").status_code == 403
    assert found(theirs, stranger) == []


def test_who_is_put_on_one_case_sees_that_one_and_only_until_it_ends(
    client, ours, people, worker, supervisor
):
    case, other = opened(ours, worker), opened(ours, worker)
    for one in (case, other):
        restricted(one, supervisor)
    given = changes.give_access(
        case=case, person=worker, worker="receiving_officer", reason="Works on it", by=supervisor
    )
    assert (status(client, worker, case), status(client, worker, other)) == (200, 404)
    assert found(ours, worker) == [case.reference]
    changes.end_access(access=given, by=supervisor)
    assert status(client, worker, case) == 404
    assert found(ours, worker) == []


def test_who_sees_some_fields_reads_those_and_never_a_name_a_place_or_a_note(
    client, ours, people, worker
):
    case = triaged(ours, worker)
    changes.lead_case(case=case, person=worker, by=worker)
    changes.add_note(case=case, text="A secret note.", kind="fact", by=worker)
    client.force_login(people["analyst"])
    pages = [client.get(case.get_absolute_url()).content.decode(),
             client.get("/cases/").content.decode()]  # fmt: skip
    assert "Noise" in pages[0]
    for page in pages:
        for secret in ("Invented Resident", "Example Court", "Loud music", "A secret", "01632"):
            assert secret not in page
        assert "Example caseworker" not in page.replace("Example caseworker</td>", "")
    assert found(ours, people["analyst"], q="Invented") == []
    assert found(ours, people["analyst"], q="Example Court") == []
    assert found(ours, people["analyst"], q=case.reference) == [case.reference]


def test_who_sees_the_name_only_learns_whom_to_ask(
    client, ours, worker, supervisor, settings, tmp_path
):
    case = changes.open_case(of=scheme(ours, settings, tmp_path), texts=HEDGE, by=worker)
    client.force_login(supervisor)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "There is such a case" in page
    assert "Nobody leads it yet" in page
    changes.lead_case(case=case, person=worker, by=worker)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Ask Example caseworker" in page
    assert "Invented Sender" not in page
    assert found(ours, supervisor) == []
    assert client.get(reverse("case_note", args=[case.reference])).status_code == 404


def test_every_look_at_a_case_is_noted_with_how_much_was_seen(  # IS-08
    client, ours, people, worker, supervisor
):
    case = opened(ours, worker)
    for person in (worker, people["analyst"], people["partner"]):
        status(client, person, case)
    rows = CaseRead.objects.of(ours).filter(case=case).order_by("pk")
    assert [(one.person, one.level) for one in rows] == [
        (worker, "case"),
        (people["analyst"], "fields"),
    ]
    client.force_login(supervisor)
    page = client.get(reverse("case_reads", args=[case.reference])).content.decode()
    assert "Example caseworker" in page
    assert "Some answers" in page
    assert status(client, worker, case, "case_reads") == 403


def test_cases_are_found_by_reference_name_and_place_and_filtered(ours, worker):
    plain = opened(ours, worker)
    other = opened(ours, worker, {"name": "Somebody Else", "where": "The lane"})
    changes.lead_case(case=other, person=worker, by=worker)
    moved = changes.move(case=other, step="screen", by=worker)
    assert found(ours, worker, q=plain.reference.lower().replace("-", "")) == [plain.reference]
    assert found(ours, worker, q="somebody el") == [other.reference]
    assert found(ours, worker, q="THE LANE") == [other.reference]
    assert found(ours, worker, q="nothing like it") == []
    assert found(ours, worker, stage=moved.stage) == [other.reference]
    assert found(ours, worker, lead="me") == [other.reference]
    assert found(ours, worker, lead="nobody") == [plain.reference]
    assert found(ours, worker, type="asb_report", sort="opened") == [
        plain.reference, other.reference,
    ]  # fmt: skip
    assert found(ours, worker, type="hedges") == []
    assert found(ours, worker, state="closed") == []
    assert len(found(ours, worker, state="all", sort="no such")) == 2
    assert listing.beside([]) == {}


def test_what_is_due_first_stands_first(ours, worker):
    late = opened(ours, worker, at=timezone.now() - timedelta(days=9))
    new = opened(ours, worker)
    assert found(ours, worker) == [late.reference, new.reference]
    assert found(ours, worker, sort="-due") == [new.reference, late.reference]


def test_lists_need_the_permission_to_see_cases(ours, people):
    with pytest.raises(PermissionDenied):
        listing.cases(ours, Wanted(), by=people["partner"])


def test_what_waits_is_overdue_first_and_only_what_is_mine_and_seen(ours, worker, supervisor):
    now = timezone.now()
    late = opened(ours, worker, {"reported_before": "yes"}, at=now - timedelta(days=9))
    new = opened(ours, worker)
    for case in (late, new):
        changes.lead_case(case=case, person=worker, by=worker)
    opened(ours, worker, at=now - timedelta(days=30))  # nobody leads it
    changes.add_task(
        case=new, name="Call them", due=timezone.localdate(), given_to=supervisor, by=worker
    )
    work = work_of(ours, worker)
    assert [(one.case.reference, one.standing) for one in work.waiting[:2]] == [
        (late.reference, "overdue"),
        (late.reference, "overdue"),
    ]
    assert [one.is_task for one in work.waiting[:2]] == [True, False]
    # a limit of each case, the review told of at once, and of the second report too; the call
    assert (len(work.waiting), work.more, work.overdue) == (4, 0, 2)
    theirs = work_of(ours, supervisor)
    assert [one.what for one in theirs.waiting] == ["Call them"]
    assert (theirs.waiting[0].label, theirs.waiting[0].tone) == ("Due today", "watch")
    restricted(new, supervisor)
    assert {one.case.reference for one in work_of(ours, worker).waiting} == {late.reference}
    assert work_of(ours, worker).unled == 1


def test_a_paused_clock_stands_last_among_what_waits(ours, worker):
    case = opened(ours, worker)
    changes.lead_case(case=case, person=worker, by=worker)
    clock = case.clocks.get()
    changes.pause_clock(clock=clock, reason="Away until Monday.", by=worker)
    waiting = work_of(ours, worker).waiting
    assert [(one.label, one.tone) for one in waiting] == [("Paused", "none")]
