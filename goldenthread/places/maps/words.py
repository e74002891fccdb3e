"""A map in words, for whoever does not see it."""

from goldenthread.places.maps.plan import Cell, Plan, State

NAMED = 3


def described(plan: Plan) -> str:
    """Say what a map shows: how many areas, highest and lowest, and what is missing."""
    if not plan.has_values:
        return f"{plan.title}: an outline map."
    said = [f"{plan.title}: {counted(plan, sum(one.stands_for for one in plan.cells))}"]
    if not plan.known:
        return f"{said[0]}, none of them with a value."
    ordered = sorted(plan.known, key=lambda one: (-(one.value or 0), one.name))
    if ordered[0].value == ordered[-1].value:
        said.append(f"all known ones have {ordered[0].printed} {plan.unit}")
    else:
        said.append(f"highest {_named(ordered[:NAMED])} {plan.unit}")
        said.append(f"lowest {_named(ordered[::-1][:1])}")
    hidden, missing = plan.count(State.HIDDEN), plan.count(State.MISSING)
    if hidden:
        said.append(f"{counted(plan, hidden)} {plan.hidden}")
    if missing:
        said.append(f"no data for {counted(plan, missing)}")
    return "; ".join(said) + "."


def counted(plan: Plan, count: int) -> str:
    """Say how many cells: "4 small areas", "1 of the small areas"."""
    return f"{count:,} {plan.of_what}" if count != 1 else f"1 of the {plan.of_what}"


def _named(some: list[Cell]) -> str:
    """Name areas with their values; a hexagon has no name but its value."""
    return ", ".join(
        one.printed if one.name.startswith(f"{one.printed} ") else f"{one.name} ({one.printed})"
        for one in some
    )
