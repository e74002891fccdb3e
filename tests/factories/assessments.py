"""Strategic assessments for tests: begun, with a statement under every heading, complete."""

import datetime

from csp_analytics.period import Period
from goldenthread.indicators.models import IndicatorDefinition, Observation, Series
from goldenthread.places.models import Area
from goldenthread.strategy.assessment import changes, rules
from goldenthread.strategy.assessment.changes import Chosen
from tests.factories.accounts import UserFactory

YEAR = 2025
ON = datetime.date(2025, 9, 30)
SIX = [one.key for one in rules.asked(two_tier=False)]


def chosen(
    indicator="crime_count", period="Q1 2025/26", area="E06000047", against="", restricted=False
):
    """A figure that the shipped evidence gives."""
    return Chosen(
        IndicatorDefinition.objects.get(pk=indicator), Area.objects.get(code=area),
        Period.parse(period), against, restricted,
    )  # fmt: skip


def manager(partnership):
    """Somebody who may write, complete and publish."""
    return UserFactory(roles=["partnership_manager"], partnership=partnership)


def begun(partnership, by, year=YEAR, **more):
    """A draft without statements."""
    return changes.begin_assessment(partnership=partnership, year=year, by=by, **more)


def said(assessment, by, text="There were {{ figure: 1 }}.", **more):
    """A statement, public and under the first heading unless told otherwise."""
    told = {"heading": "levels", "layer": rules.PUBLIC, "figure": chosen(), **more}
    return changes.add_statement(assessment=assessment, text=text, by=by, **told)


def complete(partnership, by, year=YEAR, statements=()):
    """A complete assessment: a public statement under each heading, and whatever else."""
    one = begun(partnership, by, year)
    for heading in SIX:
        said(one, by, heading=heading)
    for more in statements:
        said(one, by, **more)
    return changes.complete_assessment(assessment=one, name="Invented Officer", on=ON, by=by)


def provisional(partnership, count=7_654, version=1, indicator="domestic_abuse_incidents"):
    """A figure of June 2025 that not everybody may see."""
    series, _ = Series.objects.get_or_create(
        partnership=partnership, definition_id=indicator, key=Series.DATA
    )
    june = Period.parse("June 2025")
    release = Observation.objects.of(partnership).exclude(release=None)[0].release
    return Observation.objects.create(
        partnership=partnership, series=series, area=Area.objects.get(code="E06000047"),
        period_kind=str(june.kind), period_start=june.start, period_end=june.end,
        version=version, release=release,
        count=count, status="provisional",
        recorded_at=datetime.datetime(2025, 7, 1, tzinfo=datetime.UTC),
    )  # fmt: skip
