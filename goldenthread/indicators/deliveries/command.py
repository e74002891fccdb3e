"""`goldenthread evidence ingest SOURCE PATH…`: what is asked, done and told."""

import argparse
from pathlib import Path

from django.conf import settings

from goldenthread.accounts.commands import named_partnership
from goldenthread.accounts.models import Partnership
from goldenthread.commands import FINE, CannotDo, print_json, say, tell
from goldenthread.indicators import ingesting
from goldenthread.indicators.counted import STREET
from goldenthread.indicators.deliveries import taking
from goldenthread.indicators.deliveries.taking import Taken
from goldenthread.sources import declaring, downloading
from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.reading.layouts import Download

HELP = "Load published data of a declared source, or look at what loading it would do"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    which = "which source, such as police-street, stats19 or population-by-age"
    parser.add_argument("source", metavar="SOURCE", help=which)
    files = "a .csv, .csv.gz or .zip file, or a folder of them"
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=files)
    look = "say what would be loaded, set aside and replaced; change nothing"
    parser.add_argument("--preview", action="store_true", help=look)
    period = 'what time files are about that do not say so, such as "mid-2023"'
    parser.add_argument("--period", default="", metavar="PERIOD", help=period)
    fetch = "fetch the file from its public address first; it goes on where a download broke"
    parser.add_argument("--download", action="store_true", help=fetch)
    month = 'with --download: which month, such as "2025-06"'
    parser.add_argument("--month", default="", metavar="MONTH", help=month)
    year = 'with --download: which year, such as "2024"'
    parser.add_argument("--year", default="", metavar="YEAR", help=year)
    other = "with --download: fetch from this https address and not from the declared one"
    parser.add_argument("--address", default="", metavar="URL", help=other)
    checksum = "with --download: the SHA-256 that the file must have"
    parser.add_argument("--sha256", default="", metavar="CHECKSUM", help=checksum)


def run(chosen: argparse.Namespace) -> int:
    """Load, or look, and say what came of it."""
    source = declaring.by_command(chosen.source)
    partnership = named_partnership(chosen.partnership)
    if chosen.download:
        chosen.paths = [*chosen.paths, _fetched(chosen, source)]
    if not chosen.paths:
        raise CannotDo(f"Say which files: goldenthread evidence ingest {source.command} PATH…")
    if source.id == STREET and not chosen.preview:
        return _street(chosen, partnership)
    done = taking.take(
        source.id,
        chosen.paths,
        partnership=partnership,
        by=None,
        given=chosen.period,
        only_look=chosen.preview,
    )
    if chosen.json:
        print_json(_as_json(done, chosen.preview))
        return FINE
    _tell(done, preview=chosen.preview)
    return FINE


def _fetched(chosen: argparse.Namespace, source: DeclaredSource) -> Path:
    """Fetch the file that was asked for, into the folder of downloads."""
    url, largest = chosen.address, Download.model_fields["largest"].default
    if not url:
        url, declared = downloading.address(source, {"month": chosen.month, "year": chosen.year})
        largest = declared.largest
    into = settings.DATA_DIR / "downloads"
    done = downloading.fetch(url, into, largest=largest, sha256=chosen.sha256)
    tell(f"{done.path.name}: {done.bytes:,} bytes fetched, sha256 {done.sha256}")
    return done.path


def _tell(done: Taken, *, preview: bool) -> None:
    for name in done.held_already:
        tell(f"{name}: held already, byte for byte. Nothing to do.")
    if not done.files:
        say("Nothing was new.")
        return
    would = "would be " if preview else ""
    if done.release is not None:
        say(done.release.title)
        say(f"Release {done.release.key}: {len(done.files)} files, {done.rows:,} rows, "
            f"{done.observations:,} observations, {done.seconds:.1f} seconds.")  # fmt: skip
    else:
        say("A look only: nothing was changed.")
        say(f"{len(done.files)} files, {done.rows:,} rows, {done.kept:,} {would}kept, "
            f"{done.observations:,} observations.")  # fmt: skip
    for one in done.files:
        facts = one.facts
        areas = f", {facts.areas:,} areas" if facts.areas else ""
        where = f" ({facts.geography})" if facts.geography else ""
        say(f"  {one.table.file.name}: {one.table.rows:,} rows, {one.what}{areas}{where}")
    for aside in done.set_aside:
        kept = "kept" if aside.kept else f"{would}left out"
        say(f"{aside.count:,} rows {kept}: {aside.reason} "
            f'(first on line {aside.first_line:,}, column "{aside.column}").')  # fmt: skip
    for flag in done.flags:
        say(f"Mind: {flag}")
    for replaced in done.replaced:
        say(f"{replaced}.")


def _as_json(done: Taken, preview: bool) -> dict:
    return {
        "preview": preview,
        "release": done.release.key if done.release else None,
        "files": [
            {
                "name": one.table.file.name,
                "form": one.table.layout.id,
                "rows": one.table.rows,
                "kept": one.table.kept,
                "period": [str(period) for period in one.facts.periods],
                "areas": one.facts.areas,
                "geography": one.facts.geography,
                "sha256": one.table.sha256,
            }
            for one in done.files
        ],
        "rows": done.rows,
        "kept": done.kept,
        "observations": done.observations,
        "held_already": list(done.held_already),
        "set_aside": [vars(one) for one in done.set_aside],
        "flags": list(done.flags),
        "replaces": [
            {
                "release": one.key,
                "file": one.older,
                "by": one.newer,
                "rows": vars(one.difference) if one.difference else None,
            }
            for one in done.replaced
        ],
        "seconds": round(done.seconds, 3),
    }


def _street(chosen: argparse.Namespace, partnership: Partnership) -> int:
    done = ingesting.police_street(chosen.paths, partnership=partnership, by=None)
    if chosen.json:
        print_json(
            {
                "release": done.release.key if done.release else None,
                "files": done.files,
                "rows": done.rows,
                "observations": done.observations,
                "held_already": list(done.held_already),
                "set_aside": [vars(one) for one in done.set_aside],
                "seconds": round(done.seconds, 3),
            }
        )
        return FINE
    for name in done.held_already:
        tell(f"{name}: held already, byte for byte. Nothing to do.")
    if done.release is None:
        say("Nothing was new.")
        return FINE
    say(f"{done.release.title}")
    say(f"Release {done.release.key}: {done.files} files, {done.rows:,} rows, "
        f"{done.observations:,} observations, {done.seconds:.1f} seconds.")  # fmt: skip
    by_reason: dict[str, int] = {}
    for one in done.set_aside:
        by_reason[one.reason] = by_reason.get(one.reason, 0) + one.count
    for reason, count in sorted(by_reason.items()):
        say(f"{count:,} rows: {reason}.")
    return FINE
