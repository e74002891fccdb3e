"""Every write of the strategic assessments."""

from goldenthread.strategy.assessment.changes.figures import (
    Chosen,
    bind_figure,
    take_out_figure,
)
from goldenthread.strategy.assessment.changes.statements import (
    add_statement,
    confirm_statement,
    edit_statement,
    move_statement,
    withdraw_statement,
)
from goldenthread.strategy.assessment.changes.whole import (
    begin_assessment,
    complete_assessment,
    mark_published,
    reopen_assessment,
)

__all__ = [
    "Chosen",
    "add_statement",
    "begin_assessment",
    "bind_figure",
    "complete_assessment",
    "confirm_statement",
    "edit_statement",
    "mark_published",
    "move_statement",
    "reopen_assessment",
    "take_out_figure",
    "withdraw_statement",
]
