"""`goldenthread places …`: load, list, merge and withdraw boundaries; load lookups."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import FINE, CannotDo, Subcommands, add, group, print_json, say, tell
from goldenthread.declared import nearest
from goldenthread.places import layers, shapes, tables
from goldenthread.places.changes import boundaries
from goldenthread.places.changes.fits import METHODS, fit
from goldenthread.places.changes.lookups import load_lookup
from goldenthread.places.models import BoundarySet


def register(commands: Subcommands) -> None:
    """Add the subcommands."""
    places = group(commands, "places", help="Places: load boundaries and lookups, list them")
    load = add(places, "load-boundaries", _load, help="Load boundaries: GeoJSON or TopoJSON")
    load.add_argument("paths", nargs="+", type=Path, metavar="PATH",
                      help=".geojson, .topojson or .json, also packed as .gz")  # fmt: skip
    load.add_argument("--layer", required=True,
                      help="which declared layer they are of, such as lsoa-2021, or the path of "
                           "a .yaml that declares one")  # fmt: skip
    lookup = add(places, "load-lookup", _load_lookup, help="Load what is part of what: CSV")
    lookup.add_argument("path", type=Path, metavar="PATH", help=".csv, also packed as .gz")
    lookup.add_argument("--lookup", required=True,
                        help="which declared lookup it is, such as lad-csp-pfa-2021, or the path "
                             "of a .yaml that declares one")  # fmt: skip
    fits = add(places, "best-fit", _fit, help="Find the whole that each small area lies in most")
    fits.add_argument("--of", required=True, metavar="LAYER", help="the small areas: lsoa-2021")
    fits.add_argument("--in", required=True, dest="wholes", metavar="LAYER", help="ward-2025")
    fits.add_argument("--by", choices=sorted(METHODS), default="postcodes",
                      help="what is compared; postcodes unless said otherwise")  # fmt: skip
    merge = add(places, "merge-boundaries", _merge, help="Make boundaries out of districts'")
    merge.add_argument("--layer", required=True, help="a declared layer, such as csp-2021")
    listed = add(places, "boundaries", _list, help="List the boundaries that are loaded")
    known = add(places, "layers", _layers, help="List the layers and lookups that are declared")
    withdraw = add(places, "withdraw-boundaries", _withdraw, help="Take a load of boundaries away")
    withdraw.add_argument("set", metavar="LAYER:SHA256", help="as `places boundaries` lists it")
    withdraw.add_argument("--why", required=True, help="the reason, for the record")
    withdraw.add_argument("--yes", action="store_true", help="do it; without, it only says what")
    for parser in (load, lookup, fits, merge, listed, known):
        parser.add_argument("--json", action="store_true", help="print JSON")


def _load(chosen: argparse.Namespace) -> int:
    layer = layers.layer(chosen.layer)
    if layer.merged_from:
        raise CannotDo(f"{layer.id} is merged: run `goldenthread places merge-boundaries`.")
    with progress(len(chosen.paths), "Reading boundaries") as step:
        read = shapes.read(chosen.paths, layer, step=step)
    return _told(boundaries.load_boundaries(read, layer), as_json=chosen.json)


def _load_lookup(chosen: argparse.Namespace) -> int:
    lookup = layers.lookup(chosen.lookup)
    found = tables.read(chosen.path, lookup)
    done = load_lookup(found, lookup)
    if chosen.json:
        print_json({"lookup": lookup.id, "rows": found.rows, "left_out": found.left_out,
                    "sha256": found.sha256, **vars(done)})  # fmt: skip
        return FINE
    say(f"{lookup.name}: {found.rows:,} rows. New: {done.areas:,} areas, {done.relations:,} "
        f"relations, {done.residents:,} numbers of residents.")  # fmt: skip
    if found.left_out:
        say(f"{found.left_out:,} rows are not of this lookup and were left out.")
    return FINE


def _fit(chosen: argparse.Namespace) -> int:
    of, wholes = layers.layer(chosen.of), layers.layer(chosen.wholes)
    try:
        count = fit(of, wholes, by=chosen.by)
    except RuleBroken as why:
        raise CannotDo(str(why)) from None
    if chosen.json:
        print_json({"of": of.id, "in": wholes.id, "by": METHODS[chosen.by], "fitted": count})
        return FINE
    say(f"{count:,} of {of.name} are fitted to {wholes.name}, {METHODS[chosen.by]}.")
    return FINE


def _merge(chosen: argparse.Namespace) -> int:
    layer = layers.layer(chosen.layer)
    if not layer.merged_from:
        raise CannotDo(
            f"{layer.id} is loaded from files: run `goldenthread places load-boundaries`."
        )
    try:
        done = boundaries.merge_boundaries(layer)
    except RuleBroken as why:
        raise CannotDo(str(why)) from None
    return _told(done, as_json=chosen.json)


def _told(done: boundaries.Loaded, *, as_json: bool) -> int:
    kept = done.set
    if as_json:
        print_json(_row(kept) | {"held_already": done.was_held, "new_areas": done.new_areas,
                                 "replaced": done.replaced})  # fmt: skip
        return FINE
    if done.was_held:
        tell(f"{kept.name}: these very boundaries are loaded already. Nothing to do.")
        return FINE
    say(f"{kept.name}: {kept.boundaries_in:,} boundaries, {done.new_areas:,} areas are new, "
        f"{done.replaced:,} boundaries replaced.")  # fmt: skip
    if kept.mended:
        say(f"{kept.mended:,} boundaries crossed themselves or held islets shrunk to a point; "
            "they were mended.")  # fmt: skip
    return FINE


def _row(kept: BoundarySet) -> dict:
    return {
        "set": f"{kept.layer}:{kept.sha256[:12]}",
        "layer": kept.layer,
        "name": kept.name,
        "kind": kept.kind,
        "vintage": kept.vintage,
        "as_at": kept.as_at.isoformat(),
        "boundaries": kept.boundaries_in,
        "mended": kept.mended,
        "files": kept.files.splitlines(),
        "sha256": kept.sha256,
        "licence": kept.licence,
        "loaded_at": kept.loaded_at.isoformat(),
    }


def _list(chosen: argparse.Namespace) -> int:
    rows = [_row(one) for one in BoundarySet.objects.all()]
    if chosen.json:
        print_json(rows)
        return FINE
    if not rows:
        say("No boundaries yet. Load them with `goldenthread places load-boundaries`.")
    for row in rows:
        say(f"{row['set']}  {row['boundaries']:,} boundaries  {row['name']}")
    return FINE


def _layers(chosen: argparse.Namespace) -> int:
    every = [("layer", one) for one in layers.layers().values()]
    told = [{"what": what, "id": one.id, "name": one.name} for what, one in every]
    told += [
        {"what": "lookup", "id": one.id, "name": one.name} for one in layers.lookups().values()
    ]
    if chosen.json:
        print_json(told)
        return FINE
    for one in told:
        say(f"{one['what']:<7}{one['id']:<20}{one['name']}")
    return FINE


def _withdraw(chosen: argparse.Namespace) -> int:
    layer, _, sha = chosen.set.partition(":")
    found = list(BoundarySet.objects.filter(layer=layer, sha256__startswith=sha)[:2])
    if len(found) != 1:
        known = [f"{one.layer}:{one.sha256[:12]}" for one in BoundarySet.objects.all()]
        raise CannotDo(f'No boundaries, or more than one load, are "{chosen.set}". '
                       f"{nearest(chosen.set, known)}")  # fmt: skip
    kept = found[0]
    if not chosen.yes:
        raise CannotDo(
            f"{kept.name}: {kept.boundaries.count():,} boundaries would go, and maps of them with "
            "them; the areas stay. Add --yes to do it."
        )
    try:
        gone = boundaries.withdraw_boundaries(kept, why=chosen.why)
    except RuleBroken as why:
        raise CannotDo(str(why)) from None
    say(f"{gone:,} boundaries are withdrawn.")
    return FINE


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[], None]]:
    """Show a bar on the terminal, and nothing anywhere else."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)
