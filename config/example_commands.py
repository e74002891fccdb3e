"""`goldenthread example …`: load the worked example and count what it holds."""

import argparse
import time

from config import example
from goldenthread.accounts.models import Partnership
from goldenthread.commands import CannotDo, Subcommands, add, group, print_json, say, tell
from goldenthread.funding.queries import counts_of_money
from goldenthread.places import postcode_points
from goldenthread.strategy.queries.counting import counts_by_document


def register(commands: Subcommands) -> None:
    """Add the subcommands."""
    words = group(commands, "example", help="The worked example: load it, count it")
    add(words, "load", _load, help="Load the worked example; again changes nothing")
    counts = add(words, "counts", _counts, help="Count what the worked example holds")
    counts.add_argument("--json", action="store_true", help="print JSON")


def _load(chosen: argparse.Namespace) -> None:
    started = time.monotonic()
    tell("Loading the worked example …")
    tally = example.load()
    postcode_points.prepare()  # some seconds once, so that the first map need not wait
    tell(f"Done in {time.monotonic() - started:.1f} seconds.")
    say(f"Worked example: {tally}.")


def _counts(chosen: argparse.Namespace) -> None:
    partnership = Partnership.objects.filter(slug=example.MAIN).first()
    if partnership is None:
        raise CannotDo("The worked example is not loaded. Run `goldenthread example load` first.")
    counts = counts_by_document(partnership)
    counts["004"] |= counts_of_money(partnership, "004")
    if chosen.json:
        print_json(counts)
        return
    for document, held in counts.items():
        say(f"{'All documents' if document == 'all' else f'Document {document}'}")
        for entity, number in held.items():
            say(f"  {entity.replace('_', ' '):<28}{number:>5}")
