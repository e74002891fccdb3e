"""What somebody asks a map to show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from goldenthread.indicators.mapping.profile import Profile
from goldenthread.sources import rules
from goldenthread.sources.models import ReleaseFile

PEOPLE, OUTLINE = "people", "outline"
BY = {
    "lsoa": "Small areas (LSOA)",
    "msoa": "Neighbourhoods (MSOA)",
    "ward": "Wards",
    "district": "Districts",
}
SCALES = {
    "count": "How many",
    "rate": "Per 1,000 residents",
    "relative": "Compared with the whole",
}
CLASSES = {"quantile": "As many areas in each", "equal": "Equal steps"}
_SELECT = {"class": "govuk-select"}
LAST = {"last-12": 12, "last-3": 3}


class MapForm(forms.Form):
    """What to show, by which areas, over which months, on which scale, in which classes."""

    show = forms.ChoiceField(label="Show", required=False, widget=forms.Select(attrs=_SELECT))
    by = forms.ChoiceField(label="By", required=False, widget=forms.Select(attrs=_SELECT))
    months = forms.ChoiceField(label="Months", required=False, widget=forms.Select(attrs=_SELECT))
    scale = forms.ChoiceField(
        label="As", required=False, choices=list(SCALES.items()), widget=forms.Select(attrs=_SELECT)
    )
    classes = forms.ChoiceField(
        label="Classes", required=False, choices=list(CLASSES.items()),
        widget=forms.Select(attrs=_SELECT),
    )  # fmt: skip

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("show", shows(profile)), ("by", _by(profile)), ("months", _months(profile.files)),
        ):  # fmt: skip
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not profile.files:
            for name in ("by", "months", "scale"):
                del self.fields[name]


@dataclass(frozen=True)
class Asked:
    """What to show. Each is one of its choices; the first where nothing, or nonsense, is asked."""

    show: str
    by: str
    months: str
    scale: str
    classes: str

    @property
    def is_counts(self) -> bool:
        """Whether counts from the lake are asked for."""
        return self.show not in (PEOPLE, OUTLINE, "")


def asked(form: MapForm) -> Asked:
    """Give what a form asks for, with the first choice where it says nothing."""
    given = form.data if form.is_bound else {}
    said = {}
    for name in ("show", "by", "months", "scale", "classes"):
        choices = (
            [key for key, _ in form.fields[name].choices]  # type: ignore[attr-defined]
            if name in form.fields
            else [""]
        )
        value = given.get(name, "")
        said[name] = value if value in choices else (choices or [""])[0]
    return Asked(**said)


def shows(profile: Profile) -> list[tuple[str, str]]:
    """Give what can be shown of an area: what is counted in the lake first."""
    found: list[tuple[str, str]] = []
    if profile.files:
        names = {short: name for name, short in
                 profile.files[-1].release.source.categories.items()}  # fmt: skip
        first = {"anti-social-behaviour": names.pop("anti-social-behaviour", "ASB"),
                 rules.ALL_CRIME: "All crime (ASB left out)"}  # fmt: skip
        found += [*first.items(), *sorted(names.items(), key=lambda pair: pair[1])]
    if profile.layers(profile.area.kind):
        found.append((OUTLINE, "Its boundary"))
    if profile.districts and not profile.area.is_invented:
        found.append((PEOPLE, "Where people live"))
    return found


def _by(profile: Profile) -> list[tuple[str, str]]:
    offered = ["lsoa", "msoa", "ward"] + (["district"] if len(profile.districts) > 1 else [])
    if len(profile.districts) > 6:
        offered.remove("lsoa")
    return [(one, BY[one]) for one in offered]


def _months(files: Sequence[ReleaseFile]) -> list[tuple[str, str]]:
    held = held_months(files)
    spans = [
        (key, f"Latest {count} months ({len(some)} here)")
        for key, count in LAST.items()
        if len(some := _latest(held, count)) > 1
    ]
    single = [(f"{one:%Y-%m}", f"{one:%B %Y}") for one in reversed(held)]
    return spans + single


def held_months(files: Sequence[ReleaseFile]) -> list[date]:
    """Give the months of files, oldest first, each once."""
    return sorted({one.month for one in files if one.month})


def _latest(held: Sequence[date], count: int) -> list[date]:
    """Give the months held that lie within so many months of the latest."""
    number = [one.year * 12 + one.month for one in held]
    return [one for one, at in zip(held, number, strict=True) if at > number[-1] - count]


def files_asked(files: Sequence[ReleaseFile], months: str) -> list[ReleaseFile]:
    """Give the files of the months asked for."""
    held = held_months(files)
    wanted = set(_latest(held, LAST[months])) if months in LAST else {
        one for one in held if f"{one:%Y-%m}" == months
    }  # fmt: skip
    return [one for one in files if one.month in wanted]


def said_months(months: Sequence[date]) -> str:
    """Say which months: "January to August 2025", or with gaps "8 months between …"."""
    if not months:
        return "no month"
    first, last = months[0], months[-1]
    if len(months) == 1:
        return f"{last:%B %Y}"
    if (last.year - first.year) * 12 + last.month - first.month + 1 > len(months):
        return f"{len(months)} months between {first:%B %Y} and {last:%B %Y}"
    return f"{first:%B}{f' {first.year}' if first.year != last.year else ''} to {last:%B %Y}"
