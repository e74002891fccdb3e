"""Run every benchmark, or those named: `python -m benchmarks pages`."""

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterable

import benchmarks
from benchmarks import Result, machine


def modules() -> list[str]:
    """Give the names of all benchmarks."""
    return sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name[0] != "_")


def line(result: Result) -> str:
    """Give a result as one line of JSON."""
    return json.dumps(
        {
            "name": result.name,
            "ours": round(result.ours, 3),
            "peer": result.peer,
            "peer_name": result.peer_name,
            "ratio": result.ratio,
            "rows": result.rows,
            "machine": machine(),
        }
    )


def main(names: list[str]) -> int:
    """Run and print; 2 with a sentence for a name that is none."""
    unknown = set(names) - set(modules())
    if unknown:
        known = ", ".join(modules())
        print(
            f"There is no benchmark {', '.join(sorted(unknown))}; there are: {known}.",
            file=sys.stderr,
        )
        return 2
    for name in names or modules():
        results: Iterable[Result] = importlib.import_module(f"benchmarks.{name}").measure()
        for result in results:
            print(line(result), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
