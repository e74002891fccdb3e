"""Pages of delivery plans and their actions."""

from goldenthread.delivery.views.actions import (
    action,
    action_history,
    actions,
    actions_csv,
    add,
    edit,
    no_change,
)
from goldenthread.delivery.views.by_link import update_by_link
from goldenthread.delivery.views.calendars import (
    calendar,
    calendars,
    start_calendar,
    stop_calendar,
)
from goldenthread.delivery.views.deciding import (
    ask_for_date,
    decide_date,
    defer,
    drop_override,
    give_up,
    move_date,
    override,
    reopen,
)
from goldenthread.delivery.views.parts import (
    add_effect,
    add_milestone,
    reach_milestone,
    remove_effect,
    remove_milestone,
)
from goldenthread.delivery.views.plans import add_plan, edit_plan, plan, plans, update_plan

__all__ = [
    "action",
    "action_history",
    "actions",
    "actions_csv",
    "add",
    "add_effect",
    "add_milestone",
    "add_plan",
    "ask_for_date",
    "calendar",
    "calendars",
    "decide_date",
    "defer",
    "drop_override",
    "edit",
    "edit_plan",
    "give_up",
    "move_date",
    "no_change",
    "override",
    "plan",
    "plans",
    "reach_milestone",
    "remove_effect",
    "remove_milestone",
    "reopen",
    "start_calendar",
    "stop_calendar",
    "update_by_link",
    "update_plan",
]
