"""What the room keeps."""

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
    "Attendance",
    "Decision",
    "Meeting",
    "MeetingAction",
    "Obligation",
    "ObligationMet",
    "Recusal",
]
