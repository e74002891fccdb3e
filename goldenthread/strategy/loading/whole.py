"""The order in which everything declared about plans is loaded."""

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from goldenthread.commands import CannotDo
from goldenthread.declared import nearest, read, said
from goldenthread.partnership.loading import Loaded
from goldenthread.strategy import declarations as declare
from goldenthread.strategy.loading import evidence, plan, priorities, registers
from goldenthread.strategy.loading.shelf import PlanKeeper, Shelf

Files = dict[str, list[declare.PlanFile]]  # by the plan's key, the plan's own file first


def plan_files(folders: Iterable[Path]) -> Files:
    """Read every file of the plans' folders, one plan a folder.

    Raises CannotDo for a folder without a plan, or with two.
    """
    found: Files = {}
    for inner in sorted(folders):
        files = [read(path, declare.PlanFile) for path in sorted(inner.glob("*.yaml"))]
        own = [file for file in files if file.strategy]
        if len(own) != 1 or own[0].strategy is None:
            many = "none" if not own else f"{len(own)}"
            raise CannotDo(f"{said(inner)}: needs one file with the key `strategy`, has {many}.")
        key = own[0].strategy.key
        for file in files:
            if file.strategy_key not in ("", key):
                near = nearest(file.strategy_key, [key])
                raise file.mistake("strategy_key", f"this folder holds another plan. {near}")
        found[key] = [*own, *(file for file in files if file is not own[0])]
    return found


@transaction.atomic
def load(bodies: Loaded, *, plans: Files, folder: Path | None = None) -> Shelf:
    """Make rows of everything declared about plans but their evidence.

    plans: from `plan_files`. folder: holds schemes*.yaml and crosswalk.yaml, if there are any.
    Raises CannotDo, having changed nothing, when a file is wrong.
    """
    keeper = PlanKeeper(bodies.keeper.partnership, bodies.keeper.tally, bodies.keeper.lines)
    shelf = Shelf(keeper, bodies)
    for order, (key, files) in enumerate(plans.items(), start=1):
        strategy = shelf.strategies[key] = plan.keep_strategy(shelf, files[0], order)
        for one in _priorities(files):
            priorities.keep_priority(shelf, strategy, one)
    _check_leads(shelf)
    schemes = [
        one
        for path in (sorted(folder.glob("schemes*.yaml")) if folder else [])
        for one in read(path, declare.SchemesFile).schemes
    ]
    registers.keep_schemes(shelf, schemes)
    for key, files in plans.items():
        _fill(shelf, key, files)
    if folder and (folder / "crosswalk.yaml").exists():
        registers.keep_crosswalk(shelf, read(folder / "crosswalk.yaml", declare.CrosswalkFile))
    return shelf


def _fill(shelf: Shelf, key: str, files: list[declare.PlanFile]) -> None:
    strategy, every = shelf.strategies[key], _priorities(files)
    plan.keep_signatories(shelf, strategy, _all(file.signatories for file in files))
    plan.keep_notes(shelf, strategy, files)
    plan.keep_ways(shelf, strategy, _all(file.ways_of_working for file in files))
    plan.keep_factors(shelf, strategy, _all(file.enabling_factors for file in files))
    plan.keep_drivers(shelf, strategy, _all(file.policy_drivers for file in files))
    mechanisms = priorities.keep_mechanisms(
        shelf, strategy, _all(file.mechanisms for file in files)
    )
    priorities.keep_work(shelf, strategy, every, mechanisms)
    for one in every:
        priority = shelf.priorities[key][one.key]
        plan.keep_said_of_priority(shelf, priority, one)
        priorities.keep_case_studies(shelf, priority, one)
    registers.keep_commitments(shelf, strategy, _all(file.commitments for file in files))
    for file in files:
        if file.alignment:
            registers.keep_alignment(shelf, strategy, file.alignment)


@transaction.atomic
def load_evidence(shelf: Shelf, *, plans: Files) -> None:
    """Make rows of the evidence, indicators in use and targets of each plan.

    The definitions of the indicators must be there already.
    """
    for key, files in plans.items():
        strategy = shelf.strategies[key]
        evidence.keep_evidence(shelf, strategy, _all(file.evidence for file in files))
        for file in files:
            evidence.keep_uses(shelf, strategy, file.kpis, better_is_ours=file.better_is_ours)
            evidence.keep_targets(shelf, strategy, file.targets)


def _check_leads(shelf: Shelf) -> None:
    """Refuse a group that says it leads a priority which names another."""
    for group, key in shelf.bodies.leads:
        named = {
            priority.lead_group.key if priority.lead_group else "no lead group"
            for every in shelf.priorities.values()
            for name, priority in every.items()
            if name == key
        }
        if group.key not in named:
            told = ", ".join(sorted(named)) or "no priority has that key"
            raise group.mistake("leads", f'of "{key}": there {told} is named. Make both agree.')


def _priorities(files: list[declare.PlanFile]) -> list[declare.DeclaredPriority]:
    return sorted(_all(file.priorities for file in files), key=lambda one: one.number)


def _all(lists: Iterable[list]) -> list:
    return [one for every in lists for one in every]
