"""Every write of this room: one verb, one function, one transaction, one event in the record.

The record (`audit`) is told the verb and the case's reference and nothing else: what was said
stands in the case's own timeline, which only those on the case can read.
"""

from goldenthread.casework.changes import review
from goldenthread.casework.changes.asking import add_word, report, step_by_reporter
from goldenthread.casework.changes.opening import open_case
from goldenthread.casework.changes.papers import add_file, note_look, send_file
from goldenthread.casework.changes.people import (
    end_access,
    give_access,
    lead_case,
    lift_restriction,
    note_read,
    restrict,
)
from goldenthread.casework.changes.plan import finish_action, plan_action
from goldenthread.casework.changes.referrals import answer_referral, end_referral, refer
from goldenthread.casework.changes.risk import assess, decide_band, review_risk
from goldenthread.casework.changes.same import give_link, link_same, undo_same
from goldenthread.casework.changes.sent import count_sent
from goldenthread.casework.changes.tasks import (
    add_task,
    complete_task,
    pause_clock,
    resume_clock,
)
from goldenthread.casework.changes.types import adopt
from goldenthread.casework.changes.victims import keep_victim, log_contact, name_supervisor
from goldenthread.casework.changes.working import add_note, move, record_answers

__all__ = [
    "add_file",
    "add_note",
    "add_task",
    "add_word",
    "adopt",
    "answer_referral",
    "assess",
    "complete_task",
    "count_sent",
    "decide_band",
    "end_access",
    "end_referral",
    "finish_action",
    "give_access",
    "give_link",
    "keep_victim",
    "lead_case",
    "lift_restriction",
    "link_same",
    "log_contact",
    "move",
    "name_supervisor",
    "note_look",
    "note_read",
    "open_case",
    "pause_clock",
    "plan_action",
    "record_answers",
    "refer",
    "report",
    "restrict",
    "resume_clock",
    "review",
    "review_risk",
    "send_file",
    "step_by_reporter",
    "undo_same",
]
