"""Every write of those who look after what is kept. The record is told no word of any case."""

from goldenthread.casework.keeping.changes.disposing import (
    approve_disposal,
    carry_out,
    check_disposal,
    drop_disposal,
    freshen_dates,
    keep_longer,
    propose_disposal,
)
from goldenthread.casework.keeping.changes.emergencies import break_glass, review_emergency
from goldenthread.casework.keeping.changes.holds import lift_hold, place_hold

__all__ = [
    "approve_disposal",
    "break_glass",
    "carry_out",
    "check_disposal",
    "drop_disposal",
    "freshen_dates",
    "keep_longer",
    "lift_hold",
    "place_hold",
    "propose_disposal",
    "review_emergency",
]
