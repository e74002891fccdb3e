"""Which keys each file may hold."""

from goldenthread.declared import DeclaredItem
from goldenthread.strategy.declarations.priorities import DeclaredMechanism, DeclaredPriority
from goldenthread.strategy.declarations.registers import (
    DeclaredAlignment,
    DeclaredCommitment,
    DeclaredDuty,
    DeclaredEvidence,
    DeclaredLink,
    DeclaredRegard,
    DeclaredScheme,
    DeclaredTarget,
    DeclaredUse,
)
from goldenthread.strategy.declarations.statements import (
    DeclaredDriver,
    DeclaredFactor,
    DeclaredNote,
    DeclaredSignatory,
    DeclaredStrategy,
    DeclaredWay,
)


class PlanFile(DeclaredItem):
    """Any file of a plan's folder."""

    document: str = ""
    partnership: str = ""
    invented: bool = False
    strategy: DeclaredStrategy | None = None
    strategy_key: str = ""
    signatories: list[DeclaredSignatory] = []
    notes: list[DeclaredNote] = []
    priorities: list[DeclaredPriority] = []
    ways_of_working: list[DeclaredWay] = []
    enabling_factors: list[DeclaredFactor] = []
    mechanisms: list[DeclaredMechanism] = []
    policy_drivers: list[DeclaredDriver] = []
    alignment: DeclaredAlignment | None = None
    commitments: list[DeclaredCommitment] = []
    evidence: list[DeclaredEvidence] = []
    kpis: list[DeclaredUse] = []
    better_is_ours: bool = False
    targets: list[DeclaredTarget] = []


class SchemesFile(DeclaredItem):
    """schemes*.yaml"""

    schemes: list[DeclaredScheme]


class CrosswalkFile(DeclaredItem):
    """crosswalk.yaml"""

    crosswalk: list[DeclaredLink] = []
    mutual_regard: list[DeclaredRegard] = []


class DutiesFile(DeclaredItem):
    """definitions/strategy/duties.yaml"""

    duties: list[DeclaredDuty]
