"""Every read of this room."""

from goldenthread.funding.queries.awards import (
    DIMENSIONS,
    Counted,
    Ending,
    FundStanding,
    Group,
    Kept,
    Money,
    award_seen,
    awards_seen,
    endings,
    funders_of,
    funds_standing,
    kept_of,
    money_of,
    of_scheme,
    parts_of,
)
from goldenthread.funding.queries.counting import counts_of_money
from goldenthread.funding.queries.finding import search_documents
from goldenthread.funding.queries.police import (
    Budgeted,
    Force,
    Numbers,
    band_d,
    budget,
    force_numbers,
    forces,
)
from goldenthread.funding.queries.reporting import known_by, running

__all__ = [
    "DIMENSIONS",
    "Budgeted",
    "Counted",
    "Ending",
    "Force",
    "FundStanding",
    "Group",
    "Kept",
    "Money",
    "Numbers",
    "award_seen",
    "awards_seen",
    "band_d",
    "budget",
    "counts_of_money",
    "endings",
    "force_numbers",
    "forces",
    "funders_of",
    "funds_standing",
    "kept_of",
    "known_by",
    "money_of",
    "of_scheme",
    "parts_of",
    "running",
    "search_documents",
]
