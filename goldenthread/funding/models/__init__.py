"""What is stored of money."""

from goldenthread.funding.models.awards import Award, Fund, Funder
from goldenthread.funding.models.keeping import (
    Claim,
    Payment,
    ProfileLine,
    ValueReview,
    Variation,
)
from goldenthread.funding.models.police import BandD, BudgetLine, ForceFunding, ForceNumber

__all__ = [
    "Award",
    "BandD",
    "BudgetLine",
    "Claim",
    "ForceFunding",
    "ForceNumber",
    "Fund",
    "Funder",
    "Payment",
    "ProfileLine",
    "ValueReview",
    "Variation",
]
