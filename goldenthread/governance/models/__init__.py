"""What the room keeps."""

from goldenthread.governance.models.assurance import AssuranceReport, Escalation
from goldenthread.governance.models.meetings import (
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    MeetingAction,
    Recusal,
)
from goldenthread.governance.models.programme import Obligation, ObligationMet

__all__ = [
    "AgendaItem",
    "AssuranceReport",
    "Attendance",
    "Decision",
    "Escalation",
    "Meeting",
    "MeetingAction",
    "Obligation",
    "ObligationMet",
    "Recusal",
]
