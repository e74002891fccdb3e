"""Every write of this room: one verb, one function, one transaction, one event."""

from goldenthread.delivery.changes.actions import add_action, add_plan, edit_action, edit_plan
from goldenthread.delivery.changes.course import (
    ask_for_date,
    decide_date,
    defer,
    drop_override,
    give_up,
    give_update,
    give_updates,
    move_date,
    override,
    reopen,
)
from goldenthread.delivery.changes.feeds import start_feed, stop_feed
from goldenthread.delivery.changes.parts import (
    add_milestone,
    expect_effect,
    reach_milestone,
    remove_effect,
    remove_milestone,
)

__all__ = [
    "add_action",
    "add_milestone",
    "add_plan",
    "ask_for_date",
    "decide_date",
    "defer",
    "drop_override",
    "edit_action",
    "edit_plan",
    "expect_effect",
    "give_up",
    "give_update",
    "give_updates",
    "move_date",
    "override",
    "reach_milestone",
    "remove_effect",
    "remove_milestone",
    "reopen",
    "start_feed",
    "stop_feed",
]
