"""Every write of the room."""

from goldenthread.strategy.changes.plans import adopt_plan, make_plan, supersede_plan
from goldenthread.strategy.changes.registers import (
    accept_case_study,
    publish_case_study,
    set_commitment_status,
    set_target,
    withdraw_case_study,
)
from goldenthread.strategy.changes.schemes import (
    add_scheme,
    edit_scheme,
    end_scheme,
    resume_scheme,
)
from goldenthread.strategy.changes.statements import (
    add_statement,
    edit_statement,
    end_statement,
    resume_statement,
    tag_duties,
)

__all__ = [
    "accept_case_study",
    "add_scheme",
    "add_statement",
    "adopt_plan",
    "edit_scheme",
    "edit_statement",
    "end_scheme",
    "end_statement",
    "make_plan",
    "publish_case_study",
    "resume_scheme",
    "resume_statement",
    "set_commitment_status",
    "set_target",
    "supersede_plan",
    "tag_duties",
    "withdraw_case_study",
]
