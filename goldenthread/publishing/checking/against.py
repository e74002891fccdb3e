"""Figures of a document beside our own: the same indicator, area and period, told otherwise.

A figure is compared only where its subject is an indicator's name word for word (forms of a
word and usual short forms are one), and its period is printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from csp_claims import THRESHOLD, Verdict
from csp_claims.context import Reading
from csp_claims.facts import Fact
from csp_claims.gather import facts_of
from csp_claims.subjects import Acronyms, Subject, stem, subject_of
from csp_claims.verdicts import judge
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.readings import Readings
from goldenthread.indicators.rules import Measure
from goldenthread.places.models import Area
from goldenthread.publishing.checking.findings import HOLDS, LOOK, WRONG, Checked

_UNITS = {"n": Measure.COUNT, "p": Measure.PERCENT}
_SURE, _ASSUMED = 0.75, 0.6  # the area is named, or taken to be the partnership's own
_TOP = 40  # lines in which a document names the area that it is about
_LARGE = (
    Area.Kind.DISTRICT, Area.Kind.CSP, Area.Kind.POLICE_FORCE, Area.Kind.FIRE, Area.Kind.REGION,
    Area.Kind.COUNTRY,
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What may be compared with: indicators by subject, areas by name, and their figures."""

    indicators: tuple[tuple[Subject, IndicatorDefinition], ...]
    areas: dict[frozenset[str], Area]
    own: Area | None
    readings: Readings


@dataclass(frozen=True)
class Compared:
    """A figure of the document beside ours."""

    quote: str
    lines: tuple[int, ...]
    place: str
    stated: Decimal
    decimals: int
    ours: Figure
    agrees: bool
    confidence: float

    @property
    def differs(self) -> bool:
        """Whether we say that they differ, surely enough."""
        return not self.agrees and self.confidence >= THRESHOLD

    @property
    def standing(self) -> str:
        """How it stands in the list of findings."""
        return HOLDS if self.agrees else WRONG if self.differs else LOOK

    @property
    def label(self) -> str:
        """The word for it."""
        return "As our data" if self.agrees else "Not as our data" if self.differs else "Look here"

    @property
    def note(self) -> str:
        """ "Your data says 12,017 (Recorded crimes, County Durham, 2023/24)." """
        ours = f"{self.ours.indicator.name}, {self.ours.area.name}, {self.ours.period}"
        return f"Your data says {self.ours.text} ({ours})."

    def as_json(self) -> dict[str, Any]:
        """In the schema of findings."""
        value = float(self.ours.value) if self.ours.value is not None else None
        told = "holds" if self.agrees else Verdict.CONTRADICTORY if self.differs else "look_here"
        return {
            "quote": self.quote, "lines": list(self.lines), "kind": "against_data",
            "subject": self.ours.indicator.name,
            "inputs": [{"label": "your data", "value": value, "period": str(self.ours.period)}],
            "stated": {"value": float(self.stated)}, "stated_decimals": self.decimals,
            "computed": value, "verdict": str(told), "note": self.note,
            "confidence": self.confidence, "place": self.place,
        }  # fmt: skip


def known(partnership: Partnership, *, by: Person | None = None) -> Known:
    """Read what may be compared with. by: sees only what they may; None for a command."""
    acronyms = Acronyms("")
    definitions = [
        one
        for one in IndicatorDefinition.objects.all()
        if one.measure in {Measure.COUNT, Measure.PERCENT}
    ]
    areas = list(Area.objects.filter(kind__in=_LARGE, is_invented=partnership.is_invented))
    own = next((one for one in areas if one.code == partnership.area_code), None)
    if own is None:
        own = Area.objects.filter(code=partnership.area_code).first()
    readings = Readings.load(
        partnership, by=by, indicators=[one.pk for one in definitions],
        areas=[*areas, *([own] if own else [])], plain=True,
    )  # fmt: skip
    return Known(
        tuple((subject_of(one.name, acronyms, starts_sentence=True), one) for one in definitions),
        {_name(name): one for one in areas for name in (one.name, *one.aliases)},
        own,
        readings,
    )


def _name(text: str) -> frozenset[str]:
    """The words of a name that `Fact.places` keeps: capital ones that are not usual words."""
    words = text.replace("-", " ").split()
    return frozenset(word for word in words if word.casefold() not in {"county", "city", "of"})


def compared(checked: Checked, against: Known) -> Checked:
    """The same findings with every figure that our own data tells, too."""
    reading = Reading.of(checked.text.document)
    top = " ".join(line.text for line in checked.text.lines[:_TOP])
    about_own = against.own is not None and against.own.name in top
    found = []
    for fact in _facts(reading):
        area, sure = _area(fact, against)
        ours = _figure(fact, area, against) if area is not None else None
        if ours is not None:
            confidence = _SURE if sure or about_own else _ASSUMED
            found.append(_compared(checked, fact, ours, confidence))
    return replace(checked, compared=tuple(found))


def _facts(reading: Reading) -> Iterator[Fact]:
    for sentence in reading.numbered:
        for fact in facts_of(reading, sentence):
            if fact.topic in {"level", "share"} and fact.unit in _UNITS and fact.period:
                yield fact


def _figure(fact: Fact, area: Area, against: Known) -> Figure | None:
    """Our figure of the indicator with this name and sort of number, in the area and period.

    Where two indicators of one name have figures: the one that agrees, else neither.
    """
    told = fact.subject.stems - frozenset(
        stem(word) for name in _near(fact, against) for word in name
    )
    found = [
        against.readings.figure(one.pk, area, fact.period)
        for subject, one in against.indicators
        if fact.period and subject.stems == told and one.measure == _UNITS[fact.unit]
    ]
    ours = [one for one in found if one.value is not None and not one.suppressed]
    if len(ours) > 1:
        ours = [one for one in ours if _agrees(fact, one)]
    return ours[0] if ours else None


def _near(fact: Fact, against: Known) -> list[frozenset[str]]:
    """The names of areas that the sentence of a fact has, which are no part of its subject."""
    return [name for name in against.areas if name and name <= fact.places]


def _area(fact: Fact, against: Known) -> tuple[Area | None, bool]:
    """The area a fact is about, and whether it is named; None for one that we do not know."""
    places = fact.places
    if not places:
        return against.own, False
    found = against.areas.get(places)
    return found, found is not None


def _agrees(fact: Fact, ours: Figure) -> bool:
    value = ours.value if ours.value is not None else Decimal(0)
    verdict = judge(fact.value, value, fact.decimals, qualifier=fact.qualifier).verdict
    return verdict in {Verdict.HOLDS, Verdict.ROUNDING}


def _compared(checked: Checked, fact: Fact, ours: Figure, confidence: float) -> Compared:
    return Compared(
        fact.sentence.text.strip(), fact.lines, checked.text.places(fact.lines), fact.value,
        fact.decimals, ours, _agrees(fact, ours), confidence,
    )  # fmt: skip
