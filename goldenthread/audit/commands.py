"""`goldenthread audit verify`: check that no event was changed or taken out."""

import argparse

from goldenthread.accounts.models import Partnership
from goldenthread.audit.models import Event
from goldenthread.audit.queries import broken_links
from goldenthread.commands import FINE, FOUND_WRONG, Subcommands, add, group, print_json, say


def register(commands: Subcommands) -> None:
    """Add the subcommands of this room."""
    words = group(commands, "audit", help="Check the record of what was done")
    verify = add(words, "verify", _verify, help="Check every link of every chain")
    verify.add_argument("--json", action="store_true", help="print JSON")


def _verify(chosen: argparse.Namespace) -> int:
    wrong = broken_links()
    names = {0: "the installation", **dict(Partnership.objects.values_list("pk", "name"))}
    if chosen.json:
        print_json({"events": Event.objects.count(), "wrong": wrong})
    elif not wrong:
        say(f"All {Event.objects.count():,} events stand as they were written.")
    for owner, what in wrong.items() if not chosen.json else ():
        say(f"{names.get(owner, f'Partnership {owner}')}: {what}")
    return FOUND_WRONG if wrong else FINE
