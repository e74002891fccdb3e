"""The command `python -m csp_analytics.vectors PATH [--json]`.

Exit 0 when every case passed, 1 when one failed or has no adapter, 2 when nothing could be run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from csp_analytics.vectors.run import CannotRun, Result, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the vectors and print what passed, failed and is unsupported, by method."""
    parser = argparse.ArgumentParser(
        prog="python -m csp_analytics.vectors",
        description="Run every vector file under PATH at the smallest tolerance of the file.",
    )
    parser.add_argument("path", metavar="PATH", type=Path, help="a vector file or a folder of them")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args(arguments)
    try:
        results = run(asked.path)
    except CannotRun as reason:
        print(reason, file=sys.stderr)
        return 2
    total = Result()
    for result in results.values():
        total.passed += result.passed
        total.failed += result.failed
        total.unsupported += result.unsupported
    if asked.json:
        methods = {name: asdict(result) for name, result in results.items()}
        counts = {key: getattr(total, key) for key in ("passed", "failed", "unsupported")}
        print(json.dumps({**counts, "methods": methods}, indent=1))
    else:
        _print_table(results, total)
    return 1 if total.failed or total.unsupported else 0


def _print_table(results: dict[str, Result], total: Result) -> None:
    print(f"{'method':<42}{'passed':>8}{'failed':>8}{'unsupported':>13}")
    for name, result in [*results.items(), ("all", total)]:
        print(f"{name:<42}{result.passed:>8}{result.failed:>8}{result.unsupported:>13}")
        for failure in result.failures:
            print(f"  {failure}")


if __name__ == "__main__":  # pragma: no cover - the tests run it as a process of its own
    sys.exit(main())
