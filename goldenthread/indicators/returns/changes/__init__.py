"""Every write about returns: one verb, one function, one transaction, one event."""

from goldenthread.indicators.returns.changes.asking import ask, edit_request, end_request
from goldenthread.indicators.returns.changes.deciding import approve, load_file, send_back
from goldenthread.indicators.returns.changes.sending import (
    Answer,
    discard,
    say_not_available,
    send_draft,
    send_figure,
    send_nil,
    upload,
)

__all__ = [
    "Answer",
    "approve",
    "ask",
    "discard",
    "edit_request",
    "end_request",
    "load_file",
    "say_not_available",
    "send_back",
    "send_draft",
    "send_figure",
    "send_nil",
    "upload",
]
