"""`goldenthread casework retention`: what the machine's timetable runs every night."""

import argparse

from django.utils import timezone

from goldenthread.accounts.commands import named_partnership
from goldenthread.accounts.models import Partnership
from goldenthread.casework.keeping import changes, queries
from goldenthread.casework.keeping.changes.disposing import end_looks
from goldenthread.casework.keeping.changes.requests import end_requests
from goldenthread.casework.models import Certificate, Disposal
from goldenthread.commands import FINE, Subcommands, add, print_json, say


def register(words: Subcommands) -> None:
    """Add the subcommand."""
    help = "What is due to go of cases; nothing goes without --carry-out"
    retention = add(words, "retention", _retention, help=help)
    retention.add_argument("--partnership", default="", metavar="SLUG",
                           help="whose; left out: the default partnership")  # fmt: skip
    retention.add_argument("--propose", action="store_true",
                           help="put what is due on a list that people approve")  # fmt: skip
    retention.add_argument("--carry-out", action="store_true",
                           help="let approved lists go; it cannot be undone")  # fmt: skip
    retention.add_argument("--json", action="store_true", help="print JSON")


def _retention(chosen: argparse.Namespace) -> int:
    partnership, today = named_partnership(chosen.partnership), timezone.localdate()
    made, certificates, looks = None, list[Certificate](), 0
    if chosen.propose or chosen.carry_out:
        changes.freshen_dates(partnership)
    if chosen.propose:
        made = changes.propose_disposal(partnership=partnership, by=None)
    if chosen.carry_out:
        certificates = [changes.carry_out(disposal=one) for one in _approved(partnership)]
        looks = end_looks(partnership, today)
        end_requests(partnership, today)
    told = {
        "dry_run": not chosen.carry_out,
        "due": queries.due_cases(partnership, today).count(),
        "proposed": made.cases.count() if made else 0,
        "approved_lists": len(_approved(partnership)),
        "certificates": [{"number": one.number, "hash": one.hash} for one in certificates],
        "looks_ended": looks,
    }
    if chosen.json:
        print_json(told)
    else:
        _say(told, certificates)
    return FINE


def _approved(partnership: Partnership) -> list[Disposal]:
    rows = Disposal.objects.of(partnership).select_related("partnership")
    waiting = rows.filter(approved_at__isnull=False, carried_out_at=None, dropped_at=None)
    return list(waiting.order_by("number"))


def _say(told: dict[str, object], certificates: list[Certificate]) -> None:
    say(f"{told['due']} cases are due and on no list; {told['proposed']} are put on a new one.")
    for one in certificates:
        went = sum(row["cases"] for row in one.contents["classes"])
        say(f"{one}: {went} cases have gone. Hash {one.hash}.")
    if told["dry_run"]:
        say(f"{told['approved_lists']} approved lists wait. Nothing goes without --carry-out.")
