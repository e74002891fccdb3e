"""How a target, its colour and its course through the year are said on a page."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from csp_analytics.rounding import thousands
from goldenthread.indicators.control.states import Control
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.pages import IndicatorPage
from goldenthread.indicators.rules import Better
from goldenthread.indicators.targets import queries, rules
from goldenthread.indicators.targets.models import TargetSet


def told(standing: TargetSet | None, page: IndicatorPage, better: str) -> dict[str, Any] | None:
    """Give what indicators/_colour.html needs; None where no target with a rule stands."""
    if standing is None or standing.value is None:
        return None
    return {
        "set_on": standing.set_on,
        "profile": through_the_year(standing, page, better),
        "profile_words": profile_words(standing),
        **(coloured(standing, page.newest, page.control, better, _year_so_far(page)) or {}),
    }


def coloured(
    standing: TargetSet | None,
    newest: Figure | None,
    control: Control,
    better: str,
    so_far: Figure | None = None,
) -> dict[str, Any] | None:
    """Give a figure's colour with its rule, and what the control chart says beside a red.

    so_far: the year so far, which a target with a profile is held against, since it is a
    year's. None where no target stands.
    """
    if standing is None or standing.value is None:
        return None
    rule = queries.colour_rules().get(standing.colour_rule)
    target, held = standing.value, newest
    if standing.profile:
        held = so_far
        if held is not None and held.period is not None:
            shares = [Decimal(one) for one in standing.profile]
            target = rules.due_by(target, shares, held.period.length_in_months())
    told: dict[str, Any] = {"rule": rule.name if rule else "", "lines": _lines(rule, standing)}
    if rule is None or held is None or held.value is None:
        return told
    band = rules.colour(
        rule, held.value, target, better,
        low=held.low, high=held.high, tolerance=standing.tolerance,
    )  # fmt: skip
    latest = control.latest
    is_red = band is not None and band.colour == "red"
    return told | {
        "word": f"{band.colour.capitalize()}: {band.word.lower()}" if band else "",
        "tone": rules.TONES[band.colour] if band else "none",
        "period": str(held.period),
        "beside": rules.NO_CHANGE if is_red and latest and not latest.is_signal else "",
    }


def _lines(rule: rules.ColourRule | None, standing: TargetSet) -> list[str]:
    return rule.lines(standing.tolerance) if rule else []


def through_the_year(standing: TargetSet, page: IndicatorPage, better: str) -> str:
    """Say how the year so far stands against its share of a year's target; "" where it cannot."""
    so_far = _year_so_far(page)
    if not standing.profile or standing.value is None or so_far is None or so_far.value is None:
        return ""
    assert so_far.period is not None
    months = so_far.period.length_in_months()
    shares = [Decimal(one) for one in standing.profile]
    due = rules.due_by(standing.value, shares, months)
    apart = so_far.value - due
    words = "more" if apart > 0 else "less"
    judged = ""
    if apart and better in (Better.LOWER, Better.HIGHER):
        good = (apart < 0) == (better == Better.LOWER)
        judged = ", on the better side" if good else ", on the worse side"
    return (
        f"{so_far.period}: {so_far.text}, beside {_said(due)} that the target gives to "
        f"{months} month{'' if months == 1 else 's'}: {_said(abs(apart))} {words}{judged}."
    )


def _year_so_far(page: IndicatorPage) -> Figure | None:
    if page.to_date is not None:
        return page.to_date.after
    newest = page.newest
    if newest and newest.period and newest.period.start.month == 4 and newest.count is not None:
        return newest  # the first month or quarter of the year
    return None


def _said(value: Decimal) -> str:
    return thousands(value, 0 if value >= 100 else 1)


def profile_words(standing: TargetSet) -> str:
    """Say a profile: "April 8.3%, May 8.3%, …"; "" where there is none."""
    names = "April May June July August September October November December January February March"
    return ", ".join(
        f"{name} {share}%" for name, share in zip(names.split(), standing.profile, strict=False)
    )


def table(rows: Iterable[TargetSet]) -> dict[str, Any]:
    """Give every target ever set as a table."""
    labels = ("Recorded", "Target", "For", "Set by", "Why", "Colour rule", "Through the year")
    return {
        "id": "targets",
        "caption": "Every target entered, newest first",
        "columns": [{"label": label} for label in labels],
        "rows": [_row(one) for one in rows],
    }


def _row(one: TargetSet) -> list[Any]:
    value = "Taken away" if one.value is None else f"{one.value.normalize():f} {one.comparison}"
    rule = queries.colour_rules().get(one.colour_rule)
    on = f" on {one.set_on:%-d %B %Y}" if one.set_on else ""
    return [
        f"{one.recorded_at:%-d %B %Y}, by {one.recorded_by}",
        value.strip(),
        one.period or "Not stated",
        f"{one.set_by}{on}" or "Nobody",
        one.why or "Not stated",
        rule.name if rule else "None",
        profile_words(one) or "None",
    ]
