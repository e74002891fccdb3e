"""Ways through the stages of a case type: every stage is reached, and every case can end."""

from collections.abc import Iterator

from goldenthread.casework.types.model import CaseType
from goldenthread.declared import nearest


def reachable(of: CaseType, start: str) -> frozenset[str]:
    """Give every stage that a case can come to from one, itself included."""
    found, fresh = {start}, [start]
    while fresh:
        here = fresh.pop()
        nexts = {one.to for one in of.transitions if here in one.since} - found
        found |= nexts
        fresh += sorted(nexts)
    return frozenset(found)


def mistakes(of: CaseType) -> Iterator[str]:
    """Tell of transitions to stages that do not exist, and of stages without a way in or out."""
    every = [one.id for one in of.stages]
    for one in of.transitions:
        for key, names in (("from", one.since), ("to", [one.to])):
            for name in names:
                if name not in every:
                    what = f'"{name}" is no stage here. {nearest(name, every)}'
                    yield str(one.mistake(key, what))
    first = of.stages[0]
    if first.kind == "closed":
        yield str(first.mistake("kind", "a case begins at its first stage, so it must be open."))
    reached = reachable(of, first.id)
    closed = {one.id for one in of.stages if one.kind == "closed"}
    for stage in of.stages:
        if stage.id not in reached:
            what = f'no way leads from "{first.id}" to "{stage.id}". Add a transition or remove it.'
            yield str(stage.mistake("id", what))
        if stage.id not in closed and not reachable(of, stage.id) & closed:
            what = f'a case at "{stage.id}" could never be closed. Add a way to a closed stage.'
            yield str(stage.mistake("id", what))
