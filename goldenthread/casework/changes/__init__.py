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
from goldenthread.casework.changes.same import give_link, link_same, undo_same
from goldenthread.casework.changes.sent import count_sent
from goldenthread.casework.changes.tasks import (
    add_task,
    complete_task,
    pause_clock,
    resume_clock,
)
from goldenthread.casework.changes.types import adopt
from goldenthread.casework.changes.working import add_note, move, record_answers

__all__ = [
    "add_file",
    "add_note",
    "add_task",
    "add_word",
    "adopt",
    "complete_task",
    "count_sent",
    "end_access",
    "give_access",
    "give_link",
    "lead_case",
    "lift_restriction",
    "link_same",
    "move",
    "note_look",
    "note_read",
    "open_case",
    "pause_clock",
    "record_answers",
    "report",
    "restrict",
    "resume_clock",
    "review",
    "send_file",
    "step_by_reporter",
    "undo_same",
]
