"""Composing a report: what the adopted plan is judged by, with figures as known on a day."""

from goldenthread.publishing.composing.whole import Composed, compose

__all__ = ["Composed", "compose"]
