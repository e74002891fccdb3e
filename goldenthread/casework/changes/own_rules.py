"""What some kinds of case need beside what their file declares: rules kept in code, by step.

A package of such rules registers itself here when it is imported; the engine asks at each step
and knows none of them.
"""

from collections.abc import Callable
from datetime import datetime

from goldenthread.accounts.queries import Person
from goldenthread.casework.models import Case

Rule = Callable[[Case, Person, datetime], None]

BEFORE: dict[tuple[str, str], Rule] = {}  # by kind and step: raises RuleBroken where it may not be
AFTER: dict[tuple[str, str], Rule] = {}  # what follows from a step, in the same transaction


def before(case: Case, step: str, *, by: Person, at: datetime) -> None:
    """Ask the rules of a kind of case whether a step may be taken. Raises RuleBroken."""
    if rule := BEFORE.get((case.type.key, step)):
        rule(case, by, at)


def after(case: Case, step: str, *, by: Person, at: datetime) -> None:
    """Do what follows from a step."""
    if rule := AFTER.get((case.type.key, step)):
        rule(case, by, at)
