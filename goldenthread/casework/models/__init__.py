"""What is stored of cases. Each model says which of its fields are personal."""

from goldenthread.casework.models.cases import Answer, Case, CaseEvent, Party
from goldenthread.casework.models.people import CaseAccess, CaseRead
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
    "Case",
    "CaseAccess",
    "CaseClock",
    "CaseEvent",
    "CaseRead",
    "CaseTypeVersion",
    "Party",
    "PlannedAction",
    "Referral",
    "RiskAssessment",
    "RiskReview",
    "Task",
    "Victim",
    "VictimContact",
]
