"""What the references of a report are answered from: one partnership, period and day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from csp_analytics.period import Period, PeriodError
from goldenthread.accounts.models import Partnership
from goldenthread.declared import nearest
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.readings import Readings
from goldenthread.partnership.models import Group
from goldenthread.places.models import Area
from goldenthread.publishing.composing.measures import Measured
from goldenthread.references import Reference
from goldenthread.strategy.models import Priority, Strategy


@dataclass
class Context:
    """What is known while a report is put together.

    here: the priority that a part is about, None outside. seen: every figure that was printed,
    for the list of sources. group, meets_on: whom the report goes to, and on which day.
    """

    partnership: Partnership
    plan: Strategy
    readings: Readings
    period: Period
    as_of: date
    area: Area
    audience: str
    measured: Sequence[Measured]
    here: Priority | None = None
    group: Group | None = None
    meets_on: date | None = None
    seen: list[Figure] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)

    def about(self, here: Priority) -> "Context":
        """The same, for a part about one priority."""
        return replace(self, here=here)

    def measures_here(self) -> list[Measured]:
        """The measures of the priority here, or all outside."""
        every = [one for one in self.measured if one.use.role != "context"]
        if self.here is None:
            return every
        return [one for one in every if one.use.priority_id == self.here.pk]

    def key(self, asked: Reference) -> str:
        """A key for a printed number, the same whenever the same report is made."""
        options = "-".join(f"{key}-{value}" for key, value in asked.options.items())
        parts = (self.here.key if self.here else "", asked.name, asked.subject, options)
        name = "-".join(part for part in parts if part).replace(" ", "_").replace(",", "")[:84]
        self.counted[name] = self.counted.get(name, 0) + 1
        return f"{name}.{self.counted[name]}" if self.counted[name] > 1 else name

    def period_of(self, asked: Reference, text: str) -> Period:
        """The period that an option names: "before", "year before", or one as people write it."""
        if text in ("", "this"):
            return self.period
        if text == "before":
            return self.period.previous()
        if text == "year before":
            return self.period.year_before()
        try:
            return Period.parse(text)
        except PeriodError as why:
            raise asked.mistake(f'{why} "before" and "year before" may stand here too.') from None

    def indicator_of(self, asked: Reference, name: str = "") -> str:
        """The indicator that a reference names."""
        wanted = name or asked.subject
        if wanted not in self.readings.definitions:
            every = IndicatorDefinition.objects.values_list("pk", flat=True)
            raise asked.mistake(f'There is no indicator "{wanted}". {nearest(wanted, every)}')
        return wanted

    def area_of(self, asked: Reference, code: str = "") -> Area:
        """The area that a reference names, by its code; else the report's own."""
        wanted = code or asked.options.get("area", "")
        if not wanted:
            return self.area
        if wanted not in self.readings.areas:
            what = f'There is no area "{wanted}". {nearest(wanted, self.readings.areas)}'
            raise asked.mistake(what)
        return self.readings.areas[wanted]

    def figure(self, asked: Reference, *, period: str = "", area: str = "", of: str = "") -> Figure:
        """The figure that a reference asks for; remembered for the list of sources."""
        found = self.readings.figure(
            self.indicator_of(asked, of),
            self.area_of(asked, area),
            self.period_of(asked, period or asked.options.get("period", "")),
        )
        return self.saw(found)

    def saw(self, figure: Figure) -> Figure:
        """Remember a figure for the list of sources."""
        self.seen.append(figure)
        return figure


def listed(text: str) -> list[str]:
    """The parts of a list with commas."""
    return [one.strip() for one in text.split(",") if one.strip()]


def checked(asked: Reference, options: Iterable[str]) -> None:
    """Refuse an option that this reference does not take."""
    for key in asked.options:
        if key not in options:
            raise asked.mistake(f'It takes no option "{key}". {nearest(key, options)}')
