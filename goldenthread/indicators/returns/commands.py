"""`goldenthread evidence ingest indicator-file`, `evidence template` and `returns …`."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from goldenthread.accounts.commands import named_partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import (
    FINE,
    FOUND_WRONG,
    CannotDo,
    Subcommands,
    add,
    group,
    print_json,
    say,
    tell,
)
from goldenthread.indicators import queries as indicators
from goldenthread.indicators.returns import changes, comparing, queries, reading, reminding, schema
from goldenthread.indicators.returns.comparing import Compared
from goldenthread.places import queries as places

FILE = "indicator-file"  # the source of this name in a command
MOST_SHOWN = 40


def register(commands: Subcommands, evidence: Subcommands) -> None:
    """Add what stands under `goldenthread evidence`, and `goldenthread returns`."""
    template = add(evidence, "template", _template, help="Print an indicator file to fill in")
    template.add_argument("--indicator", action="append", default=[], metavar="NAME",
                          help="its short name; given again for more")  # fmt: skip
    template.add_argument("--area", default="", help="the area's code or name")
    template.add_argument("--period", default="", help='such as "May 2026"')
    template.add_argument("--format", choices=["csv", "xlsx"], default="csv", help="csv or xlsx")
    words = group(commands, "returns", help="Figures that are owed: list them, remind of them")
    remind = add(words, "remind", _remind, help="Send the reminders of today; again sends none")
    listed = add(words, "list", _list, help="List what is owed, the most urgent first")
    for parser in (remind, listed):
        parser.add_argument("--partnership", default="", metavar="SLUG",
                            help="whose; left out: the default partnership")  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print JSON")


def ingest(chosen: argparse.Namespace) -> int:
    """Load indicator files, or say what they would change."""
    if not chosen.paths:
        raise CannotDo(f"Say which files: goldenthread evidence ingest {FILE} PATH…")
    partnership = named_partnership(chosen.partnership)
    found = [row for path in chosen.paths for row in _read(path)]
    reading.refuse_twice(found)
    compared = comparing.compare(found, partnership)
    counts = comparing.counted(compared)
    release = None
    if not chosen.preview:
        name = ", ".join(path.name for path in chosen.paths)
        try:
            release, counts = changes.load_file(found, partnership=partnership, name=name)
        except RuleBroken as why:
            raise CannotDo(str(why)) from None
    if chosen.json:
        rows = [_as_json(one) for one in compared]
        print_json({"release": release.key if release else None, "changes": counts, "rows": rows})
        return FINE
    for one in compared[:MOST_SHOWN]:
        say(_line(one))
    if len(compared) > MOST_SHOWN:
        say(f"… and {len(compared) - MOST_SHOWN:,} more.")
    say(", ".join(f"{number:,} {comparing.WORDS[kind]}" for kind, number in counts.items()) + ".")
    if release:
        say(f"Release {release.key}.")
    elif chosen.preview:
        tell("Nothing was loaded: this was a preview.")
    else:
        tell("Nothing was new.")
    return FINE


def _read(path: Path) -> list[reading.Row]:
    return reading.read_path(path, today=timezone.localdate())


def _line(one: Compared) -> str:
    row = one.row
    change = f"{one.was} → {one.now}" if one.change == comparing.REVISED else one.now
    what = ", ".join(
        filter(None, (row.indicator.pk, row.area.name, str(row.period), row.breakdown))
    )
    return f"{comparing.WORDS[one.change]}: {what}: {change}"


def _as_json(one: Compared) -> dict[str, str]:
    row = one.row
    return {
        "indicator": row.indicator.pk,
        "area": row.area.code,
        "period": str(row.period),
        "breakdown": row.breakdown,
        "change": one.change,
        "was": one.was,
        "now": one.now,
        "place": row.place,
    }


def _template(chosen: argparse.Namespace) -> int:
    asked = [indicators.definition(one) for one in chosen.indicator]
    for one in asked:
        if why := reading.why_not(one):
            raise CannotDo(why)
    area = places.area(chosen.area).code if chosen.area else ""
    rows = schema.rows_to_fill(asked, area, chosen.period)
    if chosen.format == "xlsx" and sys.stdout.isatty():
        raise CannotDo("A workbook is not for a terminal. Write it into a file: … > file.xlsx")
    made = schema.template_xlsx(rows) if chosen.format == "xlsx" else schema.template_csv(rows)
    sys.stdout.flush()
    sys.stdout.buffer.write(made)
    return FINE


def _remind(chosen: argparse.Namespace) -> int:
    done = reminding.remind(named_partnership(chosen.partnership), today=timezone.localdate())
    if chosen.json:
        print_json({"sent": len(done.sent), "failed": len(done.failed)})
    else:
        say(f"{len(done.sent)} reminder{'' if len(done.sent) == 1 else 's'} sent.")
    for why in done.failed:
        tell(why)
    return FOUND_WRONG if done.failed else FINE


def _list(chosen: argparse.Namespace) -> int:
    partnership = named_partnership(chosen.partnership)
    found = queries.standings(queries.requests_of(partnership, by=None))
    told = [
        {
            "request": one.request.key,
            "title": str(one.request),
            "period": str(one.period),
            "due": one.due.isoformat(),
            "state": str(one.state),
            "days_late": one.days_late,
            "organisation": one.request.organisation.name,
            "owner": str(one.request.owner),
        }
        for one in found
    ]
    if chosen.json:
        print_json(told)
        return FINE
    for one in told:
        late = f", {one['days_late']} days late" if one["days_late"] else ""
        say(f"{one['state']}: {one['title']}, {one['period']}, due {one['due']}{late}")
    if not told:
        say("Nothing is asked for.")
    return FINE
