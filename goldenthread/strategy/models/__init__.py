"""What the room keeps."""

from goldenthread.strategy.models.assessment import (
    Assessment,
    AssessmentStatement,
    BoundFigure,
    StatementVersion,
)
from goldenthread.strategy.models.context import (
    AlignedPlan,
    AlignmentCell,
    CrosswalkLink,
    EnablingFactor,
    EnablingPoint,
    MutualRegard,
    PolicyDriver,
    WayOfWorking,
)
from goldenthread.strategy.models.evidence import (
    ChangeStatement,
    EvidenceItem,
    EvidenceValue,
    IndicatorUse,
)
from goldenthread.strategy.models.plans import (
    Amendment,
    CarriedOver,
    PlanNote,
    Signatory,
    StatusChange,
    Strategy,
)
from goldenthread.strategy.models.priorities import Aim, Area, Priority, SubTheme
from goldenthread.strategy.models.registers import (
    Achievement,
    CaseStudy,
    Commitment,
    CommitmentUpdate,
    Scheme,
)
from goldenthread.strategy.models.work import Deliverable, Mechanism, WorkArea

__all__ = [
    "Achievement",
    "Aim",
    "AlignedPlan",
    "AlignmentCell",
    "Amendment",
    "Area",
    "Assessment",
    "AssessmentStatement",
    "BoundFigure",
    "CarriedOver",
    "CaseStudy",
    "ChangeStatement",
    "Commitment",
    "CommitmentUpdate",
    "CrosswalkLink",
    "Deliverable",
    "EnablingFactor",
    "EnablingPoint",
    "EvidenceItem",
    "EvidenceValue",
    "IndicatorUse",
    "Mechanism",
    "MutualRegard",
    "PlanNote",
    "PolicyDriver",
    "Priority",
    "Scheme",
    "Signatory",
    "StatementVersion",
    "StatusChange",
    "Strategy",
    "SubTheme",
    "WayOfWorking",
    "WorkArea",
]
