"""What is stored of cases. Each model says which of its fields are personal."""

from goldenthread.casework.keeping.models import (
    Certificate,
    Disposal,
    DisposalCase,
    EmergencyLook,
    LegalHold,
    LongerKept,
    PersonRequest,
    RequestItem,
)
from goldenthread.casework.models.cases import Answer, Case, CaseEvent, Party
from goldenthread.casework.models.closing import Closing, VictimTold
from goldenthread.casework.models.counts import CountTaken
from goldenthread.casework.models.disclosures import CaseDisclosure
from goldenthread.casework.models.door import Attachment, ReportTrace, SameIncident, SentFrom
from goldenthread.casework.models.letters import CaseLetter
from goldenthread.casework.models.meetings import (
    MeetingAction,
    MeetingItem,
    MeetingSeat,
    ProblemMeeting,
)
from goldenthread.casework.models.people import CaseAccess, CaseRead
from goldenthread.casework.models.powers import PowerEvent, PowerUse
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
from goldenthread.casework.models.words import CaseWord
from goldenthread.casework.models.work import CaseClock, Task

__all__ = [
    "Answer",
    "Attachment",
    "Case",
    "CaseAccess",
    "CaseClock",
    "CaseDisclosure",
    "CaseEvent",
    "CaseLetter",
    "CaseRead",
    "CaseTypeVersion",
    "CaseWord",
    "Certificate",
    "Closing",
    "Complaint",
    "ComplaintFinding",
    "CountTaken",
    "Disposal",
    "DisposalCase",
    "EffectivenessReview",
    "EmergencyLook",
    "InformationRequest",
    "LegalHold",
    "LinkedCase",
    "LongerKept",
    "MeetingAction",
    "MeetingItem",
    "MeetingSeat",
    "Party",
    "PersonRequest",
    "PlannedAction",
    "PowerEvent",
    "PowerUse",
    "ProblemMeeting",
    "Recommendation",
    "Referral",
    "ReportTrace",
    "RequestItem",
    "RiskAssessment",
    "RiskReview",
    "SameIncident",
    "SentFrom",
    "Task",
    "Victim",
    "VictimContact",
    "VictimTold",
]
