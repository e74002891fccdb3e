"""`goldenthread reminders …`: what a timetable of the machine runs every hour."""

import argparse

from django.utils import timezone

from goldenthread.accounts.commands import named_partnership
from goldenthread.commands import FINE, FOUND_WRONG, Subcommands, add, group, print_json, say, tell
from goldenthread.delivery.reminders import sending


def register(commands: Subcommands) -> None:
    """Add the subcommands of this room."""
    words = group(commands, "reminders", help="Remind owners and chairs of their actions")
    send = add(words, "send", _send, help="Send what has come up, one letter for each; again none")
    listed = add(words, "list", _list, help="List what is to be told today, and send nothing")
    for parser in (send, listed):
        parser.add_argument("--partnership", default="", metavar="SLUG",
                            help="whose; left out: the default partnership")  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print JSON")


def _send(chosen: argparse.Namespace) -> int:
    done = sending.send(named_partnership(chosen.partnership), now=timezone.now())
    sent, failed = (len(done.sent), done.failed) if done else (0, [])
    if chosen.json:
        print_json({"quiet": done is None, "sent": sent, "failed": len(failed)})
    elif done is None:
        say("Quiet hours: nothing is sent at night, at weekends or on bank holidays. It waits.")
    else:
        say(f"{sent} letter{'' if sent == 1 else 's'} sent.")
    for why in failed:
        tell(why)
    return FOUND_WRONG if failed else FINE


def _list(chosen: argparse.Namespace) -> int:
    partnership = named_partnership(chosen.partnership)
    told = [
        {
            "plan": one.action.plan.key,
            "action": one.action.number,
            "why": str(one.occasion.kind),
            "since": one.occasion.on.isoformat(),
            "to": str(one.occasion.to),
        }
        for one in sending.tellings(partnership, today=timezone.localdate())
    ]
    if chosen.json:
        print_json(told)
        return FINE
    for one in told:
        say(f"{one['since']}: {one['plan']} {one['action']}, {one['why']}, to its {one['to']}")
    if not told:
        say("Nothing has come up.")
    return FINE
