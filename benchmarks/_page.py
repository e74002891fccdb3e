"""What was measured, kept as lines and told as a sentence or a page."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks import HOME

KEPT = HOME / "benchmarks" / "results.jsonl"
PAGE = HOME / "docs" / "reference" / "benchmarks.md"
HEAD = (
    "<!-- Written by `python -m benchmarks --record`. Measure again, do not change this page. -->"
)
ABOUT = """# Benchmarks

Measured by `make bench`, each against the best peer we know, in the same run and on the same
input; each line is from the last run of that benchmark that was kept. Before anything is timed,
ours and every peer must give the same answer, as nearly as stated. Runs are interleaved, the
processor's time on one core is taken, and the median counts. Ingest and pages use every core:
they go by the clock, and are slower on a busy machine. Inputs come from fixed seeds. Growth is
the power of the number of rows that time grows with over the sizes measured: 1 is in proportion,
below 1 means that a fixed part still shows.
"""


def quantity(value: float | None, unit: str) -> str:
    """Write a number with its unit: "15.2 million rows/s", "4.6 ms"."""
    if value is None:
        return "none"
    if value >= 1e6:
        return f"{value / 1e6:,.3g} million {unit}"
    return f"{value:,.0f} {unit}" if value >= 1000 else f"{value:.3g} {unit}"


def sentence(line: dict) -> str:
    """Tell one result in a line."""
    told = f"{line['name']}: {quantity(line['ours'], line['unit'])}"
    if line["peer"] is not None:
        told += f", {line['ratio']:g} times {line['peer_name']}"
        told += f" ({quantity(line['peer'], line['unit'])})"
    if line["bar"] is not None:
        met = "met" if line["bar_met"] else "MISSED"
        told += f"; bar {quantity(line['bar'], line['unit'])}: {met}"
    return told + (f". {line['note']}" if line["note"] else "")


def record(lines: Sequence[dict]) -> None:
    """Keep lines in place of older ones of the same name, and write the page of all."""
    kept = {line["name"]: line for line in [*read(), *lines]}
    text = "".join(json.dumps(kept[name], ensure_ascii=False) + "\n" for name in sorted(kept))
    KEPT.write_text(text)
    PAGE.write_text(page(read()))


def read(path: Path | None = None) -> list[dict]:
    """Give the lines that are kept."""
    path = path or KEPT
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def page(lines: Iterable[dict]) -> str:
    """Write the reference page."""
    lines = sorted(lines, key=lambda line: line["name"])
    machines = sorted({f"{line['machine']}, {line['date']}" for line in lines})
    on = f"Measured on: {'; '.join(machines)}."
    sections = [text for line in lines for text in _section(line)]
    return "\n".join([HEAD, "", ABOUT, on, "", *_table(lines), *sections]).rstrip() + "\n"


def _table(lines: list[dict]) -> Iterator[str]:
    yield "| | ours | best peer | times as good | bar |"
    yield "|---|---|---|---|---|"
    for line in lines:
        unit, bar = line["unit"], "none"
        if line["bar"] is not None:
            met = "met" if line["bar_met"] else "**missed**"
            bar = f"{quantity(line['bar'], unit)}, {met}"
        ratio = "none" if line["ratio"] is None else f"{line['ratio']:g}"
        ours, peer = (quantity(line[side], unit) for side in ("ours", "peer"))
        yield f"| [{line['name']}](#{line['name']}) | {ours} | {peer} | {ratio} | {bar} |"
    yield ""


def _section(line: dict) -> Iterator[str]:
    yield f"## {line['name']}\n\n{line['what'][:1].upper()}{line['what'][1:]}.\n"
    if line["agree"]:
        yield f"- Found equal first: {line['agree']}."
    for peer in line["peers"]:
        runs = "1 run" if peer["runs"] == 1 else f"{peer['runs']} runs"
        yield (
            f"- {peer['name']}: {quantity(peer['value'], line['unit'])} on {peer['rows']:,} rows, "
            f"{runs}; ours {peer['ratio']:g} times as good on the same."
        )
    if line["sizes"]:
        each = ", ".join(
            f"{size['rows']:,} rows in {quantity(1000 * size['seconds'], 'ms')}"
            for size in line["sizes"]
        )
        yield f"- Ours: {each}. Growth {line['growth']}."
    if line["note"]:
        yield f"- {line['note']}"
    yield ""
