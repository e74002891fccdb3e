"""Counts out, names in: what a run lets out, keeps back, puts right and never says."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from config.cli import main
from csp_analytics.period import Kind, Period
from goldenthread.audit.models import Event
from goldenthread.casework import changes
from goldenthread.casework.changes.engine import add_event
from goldenthread.casework.counting import changes as counting
from goldenthread.casework.counting import tallies
from goldenthread.casework.counting.rows import HIDDEN
from goldenthread.casework.models import Case, CaseClock, CaseTypeVersion, CountTaken
from goldenthread.casework.rules.lengths import LONDON
from goldenthread.indicators.models import IndicatorDefinition, Observation
from goldenthread.indicators.readings import Readings
from goldenthread.places.models import Area, PartOf
from goldenthread.sources.models import Release
from tests.factories.cases import TRIAGED, adopted, opened
from tests.factories.counted import HERE, fed, received

pytestmark = pytest.mark.django_db
JULY, AUGUST, SEPTEMBER = (Period.month(2026, n) for n in (7, 8, 9))
Q2 = Period.quarter(2026, 2)
NIGHT = date(2026, 10, 20)


@pytest.fixture
def here(ours):
    fed()
    ours.area_code = HERE
    ours.save()
    adopted(ours)
    CaseTypeVersion.objects.of(ours).update(adopted_at=at(JULY, 1), in_force_from=JULY.start)
    return ours


def at(month: Period, day: int, hour: int = 9) -> datetime:
    return datetime(month.start.year, month.start.month, day, hour, tzinfo=LONDON)


def report(here, month: Period, number: int, **texts: str) -> list[Case]:
    return received(here, at(month, 2), number, **texts)


def run(here, today: date = NIGHT, **more) -> counting.LetOut:
    return counting.let_out(here, today=today, **more)


def rows(here, indicator: str = "asb_reports", breakdown: str = "") -> dict[str, list]:
    """Every version of each period of the whole area: its count, or None where it is hidden."""
    found = Observation.objects.of(here).filter(
        series__definition=indicator, breakdown=breakdown, area__code=here.area_code
    )
    told: dict[str, list] = {}
    for one in found.order_by("version"):
        assert (one.count is None) == (one.status == "suppressed")
        told.setdefault(str(one.period), []).append(None if one.count is None else int(one.count))
    return told


def test_months_and_their_quarter_leave_with_what_they_were_counted_from(here):
    for month, number in ((JULY, 6), (AUGUST, 9), (SEPTEMBER, 5)):
        report(here, month, number)
    found = run(here)
    assert rows(here) == {
        "July 2026": [6], "August 2026": [9], "September 2026": [5], str(Q2): [20],
    }  # fmt: skip
    one = Observation.objects.of(here).get(
        series__definition="asb_reports", period_start=AUGUST.start
    )
    assert one.qualifier == "counted from 9 events, rule ASB-03"
    release = found.release
    assert (release.source_id, release.rows_in, release.is_in_lake) == (
        "casework_counts", found.numbers, False,
    )  # fmt: skip
    assert "ASB-03" in release.how
    assert len(release.checksum) == 64


def killed(*_args, **_more):
    raise RuntimeError("killed before the end")


def test_run_again_nothing_is_new_and_a_run_that_was_killed_is_as_if_it_had_not_begun(
    here, monkeypatch
):
    report(here, JULY, 6)
    with monkeypatch.context() as patched:
        patched.setattr(counting, "record_observations", killed)
        with pytest.raises(RuntimeError):
            run(here)
    assert not Release.objects.of(here).filter(source="casework_counts").exists()
    assert not CountTaken.objects.of(here).exists()
    assert run(here).release is not None
    events = Event.objects.count()
    again = run(here)
    assert (again.release, again.numbers) == (None, 0)
    assert Event.objects.count() == events


def test_a_small_month_is_hidden_and_so_is_the_quarter_it_could_be_told_from(here):
    for month, number in ((JULY, 6), (AUGUST, 3), (SEPTEMBER, 5)):
        report(here, month, number)
    found = run(here)
    told = rows(here)
    assert (told["July 2026"], told["August 2026"], told[str(Q2)]) == ([6], [None], [None])
    hidden = Observation.objects.of(here).filter(series__definition="asb_reports", count=None)
    assert {one.qualifier for one in hidden} == {HIDDEN}
    assert found.hidden >= 2
    assert rows(here, breakdown="sub type: Noise") == {}, "no part of what is hidden"


def test_parts_of_a_quarter_are_hidden_together_with_enough_others(here):
    for month in (JULY, AUGUST, SEPTEMBER):
        report(here, month, 9)
    report(here, JULY, 2, sub_type="drugs")
    run(here)
    assert rows(here, breakdown="sub type: Noise") == {str(Q2): [None]}
    assert rows(here, breakdown="sub type: Drugs") == {str(Q2): [None]}
    assert rows(here, breakdown="sub type: Horses") == {str(Q2): [0]}
    assert rows(here, breakdown="channel: not said") == {str(Q2): [29]}


def test_what_comes_late_waits_for_five_and_is_then_a_new_version(here):
    for month in (JULY, AUGUST, SEPTEMBER):
        report(here, month, 9)
    run(here)
    report(here, JULY, 4)
    assert run(here).release is None
    report(here, JULY, 1)
    yesterday = timedelta(days=1)
    Observation.objects.of(here).update(recorded_at=at(SEPTEMBER, 30) - yesterday)
    run(here, NIGHT + yesterday)
    told = rows(here)
    assert (told["July 2026"], told[str(Q2)]) == ([9, 14], [27, 32])
    assert rows(here, breakdown="sub type: Noise") == {str(Q2): [27]}, "parts stay as first counted"
    then = Readings.load(
        here, by=None, indicators=["asb_reports"], areas=[here.area_code], as_of=date(2026, 9, 30)
    )
    now = Readings.load(here, by=None, indicators=["asb_reports"], areas=[here.area_code])
    assert then.figure("asb_reports", here.area_code, Q2).value == 27
    assert now.figure("asb_reports", here.area_code, Q2).value == 32


def test_a_hidden_quarter_stays_hidden_when_a_month_of_it_is_put_right(here):
    for month, number in ((JULY, 6), (AUGUST, 3), (SEPTEMBER, 5)):
        report(here, month, number)
    run(here)
    report(here, JULY, 5)
    run(here)
    told = rows(here)
    assert (told["July 2026"], told[str(Q2)]) == ([6, 11], [None])


def test_one_month_alone_can_be_counted(here):
    for month in (JULY, AUGUST):
        report(here, month, 6)
    run(here, only=AUGUST)
    assert rows(here) == {"August 2026": [6]}


def test_the_first_contact_in_time_is_a_share_of_what_was_due(here, worker):
    for month in (JULY, AUGUST, SEPTEMBER):
        for number in range(4):
            day = 6 + number
            case = opened(here, worker, at=at(month, day))
            changes.move(case=case, step="screen", by=worker, at=at(month, day))
            changes.record_answers(
                case=case, form="triage", texts={**TRIAGED, "priority": "standard"}, by=worker,
                at=at(month, day),
            )  # fmt: skip
            changes.move(case=case, step="triage", by=worker, at=at(month, day))
            late = number in (0, 1)
            changes.move(case=case, step="act_once", by=worker, at=at(month, 26 if late else day))
    run(here)
    share = Observation.objects.of(here).get(series__definition="asb_first_contact_percent")
    assert (share.count, share.denominator, share.period) == (6, 12, Q2)
    assert share.qualifier == "counted from 12 events, rule RPT-07"
    assert run(here).release is None
    CaseClock.objects.of(here).filter(due__lt=at(AUGUST, 1)).update(dropped_at=at(AUGUST, 1))
    months = CountTaken.objects.of(here).filter(count="asb_first_contact", kind="month")
    months.update(number=20, hidden=False)
    assert run(here).release is None, "a share stays as it was first counted"


def test_the_four_numbers_of_case_reviews_are_exact_noughts_included(here, worker):
    """CR-17: by the day of the event, and never hidden."""
    of = changes.adopt("asb_case_review", partnership=here)
    CaseTypeVersion.objects.of(here).filter(pk=of.pk).update(
        adopted_at=at(JULY, 1), in_force_from=JULY.start
    )
    case = Case.objects.create(
        partnership=here, type=of, reference="K7M-4QX-9PD", stage="submitted",
        opened_at=at(JULY, 3), marking="OFFICIAL-SENSITIVE",
    )  # fmt: skip
    add_event(case, "moved", by=worker, at=at(JULY, 4), step="submit", stage="submitted")
    add_event(case, "moved", by=worker, at=at(AUGUST, 4), step="hold", stage="meeting_held")
    run(here)
    assert rows(here, "case_review_applications") == {
        "July 2026": [1], "August 2026": [0], "September 2026": [0], str(Q2): [1],
    }  # fmt: skip
    assert rows(here, "case_reviews_held")["August 2026"] == [1]
    assert rows(here, "case_review_not_met")[str(Q2)] == [0]
    add_event(case, "moved", by=worker, at=at(JULY, 9), step="submit", stage="submitted")
    run(here)
    assert rows(here, "case_review_applications")["July 2026"] == [1, 2], "put right at once"


def test_a_report_with_two_strands_counts_in_both_and_once_in_all(here):
    """HT-08."""
    for strands in ("race", "race,religion", "disability"):
        for case in report(here, JULY, 5, hate_perceived="yes", hate_strands=strands):
            add_event(case, "moved", by=None, at=at(JULY, 8), step="triage", stage="triaged")
    report(here, AUGUST, 6, hate_perceived="no")
    run(here)
    told = {
        strand: rows(here, "asb_reports_hate", f"hate strands: {strand}")[str(Q2)]
        for strand in ("Race", "Religion", "Disability", "Transgender identity")
    }
    assert rows(here, "asb_reports_hate")[str(Q2)] == [15]
    assert told == {
        "Race": [10], "Religion": [5], "Disability": [5], "Transgender identity": [0],
    }  # fmt: skip


def test_a_month_before_anything_could_happen_is_not_counted(here):
    assert run(here, only=Period.month(2026, 1)).release is None


def test_an_area_of_several_districts_is_counted_by_each(here):
    whole = Area.objects.create(code="W1", name="Two districts", kind=Area.Kind.CSP)
    for code in (HERE, "E06000005"):
        PartOf.objects.create(part=Area.objects.get(code=code), whole=whole)
    here.area_code = "W1"
    here.save()
    for month in (JULY, AUGUST, SEPTEMBER):
        known = [one.pk for one in report(here, month, 8)]
        Case.objects.of(here).filter(pk__in=known).update(area=Area.objects.get(code=HERE))
        report(here, month, 3)
    run(here)
    found = Observation.objects.of(here).filter(
        series__definition="asb_reports", breakdown="", period_kind=Kind.QUARTER
    )
    told = {one.area.code: one.count for one in found}
    assert told == {"W1": 33, HERE: 24, "E06000005": 0}


def test_a_partnership_without_a_known_area_has_no_districts(here):
    here.area_code = "nowhere"
    assert tallies.districts(here) == []


def test_a_count_that_no_indicator_takes_stays_here(here, capsys):
    report(here, JULY, 6)
    IndicatorDefinition.objects.filter(pk="asb_reports").delete()
    assert "asb_reports" in run(here).not_declared
    assert main(["casework", "count", "--partnership", "ours"]) == 0
    assert "no indicator takes them: asb_reports." in capsys.readouterr().err


def test_the_command_counts_every_partnership_and_says_numbers_only(here, capsys):
    report(here, JULY, 6)
    assert main(["casework", "count"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Ours Partnership: ")
    assert "numbers in release" in said
    assert main(["casework", "count", "--month", "2026-07"]) == 0
    assert capsys.readouterr().out == "Ours Partnership: nothing is new.\n"
    assert main(["casework", "count", "--month", "July"]) == 2
    assert main(["casework", "count", "--month", "2199-01"]) == 2
    assert "is not counted yet" in capsys.readouterr().err
    assert main(["casework", "count", "--partnership", "our"]) == 2


def test_the_trace_says_from_how_many_events_and_never_of_whom(here):
    for month, number in ((JULY, 6), (AUGUST, 3)):
        report(here, month, number)
    run(here)
    client = Client()
    page = client.get(reverse("trace", args=["asb_reports", HERE, JULY.key])).content.decode()
    assert "Counted from 6 events, rule ASB-03." in page
    page = client.get(reverse("trace", args=["asb_reports", HERE, AUGUST.key])).content.decode()
    assert "not shown," in page
    assert f"{HIDDEN.capitalize()}." in page
    assert "None" not in page
