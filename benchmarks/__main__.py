"""Run every benchmark, or one: `python -m benchmarks --only rates`.

Exit codes: 0 fine, 1 a bar was missed or ours and a peer differ, 2 could not do it.
"""

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import benchmarks
from benchmarks import Result, _page
from benchmarks._race import Disagree
from goldenthread.commands import COULD_NOT, FINE, FOUND_WRONG
from goldenthread.declared import nearest


def modules() -> list[str]:
    """Give the names of all benchmarks."""
    return sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name[0] != "_")


def measured(name: str) -> Iterable[Result]:
    """Run one benchmark."""
    return importlib.import_module(f"benchmarks.{name}").measure()


def tell_more(names: Iterable[str]) -> None:
    """Have those that keep a page of their own write it, from what was just measured."""
    for name in names:
        write = getattr(importlib.import_module(f"benchmarks.{name}"), "write_page", None)
        if write:
            write()


def parser() -> argparse.ArgumentParser:
    """Give what the command line takes."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure, each against the best peer in the same run.",
        epilog="Exit codes: 0 fine, 1 a bar was missed or answers differ, 2 could not do it.",
    )
    made.add_argument("--only", metavar="NAME", help=f"one of: {', '.join(modules())}")
    made.add_argument("--json", action="store_true", help="print each result as a line of JSON")
    made.add_argument(
        "--record",
        action="store_true",
        help="keep the results in benchmarks/results.jsonl and write docs/reference/benchmarks.md",
    )
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run and print; a name that is none gets a sentence."""
    chosen = parser().parse_args(arguments)
    if chosen.only and chosen.only not in modules():
        hint = nearest(chosen.only, modules())
        print(f"There is no benchmark {chosen.only}. {hint}", file=sys.stderr)
        return COULD_NOT
    code, lines = FINE, []
    for name in [chosen.only] if chosen.only else modules():
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            for result in measured(name):
                line = result.as_plain() | {"date": datetime.now(UTC).date().isoformat()}
                print(json.dumps(line) if chosen.json else _page.sentence(line), flush=True)
                lines.append(line)
                code = max(code, FOUND_WRONG if result.bar_met is False else FINE)
        except Disagree as why:
            print(why, file=sys.stderr)
            code = max(code, FOUND_WRONG)
        except (OSError, RuntimeError) as why:
            print(f"{name} could not be measured. {why}", file=sys.stderr)
            code = COULD_NOT
    if chosen.record:
        _page.record(lines)
        tell_more([chosen.only] if chosen.only else modules())
    return code


if __name__ == "__main__":
    sys.exit(main())
