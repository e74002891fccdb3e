"""A partnership with the shipped evidence and a small adopted plan, and reports of it."""

import datetime

from csp_analytics.period import Period
from goldenthread.indicators import loading as indicators
from goldenthread.places import loading as places
from goldenthread.publishing import changes, declaring
from goldenthread.strategy.models import IndicatorUse, Strategy
from tests.factories.accounts import PartnershipFactory

Q1 = Period.quarter(2025, 1)
USES = (
    ("focus-1", "asb_rate_10000", "focus", "neither", "Reports of ASB per 10,000 people"),
    ("focus-2", "deliberate_fire_rate_10000", "focus", "lower", "Deliberate fires"),
    ("assurance-1", "crime_rate_1000", "assurance", "lower", "Crime rate per 1,000 population"),
)


def small_partnership():
    """Give the shipped evidence with a small adopted plan."""
    places.load()
    indicators.load()
    partnership = PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)
    indicators.load_evidence(partnership)
    plan = Strategy.objects.create(
        partnership=partnership, key="plan", title="Strategy 2024-2029", status="adopted",
        kind="partnership_plan", period_kind="years",
        period_start=datetime.date(2024, 1, 1), period_end=datetime.date(2029, 12, 31),
    )  # fmt: skip
    for order, (key, indicator, role, better, title) in enumerate(USES):
        IndicatorUse.objects.create(
            partnership=partnership, strategy=plan, key=key, definition_id=indicator,
            role=role, better=better, title=title, order=order, places=["000:290"],
        )  # fmt: skip
    return partnership


def built(partnership, period=Q1, formats=("html", "pdf"), name="quarterly", by=None, **more):
    """Build a report by name."""
    return changes.build_report(
        declaring.report(name), partnership=partnership, period=period, formats=formats,
        by=by, **more,
    )  # fmt: skip
