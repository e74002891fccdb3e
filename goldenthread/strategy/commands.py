"""`goldenthread plan …`: a plan out as StratML or a table, and a plan's file in as a draft."""

import argparse
import sys
from pathlib import Path

from django.contrib.auth.models import AnonymousUser

from goldenthread.accounts.commands import named_partnership
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import FINE, CannotDo, Subcommands, add, group, print_json, say, tell
from goldenthread.declared import nearest
from goldenthread.strategy.changes.imported import import_plan
from goldenthread.strategy.exchange import files, measuring, tables, telling, writing
from goldenthread.strategy.exchange.outline import Outline
from goldenthread.strategy.models import Strategy
from goldenthread.strategy.queries import plans

LARGEST = 5_000_000  # bytes


def register(commands: Subcommands) -> None:
    """Add the subcommands of this room."""
    words = group(commands, "plan", help="Plans out and in, as StratML, YAML or tables")
    out = add(words, "export", _export, help="Write an adopted plan as StratML or a table")
    out.add_argument("plan", help="its key, as in its address")
    out.add_argument("--performance", action="store_true",
                     help="a report: the plan with what its measures came to")  # fmt: skip
    out.add_argument("--as", dest="form", default="stratml",
                     choices=["stratml", *tables.CONTENT_TYPES],
                     help="left out: stratml; a table holds a row for each part")  # fmt: skip
    out.add_argument("--out", type=Path, metavar="FILE", help="left out: to the screen")
    taken = add(words, "import", _import, help="Make a draft of a plan's file")
    taken.add_argument("file", type=Path, help="ends in .xml, .yaml, .csv, .xlsx or .ods")
    taken.add_argument("--preview", action="store_true", help="show what it holds; change nothing")
    taken.add_argument("--json", action="store_true", help="print JSON")
    for parser in (out, taken):
        parser.add_argument("--partnership", default="", metavar="SLUG",
                            help="whose plan; left out: the default partnership")  # fmt: skip


def _export(chosen: argparse.Namespace) -> int:
    plan = _plan(named_partnership(chosen.partnership), chosen.plan)
    content = _written(chosen, plan)
    if chosen.out is None:
        sys.stdout.write(content.decode())
        return FINE
    try:
        chosen.out.write_bytes(content)
    except OSError as why:
        raise CannotDo(f"{chosen.out} could not be written: {why.strerror}.") from None
    say(str(chosen.out))
    return FINE


def _written(chosen: argparse.Namespace, plan: Strategy) -> bytes:
    if chosen.form == "stratml":
        measure = measuring.Measures(plan) if chosen.performance else None
        return writing.write(telling.outline(plan, measure), performance=chosen.performance)
    if chosen.performance:
        raise CannotDo("A table holds no results. Leave out --performance, or --as.")
    if chosen.out is None and chosen.form != tables.CSV:
        raise CannotDo(f"A .{chosen.form} file is not to be read on a screen. Name one with --out.")
    return tables.as_table(telling.outline(plan), chosen.form)


def _plan(partnership: Partnership, key: str) -> Strategy:
    """Give a plan that everybody may see. A draft does not leave."""
    public = plans(partnership, by=AnonymousUser())
    found = public.filter(key=key).first()
    if found is None:
        known = public.values_list("key", flat=True)
        raise CannotDo(f'No adopted plan has the key "{key[:60]}". {nearest(key, known)}')
    found.partnership = partnership
    return found


def _import(chosen: argparse.Namespace) -> int:
    partnership = named_partnership(chosen.partnership)
    content = _content(chosen.file)
    outline = files.read_plan(content, chosen.file.name)
    if chosen.preview:
        return _shown(outline, as_json=chosen.json)
    try:
        plan = import_plan(outline, partnership=partnership, content=content, by=None)
    except RuleBroken as why:
        raise CannotDo(f"{chosen.file.name}: {why}") from None
    for sentence in outline.dropped:
        tell(f"Not taken over: {sentence}")
    counts = files.preview(outline).counts
    if chosen.json:
        print_json({"plan": plan.key, "title": plan.title, **dict(counts)})
        return FINE
    say(f"{plan.title}: a draft, with the key {plan.key}.")
    for kind, count in counts:
        say(f"  {count:>4}  {kind}")
    return FINE


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise CannotDo(f"{path.name}: larger than 5 MB, which no plan is. Check the file.")
        return path.read_bytes()
    except OSError as why:
        raise CannotDo(f"{path}: cannot be read ({why.strerror}). Check its name.") from None


def _shown(outline: Outline, *, as_json: bool) -> int:
    found = files.preview(outline)
    if as_json:
        parts = [{"depth": d, "kind": kind, "title": title} for d, kind, title in found.parts]
        print_json({"title": outline.title, "counts": dict(found.counts), "parts": parts,
                    "not_taken_over": list(outline.dropped)})  # fmt: skip
        return FINE
    say(outline.title)
    for depth, kind, title in found.parts:
        say(f"{'  ' * (depth + 1)}{kind}: {title}")
    for sentence in outline.dropped:
        say(f"Not taken over: {sentence}")
    return FINE
