"""`goldenthread hotspots …`: make the table of counts at map points that ships."""

import argparse
from pathlib import Path

from django.utils import timezone

from goldenthread.commands import Subcommands, add, group, say
from goldenthread.sources import shipping_points


def register(commands: Subcommands) -> None:
    """Add the subcommands."""
    words = group(commands, "hotspots", help="Hotspots: the table of map points that ships")
    table = add(
        words, "tabulate", _tabulate, help="Count street-level files by map point, into that table"
    )
    table.add_argument("paths", nargs="+", type=Path, metavar="PATH",
                       help="street files, plain or packed, or folders of them")  # fmt: skip
    table.add_argument("--output", type=Path, required=True, help="the .parquet to write")


def _tabulate(chosen: argparse.Namespace) -> None:
    rows = shipping_points.write(chosen.paths, chosen.output, today=timezone.localdate())
    say(f"{chosen.output}: {rows:,} rows.")
