"""Tools and powers: proposed, refused while something is missing, used, ended, in the register."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.models import PowerUse, Task
from goldenthread.casework.queries import powers as queries
from goldenthread.casework.rules.lengths import LONDON, close_of
from tests.factories.cases import opened, queries_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=LONDON)
WHOLE = {
    "subject": "Invented Neighbour",
    "age": 34,
    "used_by": "council",
    "officer": "A. Officer, team leader",
    "starts": MONDAY,
    "terms": "No music after eleven.",
    "met": dict.fromkeys(
        ("detrimental", "persistent", "unreasonable", "continues"), "Diary sheets."
    ),
    "done": ["warned", "time_given", "bodies_informed"],
    "says": ["conduct", "sections_46_51"],
    "informal": ["verbal_warning", "mediation"],
    "why_not": "Both were refused.",
    "needs": "No needs are known.",
}  # fmt: skip


@pytest.fixture
def case(ours, worker):
    return opened(ours, worker, at=MONDAY)


def propose(case, by, power="cpn", **more):
    return changes.propose_power(case=case, power=power, given={**WHOLE, **more}, by=by, at=MONDAY)


def open_keys(case):
    rows = Task.objects.of(case.partnership).filter(case=case, done_at=None, dropped_at=None)
    return {one.key: (one.due - timedelta(seconds=1)).date() for one in rows if ":" in one.key}


def test_a_power_is_used_once_nothing_is_missing(case, worker):
    made = propose(case, worker, met={}, why_not="")
    assert made.standing(MONDAY) == "proposed"
    assert len(queries.power_page(made).missing) == 5
    with pytest.raises(RuleBroken, match=r"CASE-04"):
        changes.use_power(use=made, by=worker)
    changes.propose_power(case=case, power="cpn", use=made, given=WHOLE, by=worker)
    used = changes.use_power(use=made, by=worker, at=MONDAY)
    assert (used.state, used.appeal_until) == ("in_force", date(2026, 11, 22))
    assert used.review_on == date(2027, 11, 2)
    assert open_keys(case) == {f"power_review:{made.pk}": date(2027, 11, 2)}
    assert queries.power_page(used).missing == []
    for change in (
        lambda: changes.use_power(use=made, by=worker),
        lambda: changes.propose_power(case=case, power="cpn", use=made, given=WHOLE, by=worker),
    ):
        with pytest.raises(RuleBroken, match="in use already"):
            change()


def test_a_warning_ends_by_local_practice_and_is_over_when_said(case, worker):
    made = propose(case, worker, power="cpw", says=["conduct", "will_follow"])
    with pytest.raises(RuleBroken, match="not in use"):
        changes.record_power_event(use=made, kind="breached", text="x", by=worker)
    used = changes.use_power(use=made, by=worker, at=MONDAY)
    assert used.ends == close_of(date(2027, 5, 1))
    assert (used.standing(MONDAY), used.standing(used.ends)) == ("in_force", "ended")
    assert used.standing(MONDAY - timedelta(days=1)) == "to_come"
    assert open_keys(case) == {f"power:{made.pk}": date(2027, 5, 1)}
    told = {"use": made, "by": worker, "at": MONDAY}
    with pytest.raises(RuleBroken, match="Say what happened"):
        changes.record_power_event(kind="breached", text=" ", **told)
    changes.record_power_event(kind="breached", text="Loud again.", **told)
    later = close_of(date(2027, 6, 1))
    changes.record_power_event(kind="varied", text="Longer.", new_end=later, **told)
    assert open_keys(case) == {f"power:{made.pk}": date(2027, 6, 1)}
    changes.record_power_event(kind="discharged", text="Moved away.", **told)
    made.refresh_from_db()
    assert (made.state, made.ends, made.ended_at) == ("ended", later, MONDAY)
    assert open_keys(case) == {}


def test_a_review_and_an_appeal_are_recorded(case, worker):
    used = changes.use_power(use=propose(case, worker), by=worker, at=MONDAY)
    later = MONDAY + timedelta(days=3)
    changes.record_power_event(use=used, kind="appealed", text="By post.", by=worker, at=later)
    changes.record_power_event(use=used, kind="reviewed", text="Kept.", by=worker, at=later)
    used.refresh_from_db()
    assert used.review_on == date(2027, 11, 5)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"power": "magic"}, "Choose a power"),
        ({"subject": " "}, "against whom"),
        ({"ends": MONDAY}, "ends before it starts"),
        ({"informal": ["magic"]}, "is no informal measure"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(case, worker, people, change, said):
    with pytest.raises(RuleBroken, match=said):
        propose(case, worker, **change)
    with pytest.raises(PermissionDenied):
        propose(case, people["analyst"])


def test_law01_a_power_not_in_force_is_not_offered_nor_used(case, worker):
    assert "respect_order" not in [one.id for one in queries.offered(date(2026, 11, 2))]
    made = propose(case, worker, power="respect_order")
    with pytest.raises(RuleBroken, match="LAW-01"):
        changes.use_power(use=made, by=worker)


def test_the_register_gives_what_is_in_force_and_what_ended(case, ours, worker, people):
    without_end = changes.use_power(use=propose(case, worker), by=worker, at=MONDAY)
    over = changes.use_power(
        use=propose(case, worker, power="cpw", says=["conduct", "will_follow"],
                    ends=MONDAY + timedelta(days=1)),
        by=worker, at=MONDAY,
    )  # fmt: skip
    propose(case, worker)
    told = {"by": worker}
    assert queries.register(ours, **told) == [without_end]
    assert queries.register(ours, state="ended", **told) == [over]
    assert queries.register(ours, state="all", **told) == [over, without_end]
    assert queries.register(ours, power="cpw", **told) == []
    with pytest.raises(PermissionDenied):
        queries.register(ours, by=people["analyst"])


def test_powers_are_worked_on_their_pages(client, ours, worker):
    client.force_login(worker)
    case = opened(ours, worker)
    at = case.get_absolute_url()
    assert "Community protection notice" in client.get(f"{at}powers/").content.decode()
    assert client.get(f"{at}powers/new/respect_order/").status_code == 404
    new = f"{at}powers/new/injunction/"
    assert "youth justice" in client.get(new).content.decode()
    now = timezone.localtime()
    first = {"subject": "Invented Neighbour", "used_by": "council", "age": "17",
             "starts": f"{now:%Y-%m-%dT%H:%M}"}  # fmt: skip
    client.post(new, first)
    one = PowerUse.objects.of(ours).get()
    page = f"{at}powers/{one.pk}/"
    shown = client.get(page).content.decode()
    for words in ("Still missing", "TP-00", "Proposed, not in use", "Counted once it is used"):
        assert words in shown, words
    assert "CASE-05" in client.post(f"{page}use/").content.decode()
    more = {"met_asb": "Three reports.", "met_just": "Nothing else helped.", "needs": "At school.",
            "informal": ["contract"], "why_not": "Broken twice.", "officer": "A. Officer",
            "youth_consulted": "On Monday.", "terms": "Keep away.", "place": "Example Court",
            "service": "By hand.",
            "ends": f"{now + timedelta(days=90):%Y-%m-%dT%H:%M}"}  # fmt: skip
    assert "Invented Neighbour" in client.get(f"{page}change/").content.decode()
    client.post(f"{page}change/", {**first, **more})
    assert client.post(f"{page}use/").url == page
    assert client.get(f"{page}change/").status_code == 404
    client.post(f"{page}breached/", {"text": "Came back.", "pounds": ""})
    assert client.get(f"{page}forgotten/").status_code == 404
    shown = client.get(page).content.decode()
    for words in ("In force", "Came back.", "Three reports.", "Acceptable behaviour contract",
                  "None in law", "at most until"):  # fmt: skip
        assert words in shown, words
    assert "no fixed penalty" in client.post(
        f"{page}breached/", {"text": "x", "pounds": "90"}
    ).content.decode().lower()  # fmt: skip
    register = client.get("/cases/powers/?state=all").content.decode()
    assert "Civil injunction" in register
    csv = client.get("/cases/powers.csv").content.decode()
    assert "Civil injunction" in csv
    for secret in ("Neighbour", "Officer", "Came back", "Example Court", "Three reports"):
        assert secret not in csv, secret
    for address in (page, f"{at}powers/", "/cases/powers/", f"{page}breached/", new):
        assert queries_of(client, address) <= 12, address
