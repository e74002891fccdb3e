"""Every write of an ASB case review beside the steps and answers that the engine knows."""

from goldenthread.casework.changes.review import guards
from goldenthread.casework.changes.review.applying import appeal, apply, withdraw
from goldenthread.casework.changes.review.complaints import (
    add_complaint,
    correct_complaint,
    record_finding,
)
from goldenthread.casework.changes.review.deciding import decide
from goldenthread.casework.changes.review.effectiveness import (
    publish_effectiveness,
    write_effectiveness,
)
from goldenthread.casework.changes.review.holding import (
    answer_recommendation,
    answer_request,
    follow_up,
    link_case,
    prepare,
    recommend,
    record_outcome,
)

__all__ = [
    "add_complaint",
    "answer_recommendation",
    "answer_request",
    "appeal",
    "apply",
    "correct_complaint",
    "decide",
    "follow_up",
    "guards",
    "link_case",
    "prepare",
    "publish_effectiveness",
    "recommend",
    "record_finding",
    "record_outcome",
    "withdraw",
    "write_effectiveness",
]
