"""`goldenthread evidence …`: load data, show and withdraw releases, make the table that ships."""

import argparse
from pathlib import Path

from django.utils import timezone

from goldenthread.accounts.commands import named_partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import FINE, CannotDo, Subcommands, add, group, print_json, say
from goldenthread.indicators import tabulating
from goldenthread.indicators.deliveries import command as ingest_command
from goldenthread.indicators.returns import commands as returns
from goldenthread.sources import changes as sources
from goldenthread.sources import queries
from goldenthread.sources.models import Release


def register(commands: Subcommands) -> None:
    """Add the subcommands."""
    evidence = group(commands, "evidence", help="Data: load it, list and withdraw releases")
    ingest = add(evidence, "ingest", _ingest, help=ingest_command.HELP)
    ingest_command.arguments(ingest)
    returns.register(commands, evidence)
    table = add(
        evidence, "tabulate", _tabulate, help="Count street-level files into the table that ships"
    )
    table.add_argument("paths", nargs="+", type=Path, metavar="PATH",
                       help="street files, plain or packed, or folders of them")  # fmt: skip
    table.add_argument("--output", type=Path, required=True, help="the .csv to write")
    releases = add(evidence, "releases", _releases, help="List the releases of data")
    show = add(evidence, "show", _show, help="Show one release: files, checksums, rows set aside")
    show.add_argument("release", help="its short name, or the beginning of it")
    withdraw = add(evidence, "withdraw", _withdraw, help="Take a release back, with a reason")
    withdraw.add_argument("release", help="its short name, or the beginning of it")
    withdraw.add_argument("--why", required=True, help="the reason, for everyone to read")
    for parser in (ingest, releases, show, withdraw):
        parser.add_argument("--partnership", default="", metavar="SLUG",
                            help="whose data; left out: the default partnership")  # fmt: skip
    for parser in (ingest, releases, show):
        parser.add_argument("--json", action="store_true", help="print JSON")


def _ingest(chosen: argparse.Namespace) -> int:
    """Load a published source; figures of any indicators come in a file of their own form."""
    run = returns.ingest if chosen.source == returns.FILE else ingest_command.run
    return run(chosen)


def _tabulate(chosen: argparse.Namespace) -> int:
    rows = tabulating.write(chosen.paths, chosen.output, today=timezone.localdate())
    say(f"{chosen.output}: {rows:,} rows.")
    return FINE


def _releases(chosen: argparse.Namespace) -> int:
    found = list(queries.releases(named_partnership(chosen.partnership), by=None))
    if chosen.json:
        print_json([_told(one) for one in found])
        return FINE
    if not found:
        say("No release yet. Load one with `goldenthread evidence ingest SOURCE PATH`.")
    for one in found:
        say(f"{one.key}  {one.get_status_display()}  {one.rows_in:,} rows  {one.title}")
    return FINE


def _told(one: Release) -> dict:
    return {
        "release": one.key,
        "title": one.title,
        "source": one.source_id,
        "publisher": one.publisher,
        "licence": one.licence,
        "received": one.received_at.isoformat(),
        "period": [str(one.period_start or ""), str(one.period_end or "")],
        "rows_in": one.rows_in,
        "rows_kept": one.rows_kept,
        "checksum": one.checksum,
        "status": one.status,
        "withdrawn_why": one.withdrawn_why,
        "invented": one.is_invented,
        "how": one.how,
        "geography": one.geography,
        "flags": one.flags,
        "difference": one.difference,
    }


_OF_A_FILE = ("number", "name", "sha256", "bytes", "rows", "month", "force")
_OF_ROWS_SET_ASIDE = ("file__name", "reason", "column", "count", "first_line", "sample")


def _show(chosen: argparse.Namespace) -> int:
    one = queries.release(named_partnership(chosen.partnership), chosen.release, by=None)
    told = _told(one) | {
        "files": list(one.files.values(*_OF_A_FILE)),
        "set_aside": list(one.set_aside.values(*_OF_ROWS_SET_ASIDE)),
    }  # fmt: skip
    if chosen.json:
        print_json(told)
        return FINE
    for name, value in told.items():
        if name not in {"files", "set_aside"} and value not in ("", None, [], {}):
            say(f"{name.replace('_', ' ')}: {value}")
    for file in told["files"]:
        say(f"  {file['name']}  {file['rows']:,} rows  sha256 {file['sha256']}")
    for rows in told["set_aside"]:
        at = f"{rows['file__name']}, line {rows['first_line']}"
        say(f"  {at}: {rows['count']} rows, {rows['reason']}")
    return FINE


def _withdraw(chosen: argparse.Namespace) -> int:
    one = queries.release(named_partnership(chosen.partnership), chosen.release, by=None)
    try:
        sources.withdraw(one, why=chosen.why, by=None)
    except RuleBroken as why:
        raise CannotDo(str(why)) from None
    say(f"{one.key} is withdrawn. What it had superseded stands again.")
    return FINE
