"""Every write of the room: a report is built, reviewed, published."""

from goldenthread.publishing.changes.building import build_report
from goldenthread.publishing.changes.issuing import ask_for_review, publish, review

__all__ = ["ask_for_review", "build_report", "publish", "review"]
