"""Recording observations: versions, never written over, all or nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.indicators.changes import Observed, record_observations, revise
from goldenthread.indicators.models import IndicatorDefinition, Observation, Series
from goldenthread.sources import changes as sources
from goldenthread.sources.models import Source
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
COUNTY = "E06000047"
JUNE = Period.parse("June 2025")


def said(value: float | None = 58, **more) -> Observed:
    return Observed(
        **{
            "indicator": "asb_incidents",
            "area": COUNTY,
            "period": JUNE,
            "value": value,
            "as_printed": f"{value}",
            "document": "002",
            "lines": ("356",),
            **more,
        }
    )


def counted(count: int, **more) -> Observed:
    return Observed(indicator="asb_incidents", area=COUNTY, period=JUNE, count=count, **more)


def release(durham, text: str = "a"):
    one = sources.Received(1, f"{text}.csv", text * 64, text * 64, 1, 1)
    return sources.receive(
        [one],
        partnership=durham,
        source=Source.objects.get(pk="police_street"),
        title=f"Release {text}",
        by=None,
    )


def test_a_document_is_recorded_once_with_its_place(durham) -> None:
    (row,) = record_observations([said(qualifier="around")], partnership=durham, by=None)
    assert (row.value, row.qualifier, row.document, row.lines) == (58, "around", "002", ["356"])
    assert (row.series.key, row.version, row.status) == ("document-002", 1, "final")
    assert row.period == JUNE
    assert row.number == 58
    assert str(row) == (
        "Recorded anti-social behaviour incidents (document-002), County Durham, June 2025"
    )
    event = Event.objects.get(verb="indicators.observations_recorded")
    assert event.details == {"count": 1, "indicators": ["asb_incidents"], "documents": ["002"]}


def test_recording_again_changes_nothing_and_gives_the_same_rows(durham) -> None:
    both = [said(), said(4, period=None, as_printed="1 in 4")]
    first = record_observations(both, partnership=durham, by=None)
    events = Event.objects.count()
    again = record_observations(both, partnership=durham, by=None)
    assert [one.pk for one in again] == [one.pk for one in first]
    assert Event.objects.count() == events
    assert again[1].period is None
    assert str(again[1]).endswith("period not stated")


def test_a_document_that_prints_two_numbers_for_one_thing_keeps_both_flagged(durham) -> None:
    both = [said(33718, lines=("20",)), said(33771, lines=("56",), flag="Doubtful.")]
    one, two = record_observations(both, partnership=durham, by=None)
    assert (one.version, two.version, one.flag) == (1, 2, "")
    assert two.flag == "Doubtful. The same document prints 33718 for this elsewhere (line 20)."
    assert [one, two] == record_observations(both, partnership=durham, by=None)


def test_a_small_place_and_an_unstated_area_are_areas(durham) -> None:
    rows = record_observations(
        [said(area="place: Durham City"), said(area="")], partnership=durham, by=None
    )
    assert [one.area.name for one in rows] == ["Durham City", "Area not stated"]


def test_another_release_with_another_number_is_a_revision(durham) -> None:
    first, second, third = (release(durham, text) for text in "abc")
    for one, count in ((first, 10), (second, 10), (third, 12)):
        record_observations([counted(count, file=1)], partnership=durham, by=None, release=one)
    rows = Observation.objects.of(durham).order_by("version")
    assert [(one.version, one.count, one.status) for one in rows] == [
        (1, 10, "final"),
        (2, 10, "final"),
        (3, 12, "revised"),
    ]
    assert rows[2].file == third.files.get()


def test_a_provisional_number_that_changes_stays_provisional(durham) -> None:
    record_observations([counted(1)], partnership=durham, by=None, release=release(durham, "a"))
    (row,) = record_observations(
        [counted(2, status="provisional")], partnership=durham, by=None,
        release=release(durham, "b"),
    )  # fmt: skip
    assert row.status == "provisional"


def test_nothing_to_record_is_fine_and_writes_no_event(durham) -> None:
    assert record_observations([], partnership=durham, by=None) == []
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (said(indicator="asb"), "No indicator is declared as asb"),
        (said(document=""), "name the release or the document"),
        (said(value=None), "neither a count nor a value"),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_leaves_no_trace(durham, wrong, sentence) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        record_observations([said(), wrong], partnership=durham, by=None)
    assert not Observation.objects.of(durham).exists()
    assert not Series.objects.of(durham).exists()
    assert not Event.objects.exists()


def test_an_area_nobody_knows_is_refused(durham) -> None:
    with pytest.raises(CannotDo, match='No area has the code "E1"'):
        record_observations([said(area="E1")], partnership=durham, by=None)


def test_a_suppressed_number_has_neither_count_nor_value(durham) -> None:
    (row,) = record_observations(
        [said(None, as_printed="", status="suppressed")], partnership=durham, by=None
    )
    assert row.number is None


def test_who_may_not_load_may_not_record_or_revise(durham) -> None:
    partner = UserFactory(roles=["partner"], partnership=durham)
    with pytest.raises(PermissionDenied):
        record_observations([said()], partnership=durham, by=partner)
    (row,) = record_observations([said()], partnership=durham, by=None)
    with pytest.raises(PermissionDenied):
        revise(row, by=partner, why="x", value=1)
    assert Observation.objects.of(durham).count() == 1


def test_revising_writes_a_new_version_with_the_reason(durham) -> None:
    analyst = UserFactory(roles=["analyst"], partnership=durham)
    (row,) = record_observations([said()], partnership=durham, by=analyst)
    new = revise(row, by=analyst, why="Council corrected it", value=Decimal(57))
    newer = revise(row, by=analyst, why="And again", value=Decimal(56))
    assert (new.version, newer.version, newer.status) == (2, 3, "revised")
    row.refresh_from_db()
    assert (row.version, row.value) == (1, 58)
    event = Event.objects.filter(verb="indicators.observation_revised").first()
    assert event.details == {
        "why": "Council corrected it",
        "before": {"value": "58.000000"},
        "after": {"value": "57"},
    }


def test_an_undated_observation_is_revised_too(durham) -> None:
    analyst = UserFactory(roles=["analyst"], partnership=durham)
    (row,) = record_observations([said(period=None)], partnership=durham, by=analyst)
    assert revise(row, by=analyst, why="x", value=Decimal(1)).version == 2


def test_revising_needs_a_reason_and_touches_only_the_number(durham) -> None:
    analyst = UserFactory(roles=["analyst"], partnership=durham)
    (row,) = record_observations([said()], partnership=durham, by=analyst)
    with pytest.raises(RuleBroken, match="Say why"):
        revise(row, by=analyst, why=" ", value=1)
    with pytest.raises(RuleBroken, match="area is never revised"):
        revise(row, by=analyst, why="x", area=None)


def test_the_database_refuses_what_the_rules_refuse(durham) -> None:
    (row,) = record_observations([said()], partnership=durham, by=None)
    series = row.series

    def refused(**wrong) -> bool:
        one = {
            "partnership": durham,
            "series": series,
            "area": row.area,
            "recorded_at": row.recorded_at,
            "document": "002",
            "value": 1,
            "version": 9,
        } | wrong
        try:
            with transaction.atomic():
                Observation.objects.create(**one)
        except IntegrityError:
            return True
        return False

    same = {"period_kind": "month", "period_start": JUNE.start, "period_end": JUNE.end}
    assert refused(**same, version=1)
    assert refused(document="")
    assert refused(count=1)
    assert refused(count=-1, value=None)
    assert refused(denominator=0)
    assert refused(period_start=date(2025, 1, 1))
    assert refused(period_start=date(2025, 1, 1), period_kind="month")
    assert refused(**(same | {"period_end": date(2024, 1, 1)}))
    assert not refused(version=9)
    assert refused(version=9)  # undated, once a version


def test_the_one_who_wrote_a_definition_does_not_check_it(durham) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorDefinition.objects.create(
            pk="x", name="X", written_by="analyst", checked_by="analyst"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorDefinition.objects.create(pk="y", name="Y", measure="rate")
