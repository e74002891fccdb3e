"""A scheme takes one file: added, checked, adopted, worked to its end, counted and described."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from config.cli import main
from config.reference import pages
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.casework import changes
from goldenthread.casework.models import Case
from goldenthread.casework.queries.answers import entries_of
from goldenthread.casework.queries.seeing import type_in_force
from goldenthread.casework.queries.statistics import statistics_of

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[2] / "factories" / "one_file.yaml"
VISIT = {"what": "Slugs on the path", "from_day": "2026-01-01", "to_day": "2026-01-28",
         "slugs": "40", "safe": "2"}  # fmt: skip
LATER = {**VISIT, "from_day": "2026-02-01", "to_day": "2026-02-28", "slugs": "10", "safe": "4"}


@pytest.fixture
def added(settings, tmp_path):
    """Add the file to the case types that are declared, and nothing else."""
    folder = tmp_path / "definitions"
    shutil.copytree(settings.DEFINITIONS_DIR, folder, ignore=shutil.ignore_patterns("example"))
    shutil.copy(FILE, folder / "casework" / "types" / "allotments.yaml")
    settings.DEFINITIONS_DIR = folder
    return folder / "casework" / "types" / "allotments.yaml"


@pytest.fixture
def adopted(added, ours):
    return changes.adopt("allotments", partnership=ours)


def watched(adopted, worker, **answers):
    case = changes.open_case(of=adopted, texts={"plot": "large", **answers}, by=worker)
    return changes.move(case=case, step="watch", by=worker)


def visit(case, worker, texts=VISIT):
    return changes.record_answers(case=case, form="visit", texts=texts, by=worker)


def rows(answer) -> dict[tuple[str, str, str], str]:
    read = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    return {(one["table"], one["row"], one["column"]): one["number"] for one in read}


def test_one_file_is_checked_adopted_described_and_worked_to_its_end(
    added, ours, client, worker, people, capsys
):
    assert main(["case-types", "check", str(added)]) == 0
    assert main(["case-types", "adopt", "allotments", "--partnership", "ours"]) == 0
    assert "Allotment watch" in capsys.readouterr().out
    described = pages()
    assert "allotments.md" in described["case-types.md"]
    for said in ("How many?", "filled in again and again", "visit >= 2", "PS-06", "2 working days"):
        assert said in described["case-types/allotments.md"]
    client.force_login(worker)
    opening = client.post("/cases/new/allotments/", {"go": "send", "kept": '{"plot": "large"}'})
    case = Case.objects.of(ours).get()
    at = case.get_absolute_url()
    assert opening.url == at
    client.post(f"{at}step/watch/", {})
    for texts in (VISIT, LATER):
        empty = client.get(f"{at}form/visit/").content.decode()
        assert ("Slugs on the path" in empty) is (texts is LATER), "what is measured stays"
        assert "2026-01-01" not in empty
        changes.record_answers(case=case, form="visit", texts=texts, by=worker)
    shown = client.get(at).content.decode()
    for said in ("Slugs: 40 at first, 10 now: better", "Feels safe: 2 at first, 4 now: better",
                 "Add to the log: Visit", "1 January 2026", "1 February 2026"):  # fmt: skip
        assert said in shown
    client.post(f"{at}step/finish/", {"outcome": "better"})
    case.refresh_from_db()
    assert case.outcome == "better"
    assert case.reference in client.get("/cases/?type=allotments&state=closed").content.decode()
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"casework.type_adopted", "casework.case_opened", "casework.case_moved"} <= verbs
    client.force_login(people["partner"])
    assert client.get(at).status_code in (403, 404)


def test_a_log_keeps_every_entry_and_a_step_can_ask_how_many(adopted, worker):
    case = watched(adopted, worker)
    visit(case, worker)
    with pytest.raises(RuleBroken, match="Visit the plot twice"):
        changes.move(case=case, step="finish", by=worker, outcome="better")
    visit(case, worker, LATER)
    visit(case, worker, {**LATER, "from_day": "2026-03-01", "to_day": "2026-03-28"})
    kept = entries_of(case, adopted.declared.logs)
    assert [one.texts["slugs"] for one in kept] == ["40", "10", "10"], "an entry is never merged"
    assert kept[0].by == str(worker)
    changes.move(case=case, step="finish", by=worker, outcome="better")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({**LATER, "what": "Snails"}, "same measure"),
        ({**LATER, "to_day": "2026-04-01"}, "periods of one length"),
        ({**LATER, "to_day": "2026-01-01"}, "last day comes before"),
        (VISIT, "begins before the baseline ends"),
        ({**LATER, "slugs": "101"}, "Answer this first: How many"),
    ],
)
def test_a_later_entry_measures_the_same_over_as_long(adopted, worker, texts, said):  # PS-04
    case = watched(adopted, worker)
    visit(case, worker)
    with pytest.raises(RuleBroken, match=said):
        visit(case, worker, texts)
    assert len(entries_of(case, adopted.declared.logs)) == 1


def test_statistics_count_each_case_once_and_hide_small_numbers(  # PUB-02
    client, adopted, ours, worker, people
):
    for number in range(11):
        case = watched(adopted, worker, plot="large" if number < 9 else "small")
        visit(case, worker)
        if number < 6:
            visit(case, worker, LATER if number else {**LATER, "slugs": "50"})
    client.force_login(people["analyst"])
    page = client.get("/cases/kinds/allotments/statistics/").content.decode()
    assert "Plots watched" in page
    assert "not shown" in page
    found = rows(client.get("/cases/kinds/allotments/statistics.csv"))
    assert found["Cases by quarter", "Plots watched", "All four"] == "11"
    by = "Plots watched: What kind of plot is it?"
    assert {found[by, kind, "All four quarters"] for kind in ("Large", "Small")} == {"not shown"}
    assert found[by, "Not answered", "All four quarters"] == "0"
    assert found["Cases by quarter", "Plots finished", "All four"] == "0"
    measures = "Then and now, all cases"
    assert found[measures, "Slugs", "Cases measured twice"] == "6"
    assert found[measures, "Slugs", "Mean at first"] == "40"
    assert found[measures, "Slugs", "Got better, %"] == "not shown", "one did not"
    assert found[measures, "Feels safe", "Got better, %"] == "100"
    added_up = "Added up in these quarters"
    assert found[added_up, "Visits", "All four quarters"] == "17"
    assert found[added_up, "Slugs seen", "All four quarters"] == str(40 * 11 + 10 * 5 + 50)
    clocks = "Time limits that began in these quarters"
    assert found[clocks, "Begin to watch (PS-06)", "In time"] == "11"
    assert found[clocks, "Begin to watch (PS-06)", "In time, %"] == "100"


def test_pages_of_kinds_ask_few_queries(
    client, adopted, ours, worker, people, django_assert_max_num_queries
):
    for _ in range(3):
        visit(watched(adopted, worker), worker)
    client.force_login(worker)
    for url in ("kinds/", "kinds/allotments/", "kinds/allotments/statistics/"):
        with django_assert_max_num_queries(14):
            assert client.get(f"/cases/{url}").status_code == 200
    assert client.get("/cases/kinds/none/").status_code == 404
    assert client.get("/cases/kinds/none/statistics/").status_code == 404
    with pytest.raises(PermissionDenied):
        statistics_of(ours, adopted.declared, by=people["partner"])


def test_where_nothing_is_counted_it_says_so(client, ours, worker, added):
    client.force_login(worker)
    assert "No kind of case is worked here yet" in client.get("/cases/kinds/").content.decode()
    text = added.read_text()
    text = text[: text.index("counts:")].replace("PS-06, statutory", "PS-06, statutory")
    head, _, rest = text.partition("clocks:")
    added.write_text(head + rest[rest.index("outcomes:") :])
    changes.adopt("allotments", partnership=ours)
    page = client.get("/cases/kinds/allotments/statistics/").content.decode()
    assert "Nothing is counted of these cases" in page
    assert "No time limit runs" in client.get("/cases/kinds/allotments/").content.decode()


def test_a_sealed_case_shows_to_nobody_but_who_is_named_on_it(
    client, added, ours, worker, supervisor, people
):  # DHR-08
    added.write_text(
        added.read_text()
        .replace("elsewhere: nothing", "elsewhere: nothing\nsealed: true")
        .replace("held_by: [caseworker]", "held_by: [caseworker, case_supervisor]")
    )
    adopted = changes.adopt("allotments", partnership=ours)
    case = changes.open_case(of=adopted, texts={"plot": "large"}, by=supervisor)
    assert case.restricted
    at = case.get_absolute_url()
    for role in ("caseworker", "analyst"):
        client.force_login(people[role])
        assert client.get(at).status_code == 404
        assert case.reference not in client.get("/cases/").content.decode()
        assert "Plots watched" in client.get("/cases/kinds/allotments/statistics/").content.decode()
    client.force_login(supervisor)
    assert "Only the people named on this case see it" in client.get(at).content.decode()
    assert "Sealed" in client.get("/cases/kinds/").content.decode()
    with pytest.raises(RuleBroken, match="sealed"):
        changes.lift_restriction(case=case, reason="No longer needed", by=supervisor)
    own = case.accesses.get()
    with pytest.raises(RuleBroken, match="Nobody else is on this sealed case"):
        changes.end_access(access=own, by=supervisor)
    changes.give_access(
        case=case, person=worker, worker="officer", reason="Works on it", by=supervisor
    )
    changes.end_access(access=own, by=supervisor)
    client.force_login(worker)
    assert client.get(at).status_code == 200


def test_a_type_that_was_adopted_before_a_part_was_added_to_types_is_still_the_same(adopted, ours):
    """The hash of an older installation is of fewer parts; what counts is what the text says."""
    type(adopted).objects.of(ours).filter(pk=adopted.pk).update(hash="0" * 64)
    assert changes.adopt("allotments", partnership=ours) == type_in_force(ours, "allotments")
