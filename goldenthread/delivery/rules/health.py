"""Whether a plan is looked after: how much of it nobody owns, and of how much nobody has spoken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.delivery.rules.status import SILENT_AFTER


@dataclass(frozen=True)
class Health:
    """How well the open actions of a plan are looked after.

    vacant: nobody is accountable. unheard: nobody has said anything for 100 days, or ever.
    undated: no due date.
    """

    open: int
    vacant: int
    unheard: int
    undated: int

    @property
    def score(self) -> int | None:
        """Of 100: the share of owners, words and dates that are there; None without open actions.

        Rounded down, so that 100 means all.
        """
        if not self.open:
            return None
        missing = self.vacant + self.unheard + self.undated
        return 100 * (3 * self.open - missing) // (3 * self.open)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is missing, in words; empty where nothing is."""
        told = (
            (self.vacant, "has no owner", "have no owner"),
            (
                self.unheard,
                "has had no word for 100 days or ever",
                "have had no word for 100 days or ever",
            ),
            (self.undated, "has no due date", "have no due date"),
        )
        return tuple(
            f"{count} of {self.open} open action{'' if self.open == 1 else 's'} "
            f"{one if count == 1 else many}."
            for count, one, many in told
            if count
        )


@dataclass(frozen=True)
class Looked:
    """What is asked of one open action."""

    is_vacant: bool
    heard: date | None
    due: date | None


def health_of(
    actions: Iterable[Looked], *, today: date, silent: timedelta = SILENT_AFTER
) -> Health:
    """Say how well open actions are looked after on a day."""
    every = list(actions)
    return Health(
        open=len(every),
        vacant=sum(one.is_vacant for one in every),
        unheard=sum(one.heard is None or today - one.heard > silent for one in every),
        undated=sum(one.due is None for one in every),
    )
