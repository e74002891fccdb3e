"""Boundary files into checked areas: GeoJSON or TopoJSON, plain or packed, or a sentence."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from goldenthread.commands import CannotDo
from goldenthread.places import rules, topojson
from goldenthread.places.layers import DeclaredLayer
from goldenthread.places.topojson import Feature

LARGEST = 150_000_000  # bytes once unpacked
PIECE = 1 << 20
AGAIN = "Load it again from where it was published."
WGS84 = {
    "urn:ogc:def:crs:ogc:1.3:crs84", "urn:ogc:def:crs:ogc::crs84", "ogc:crs84", "epsg:4326",
    "urn:ogc:def:crs:epsg::4326",
}  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """One area of a file: its code, name, the district it is said to lie in, and its polygon."""

    code: str
    name: str
    within: str
    polygon: BaseGeometry
    was_mended: bool


@dataclass(frozen=True)
class Shapes:
    """What files of one layer hold, checked. sha256: over their unpacked contents."""

    files: tuple[str, ...]
    sha256: str
    every: tuple[Shape, ...]


def read(paths: Sequence[Path], layer: DeclaredLayer, *, step: Callable[[], None]) -> Shapes:
    """Read boundary files of one layer, all of them or none. step: called after each file.

    Raises CannotDo with the file, the feature, what is wrong and what to do.
    """
    every: dict[str, Shape] = {}
    sums = []
    for path in paths:
        raw = unpacked(path, most=LARGEST)
        sums.append(hashlib.sha256(raw).hexdigest())
        for shape in _shapes(raw, path.name, layer):
            if shape.code in every:
                raise CannotDo(f"{path.name}: {shape.code} stands twice. Give each area once.")
            every[shape.code] = shape
        step()
    if not every:
        raise CannotDo(f"{paths[0].name}: holds no area. {AGAIN}")
    whole = hashlib.sha256("\n".join(sorted(sums)).encode()).hexdigest()
    return Shapes(tuple(path.name for path in paths), whole, tuple(every.values()))


def unpacked(path: Path, *, most: int) -> bytes:
    """Give a file's bytes, unpacked where its name ends in .gz. Raises CannotDo with a sentence.

    most: bytes; a larger file is refused before it fills the memory.
    """
    pieces, size = [], 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            while piece := file.read(PIECE):
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    raise CannotDo(
                        f"{path.name}: larger than {most // 1_000_000} MB unpacked. "
                        "Load a generalised copy, or part it into several files."
                    )
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise CannotDo(f"{path.name}: is not a whole gzip file. {AGAIN}") from None
    except OSError as why:
        raise CannotDo(f"{path.name}: cannot be read ({why.strerror}). Check its name.") from None
    return b"".join(pieces)


def _shapes(raw: bytes, file: str, layer: DeclaredLayer) -> Iterator[Shape]:
    data = _parsed(raw, file)
    _refuse_other_crs(data, file)
    try:
        found = _features(data, layer)
    except ValueError as why:
        raise CannotDo(f"{file}: {why}. {AGAIN}") from None
    for number, (properties, polygons) in enumerate(found, start=1):
        code, name, within = _named(properties, number, file, layer)
        where = f"{file}, feature {number} ({code})"
        try:
            polygon, was_mended = _polygon(polygons)
        except ValueError as why:
            raise CannotDo(f"{where}: {why}. {AGAIN}") from None
        yield Shape(code, name, within, polygon, was_mended)


def _parsed(raw: bytes, file: str) -> dict[str, Any]:
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise CannotDo(f"{file}: is not UTF-8 text. Save it as UTF-8, or check the file.") from None
    except RecursionError:
        raise CannotDo(f"{file}: is nested too deeply to be a map. {AGAIN}") from None
    except json.JSONDecodeError as why:
        at = f"line {why.lineno}, column {why.colno}"
        raise CannotDo(f"{file}, {at}: is not JSON ({why.msg}). {AGAIN}") from None
    except ValueError as why:
        raise CannotDo(f"{file}: {why}. {AGAIN}") from None
    if not isinstance(data, dict):
        raise CannotDo(f"{file}: is JSON but no map. Give GeoJSON or TopoJSON.")
    return data


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f'holds "{constant}" where a number must be')


def _refuse_other_crs(data: dict[str, Any], file: str) -> None:
    """GeoJSON is in WGS84; older files may name another system, and then must be turned first."""
    crs = data.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name") if isinstance(properties, dict) else crs)
    if name.lower() not in WGS84:
        raise CannotDo(
            f"{file}: is in the coordinate system {name[:60]}. "
            "Convert it to WGS84 longitude and latitude (EPSG:4326) first."
        )


def _features(data: dict[str, Any], layer: DeclaredLayer) -> list[Feature]:
    kind = data.get("type")
    if kind == "Topology":
        return topojson.features(data, object_name=layer.object)
    if kind != "FeatureCollection":
        raise ValueError(f'its type is "{str(kind)[:30]}", neither FeatureCollection nor Topology')
    found = data.get("features")
    if not isinstance(found, list):
        raise ValueError('"features" is no list')
    return [_feature(one, number) for number, one in enumerate(found, start=1)]


def _feature(given: Any, number: int) -> Feature:
    if not isinstance(given, dict) or not isinstance(given.get("properties"), dict):
        raise ValueError(f"feature {number} has no properties")
    geometry = given.get("geometry")
    if geometry is None:
        return given["properties"], None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f'feature {number} is a "{str(kind)[:30]}", not an area')
    parts = geometry.get("coordinates")
    parts = parts if kind == "MultiPolygon" else [parts]
    if not isinstance(parts, list) or not all(isinstance(part, list) for part in parts):
        raise ValueError(f"feature {number} does not list its rings")
    rings = [
        [topojson.positions(ring, f"a ring of feature {number}") for ring in part] for part in parts
    ]
    return given["properties"], rings


def _named(
    properties: dict[str, Any], number: int, file: str, layer: DeclaredLayer
) -> tuple[str, str, str]:
    """Give code, name and district of a feature, from the properties that the layer declares."""
    texts = []
    for key in (layer.code, layer.label):
        value = properties.get(key)
        if not isinstance(value, str) or not value.strip():
            raise CannotDo(
                f'{file}, feature {number}: property "{key}" is missing or no text. '
                f"Is this a file of {layer.id}? It has {', '.join(sorted(properties)[:12])}."
            )
        texts.append(value.strip())
    code, name = texts
    if not layer.fits(code):
        raise CannotDo(
            f'{file}, feature {number}: "{code[:40]}" is no code of {layer.id}. '
            "Check that the layer you named is the file's."
        )
    within = properties.get(layer.within) if layer.within else ""
    return code, name[:120], within if isinstance(within, str) else ""


def _polygon(parts: list[list[Any]] | None) -> tuple[BaseGeometry, bool]:
    """Give one valid area, and whether its lines crossed themselves and were mended."""
    if not parts:
        raise ValueError("has no geometry")
    made, collapsed = [], False
    for part in parts:
        if not part:
            raise ValueError("has a part without a line")
        for ring in part:
            rules.check_ring(ring)
        rings = [ring for ring in part if len(np.unique(ring, axis=0)) >= 3]
        if not rings or rings[0] is not part[0]:
            collapsed = True  # an islet that rounding has shrunk to a point
            continue
        made.append(shapely.Polygon(rings[0], rings[1:]))
    whole: BaseGeometry = shapely.MultiPolygon(made) if len(made) != 1 else made[0]
    was_valid = bool(shapely.is_valid(whole))
    if not was_valid:
        whole = _only_areas(shapely.make_valid(whole))
    if shapely.is_empty(whole) or shapely.area(whole) == 0:
        raise ValueError("is empty: its lines enclose nothing")
    return whole, collapsed or not was_valid


def _only_areas(mended: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(np.array([mended], dtype=object))
    while (shapely.get_type_id(parts) >= 4).any():
        parts = shapely.get_parts(parts)
    return shapely.union_all(parts[shapely.get_type_id(parts) == 3])
