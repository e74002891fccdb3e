"""A problem through its stages, measured by the same measure, and its three sides (PS rules)."""

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from tests.factories.cases import opened

pytestmark = pytest.mark.django_db

SAID = {"problem": "Bikes on the field.", "target_is": "Half as many.", "where": "Example Fields",
        "theme": "vehicles", "repeat": "places"}  # fmt: skip
CHEERS = {"cheers": "community,harm,recurring"}
BASE = {"measure": "Reports", "from_day": "2025-01-01", "to_day": "2025-01-31", "counted": "40"}
NOW = {"measure": "Reports", "from_day": "2026-01-01", "to_day": "2026-01-31", "counted": "15"}
LATER = {"measure": "Reports", "from_day": "2026-05-01", "to_day": "2026-05-31", "counted": "14"}
FOUND = {"found": "Most come on Sundays."}
DONE = {"side": "location,victim", "doing": "Barriers at four ways in.", "owner": "The council"}


@pytest.fixture
def problem(ours, worker):
    of = changes.adopt("problem_solving", partnership=ours)
    return changes.open_case(of=of, texts=SAID, by=worker)


def answer(case, worker, form, texts):
    changes.record_answers(case=case, form=form, texts=texts, by=worker)


def go(case, worker, step, **more):
    return changes.move(case=case, step=step, by=worker, **more)


def responding(case, worker):
    go(case, worker, "scan")
    answer(case, worker, "scanning_test", CHEERS)
    answer(case, worker, "measured", BASE)
    go(case, worker, "analyse")
    answer(case, worker, "finding", FOUND)
    answer(case, worker, "triangle_form", {"guardian": "The club", "location_known": "Four ways."})
    go(case, worker, "respond")


def test_ps01_to_ps06_a_problem_is_worked_in_order_and_leaves_nothing_out(problem, worker):
    with pytest.raises(RuleBroken, match="does not begin there"):
        go(problem, worker, "respond")
    go(problem, worker, "scan")
    with pytest.raises(RuleBroken, match="scanning test"):
        go(problem, worker, "analyse")
    answer(problem, worker, "scanning_test", CHEERS)
    answer(problem, worker, "measured", BASE)
    go(problem, worker, "analyse")
    with pytest.raises(RuleBroken, match="at least one finding"):
        go(problem, worker, "respond")
    answer(problem, worker, "finding", FOUND)
    go(problem, worker, "respond")
    with pytest.raises(RuleBroken, match="On which side"):
        answer(problem, worker, "responded", {"doing": "Barriers.", "owner": "Council"})
    with pytest.raises(RuleBroken, match="which side"):
        go(problem, worker, "assess")
    answer(problem, worker, "responded", DONE)
    go(problem, worker, "assess")
    with pytest.raises(RuleBroken, match="same measure"):
        answer(problem, worker, "measured", {**NOW, "measure": "Calls"})
    answer(problem, worker, "assessing", {"done_as_planned": "fully", "worked": "The barriers."})
    with pytest.raises(RuleBroken, match="Measure it again"):
        go(problem, worker, "watch")
    answer(problem, worker, "measured", NOW)
    go(problem, worker, "watch")
    answer(problem, worker, "measured", LATER)
    closed = go(problem, worker, "close", outcome="reduced")
    assert closed.outcome == "reduced"


def test_ps02_each_side_shows_what_is_known_and_what_is_done_on_it(
    client, problem, worker, people, django_assert_max_num_queries
):
    client.force_login(worker)
    at = f"{problem.get_absolute_url()}triangle/"
    assert "Nothing is written down yet" in client.get(at).content.decode()
    responding(problem, worker)
    answer(problem, worker, "responded", DONE)
    with django_assert_max_num_queries(14):
        page = client.get(at).content.decode()
    victim, rest = page.split('id="side-offender"')
    offender, location = rest.split('id="side-location"')
    assert "The club" in victim
    assert "Four ways." in location
    assert ["Barriers" in one for one in (victim, offender, location)] == [True, False, True]
    shown = client.get(problem.get_absolute_url()).content.decode()
    assert at in shown
    assert "What is counted: 40, measured once so far" in shown
    client.force_login(people["analyst"])
    assert client.get(at).status_code == 403, "some answers are not the whole case"


def test_a_case_that_is_no_problem_has_no_triangle(client, ours, worker):
    case = opened(ours, worker)
    client.force_login(worker)
    assert client.get(f"{case.get_absolute_url()}triangle/").status_code == 404
