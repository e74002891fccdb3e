"""What became of the measures that actions are to change, read from the indicators' figures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from csp_analytics.period import Kind
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.delivery import rules
from goldenthread.delivery.models import Action, ExpectedEffect
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.readings import Readings
from goldenthread.places.models import Area

WORDS = {
    "worse": ("Measure worse than its baseline", "bad"),
    "better": ("Measure better than its baseline", "good"),
    "same": ("Measure as at its baseline", "waiting"),
}
NOT_KNOWN = ("Measure not known", "none")


@dataclass(frozen=True)
class Measured:
    """An expected effect, the figure at its baseline and the newest of the same kind."""

    effect: ExpectedEffect
    before: Figure | None
    now: Figure | None

    @property
    def way(self) -> str:
        """ "worse", "better", "same"; "" where a figure or the baseline is missing."""
        return rules.moved_which_way(
            towards=self.effect.towards,
            before=self.before.value if self.before else None,
            now=self.now.value if self.now else None,
        )

    @property
    def label(self) -> str:
        """How it moved, in words."""
        return WORDS.get(self.way, NOT_KNOWN)[0]

    @property
    def tone(self) -> str:
        """How the page draws it."""
        return WORDS.get(self.way, NOT_KNOWN)[1]


def measured(
    actions: Iterable[Action], partnership: Partnership, *, by: Person
) -> dict[int, list[Measured]]:
    """Give what the measures of some actions have done, by the number of the action."""
    effects = ExpectedEffect.objects.of(partnership).filter(action__in=list(actions))
    every = list(effects.select_related("indicator"))
    found: dict[int, list[Measured]] = defaultdict(list)
    if not every:
        return found
    area = Area.objects.filter(code=partnership.area_code).first()
    if area is None:  # its boundaries are not loaded: there is nothing to read figures for
        for one in every:
            found[one.action_id].append(Measured(one, None, None))
        return found
    known = {one.indicator_id: one.indicator for one in every}.values()  # not asked for again
    readings = Readings.load(partnership, by=by, indicators=known, areas=[area], plain=True)
    for one in every:
        kind = one.baseline.kind if one.baseline else Kind.MONTH
        before = readings.figure(one.indicator_id, area, one.baseline) if one.baseline else None
        now = readings.newest(one.indicator_id, area, kind)
        found[one.action_id].append(Measured(one, before, now))
    return found
