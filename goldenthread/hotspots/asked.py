"""What somebody asks to find: where, over which months, of which kind, in squares how wide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from goldenthread.hotspots import rules
from goldenthread.hotspots.rules import Gaps
from goldenthread.sources import rules as sources

_SELECT = {"class": "govuk-select"}
ASB = "anti-social-behaviour"
EVERY, LATEST = "all", {"last-3": 3, "last-6": 6}
Choices = Sequence[tuple[str, str]]


class FindForm(forms.Form):
    """Where, when, what and how fine?"""

    area = forms.ChoiceField(label="Area", required=False, widget=forms.Select(attrs=_SELECT))
    show = forms.ChoiceField(label="What", required=False, widget=forms.Select(attrs=_SELECT))
    months = forms.ChoiceField(label="Months", required=False, widget=forms.Select(attrs=_SELECT))
    width = forms.ChoiceField(
        label="Squares of", required=False, widget=forms.Select(attrs=_SELECT)
    )

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, some in choices.items():
            self.fields[name].choices = list(some)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Asked:
    """What to find. Each is one of its choices; the first where nothing, or nonsense, is asked."""

    show: str
    months: tuple[date, ...]
    width: int
    kinds: list[str] | None


def chosen(given: Any, name: str, choices: Choices, *, first: str = "") -> str:
    """Give what is asked for of some choices; `first`, or their first, where that is none."""
    keys = [key for key, _ in choices]
    value = given.get(name, "")
    return value if value in keys else (first or (keys or [""])[0])


def shows(categories: dict[str, str]) -> Choices:
    """Give the kinds of things to choose from, ASB first, then all crime, then by name.

    categories: short name of each crime type as published.
    """
    names = {short: name for name, short in categories.items() if short != ASB}
    first = [(ASB, sources.ASB), (sources.ALL_CRIME, "All crime (ASB left out)")]
    return first + sorted(names.items(), key=lambda pair: pair[1])


def spans(months: Sequence[date]) -> Choices:
    """Give the spans of months to choose from: all of them, the latest, each by itself."""
    if not months:
        return []
    last = months[-1]
    found = [(EVERY, f"All {len(months)} months")] if len(months) > 1 else []
    for key, count in LATEST.items():
        some = [one for one in months if _number(one) > _number(last) - count]
        if 1 < len(some) < len(months):
            found.append((key, f"Latest {count} months ({len(some)} here)"))
    return found + [(f"{one:%Y-%m}", f"{one:%B %Y}") for one in reversed(months)]


def widths(gaps: Gaps | None) -> Choices:
    """Give the widths of squares to choose from, in metres."""
    return [(str(one), f"{one:,} metres") for one in rules.widths_allowed(gaps)]


def months_of(span: str, months: Sequence[date]) -> tuple[date, ...]:
    """Give the months of a span, oldest first."""
    if span in LATEST:
        least = _number(months[-1]) - LATEST[span]
        return tuple(one for one in months if _number(one) > least)
    if span == EVERY:
        return tuple(months)
    return tuple(one for one in months if f"{one:%Y-%m}" == span)


def _number(month: date) -> int:
    return month.year * 12 + month.month
