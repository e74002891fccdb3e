"""What the parts of the loading share: the rows made so far, by key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from goldenthread.declared import DeclaredItem, Place, Places
from goldenthread.partnership.keeping import Keeper, find
from goldenthread.partnership.loading import Loaded
from goldenthread.partnership.models import Group, Organisation, Stated
from goldenthread.strategy import rules
from goldenthread.strategy.declarations import Served
from goldenthread.strategy.models import (
    Amendment,
    Area,
    Priority,
    Scheme,
    Strategy,
    SubTheme,
    WorkArea,
)

T = TypeVar("T")
# Rows whose key is unique only under their priority: by plan, then by (priority, key).
Under = dict[str, dict[tuple[str, str], T]]
LOADED_ANEW = "The declaration that it was loaded from was corrected."


@dataclass
class PlanKeeper(Keeper):
    """Keeps rows of plans; a change to a published one leaves an amendment behind."""

    def before_change(self, row: Stated, values: Mapping[str, Any]) -> None:
        strategy = row if isinstance(row, Strategy) else getattr(row, "strategy", None)
        if not isinstance(strategy, Strategy) or strategy.status == rules.DRAFT:
            return
        for name in getattr(row, "EDITABLE", ()):
            before, after = getattr(row, name), values.get(name, getattr(row, name))
            if before != after:
                Amendment.objects.create(
                    partnership=self.partnership,
                    strategy=strategy,
                    about_kind=row._meta.model_name or "",
                    about_id=row.pk,
                    about_name=str(row)[:300],
                    field=name,
                    before=str(before),
                    after=str(after),
                    reason=LOADED_ANEW,
                    by_name="the installation",
                )


@dataclass
class Shelf:
    """The rows that declarations point to, by key; what stands under a plan by the plan's key."""

    keeper: PlanKeeper
    bodies: Loaded
    strategies: dict[str, Strategy] = field(default_factory=dict)
    priorities: dict[str, dict[str, Priority]] = field(default_factory=dict)
    areas: Under[Area] = field(default_factory=dict)
    sub_themes: Under[SubTheme] = field(default_factory=dict)
    work_areas: Under[WorkArea] = field(default_factory=dict)
    schemes: dict[str, Scheme] = field(default_factory=dict)

    def places(self, said: DeclaredItem, places: Places, key: str = "at") -> list[str]:
        """Give places as they are stored."""
        return self.keeper.places(said, places, key)

    def group(self, said: DeclaredItem, key: str, name: str) -> Group | None:
        """Give the group that is named, or None where none is."""
        return find(said, key, name, self.bodies.groups, "group") if name else None

    def groups(self, said: DeclaredItem, key: str, names: Iterable[str]) -> list[Group]:
        """Give the groups that are named."""
        return [find(said, key, name, self.bodies.groups, "group") for name in names]

    def organisations(
        self, said: DeclaredItem, key: str, names: Iterable[str]
    ) -> list[Organisation]:
        """Give the organisations that are named."""
        every = self.bodies.organisations
        return [find(said, key, name, every, "organisation") for name in names if name]

    def schemes_named(self, said: DeclaredItem, names: Iterable[str]) -> list[Scheme]:
        """Give the schemes that are named."""
        return [find(said, "schemes", name, self.schemes, "scheme") for name in names]

    def priority(
        self, said: DeclaredItem, plan: str, name: str, key: str = "priority"
    ) -> Priority | None:
        """Give the priority that is named within a plan, or None where none is."""
        every = self.priorities.get(plan, {})
        return find(said, key, name, every, "priority") if name else None

    def served(self, said: Served) -> Priority:
        """Give the priority that is named with its plan."""
        find(said, "strategy", said.strategy, self.strategies, "plan")
        return find(said, "priority", said.priority, self.priorities[said.strategy], "priority")


def find_under(
    said: DeclaredItem,
    at: str,
    name: str,
    every: Mapping[tuple[str, str], T],
    what: str,
    *,
    under: str = "",
) -> T | None:
    """Give what a name means where names are unique only under something; None for no name.

    every: by (what it stands under, its own key). under: the key of that; without it the name
    must be the only one of its kind. Raises CannotDo where it leads nowhere, or to several.
    """
    if not name:
        return None
    near = [(pair, row) for pair, row in every.items() if under in ("", pair[0])]
    above = [pair[0] for pair, _ in near if pair[1] == name]
    if len(above) > 1:
        raise said.mistake(at, f'"{name}" stands under each of {", ".join(above)}. Say which.')
    return find(said, at, name, {pair[1]: row for pair, row in near}, what)


def counted(places: Iterable[Place], seen: dict[str, int], *, prefix: str = "") -> str:
    """Give a key for a statement without one: its first line, and a number if that is taken.

    seen: how often each was given so far.
    """
    first = next(iter(places), None)
    base = "-".join(filter(None, [prefix, f"{first.document}-{first.first}" if first else ""]))
    base = base or "statement"
    seen[base] = seen.get(base, 0) + 1
    return base if seen[base] == 1 else f"{base}-{seen[base]}"


def first_line(places: Places) -> int:
    """Give the first line of a statement, to order by."""
    return min((place.first for place in places), default=0)
