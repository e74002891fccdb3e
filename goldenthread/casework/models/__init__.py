"""What is stored of cases. Each model says which of its fields are personal."""

from goldenthread.casework.models.cases import Answer, Case, CaseEvent, Party
from goldenthread.casework.models.door import Attachment, ReportTrace, SameIncident, SentFrom
from goldenthread.casework.models.letters import CaseLetter
from goldenthread.casework.models.people import CaseAccess, CaseRead
from goldenthread.casework.models.review import (
    Complaint,
    ComplaintFinding,
    EffectivenessReview,
    InformationRequest,
    LinkedCase,
    Recommendation,
)
from goldenthread.casework.models.together import PlannedAction, Referral
from goldenthread.casework.models.types import CaseTypeVersion
from goldenthread.casework.models.victims import (
    RiskAssessment,
    RiskReview,
    Victim,
    VictimContact,
)
from goldenthread.casework.models.work import CaseClock, Task

__all__ = [
    "Answer",
    "Attachment",
    "Case",
    "CaseAccess",
    "CaseClock",
    "CaseEvent",
    "CaseLetter",
    "CaseRead",
    "CaseTypeVersion",
    "Complaint",
    "ComplaintFinding",
    "EffectivenessReview",
    "InformationRequest",
    "LinkedCase",
    "Party",
    "PlannedAction",
    "Recommendation",
    "Referral",
    "ReportTrace",
    "RiskAssessment",
    "RiskReview",
    "SameIncident",
    "SentFrom",
    "Task",
    "Victim",
    "VictimContact",
]
