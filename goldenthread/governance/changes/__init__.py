"""Every write of this room: one verb, one function, one transaction, one event."""

from goldenthread.governance.changes.agenda import (
    add_item,
    add_proposed,
    edit_item,
    remove_item,
)
from goldenthread.governance.changes.assurance import (
    answer_escalation,
    escalate,
    report_assurance,
)
from goldenthread.governance.changes.meetings import (
    agree_minutes,
    cancel_meeting,
    edit_meeting,
    hold_meeting,
    note_attendance,
    plan_meeting,
    publish_papers,
    withdraw_papers,
)
from goldenthread.governance.changes.minutes import (
    decide,
    give_action,
    recuse,
    write_minute,
)
from goldenthread.governance.changes.programme import (
    edit_obligation,
    meet_obligation,
    owe,
    take_up_duties,
)

__all__ = [
    "add_item",
    "add_proposed",
    "agree_minutes",
    "answer_escalation",
    "cancel_meeting",
    "decide",
    "edit_item",
    "edit_meeting",
    "edit_obligation",
    "escalate",
    "give_action",
    "hold_meeting",
    "meet_obligation",
    "note_attendance",
    "owe",
    "plan_meeting",
    "publish_papers",
    "recuse",
    "remove_item",
    "report_assurance",
    "take_up_duties",
    "withdraw_papers",
    "write_minute",
]
