"""TopoJSON's arcs back into rings.

Source: The TopoJSON Format Specification 1.0: an arc is a line that neighbours share; its
positions are steps from the one before, in whole units that `transform` turns into degrees.
"""

from typing import Any

import numpy as np

from goldenthread.places.grid import Floats

Feature = tuple[dict[str, Any], list[list[Floats]] | None]


def features(topology: dict[str, Any], *, object_name: str) -> list[Feature]:
    """Give each geometry's properties and polygons, a polygon being its rings, outer one first.

    object_name: which of the file's objects; "" takes the only one. A geometry of type null
    has None for polygons. Raises ValueError with a sentence for anything that is not to the
    specification, or neither Polygon nor MultiPolygon.
    """
    arcs = [_arc(one, number) for number, one in enumerate(_list(topology, "arcs"))]
    _transform(arcs, topology.get("transform"))
    found = _object(topology, object_name)
    return [_feature(one, number, arcs) for number, one in enumerate(found, start=1)]


def _list(holder: dict[str, Any], key: str) -> list[Any]:
    found = holder.get(key)
    if not isinstance(found, list):
        raise ValueError(f'"{key}" is no list')
    return found


def positions(given: Any, what: str) -> Floats:
    """Give positions as an array of shape (n, 2); a third number, height, is left out."""
    try:
        made = np.array(given)
    except (ValueError, OverflowError, RecursionError):
        made = np.empty(0, dtype=object)
    if made.ndim != 2 or made.shape[1] not in (2, 3) or made.dtype.kind not in "if":
        raise ValueError(f"{what} does not consist of pairs of numbers")
    return made[:, :2].astype(float)


def _arc(given: Any, number: int) -> Floats:
    return positions(given, f"arc {number}")


def _transform(arcs: list[Floats], given: Any) -> None:
    """Turn steps into degrees, in place. Without a transform, arcs are in degrees already."""
    if given is None:
        return
    try:
        scale, translate = (
            np.array(given[name], dtype=float).reshape(2) for name in ("scale", "translate")
        )
    except (KeyError, TypeError, ValueError):
        raise ValueError('"transform" needs a scale and a translate of two numbers each') from None
    for place, arc in enumerate(arcs):
        arcs[place] = arc.cumsum(axis=0) * scale + translate


def _object(topology: dict[str, Any], name: str) -> list[Any]:
    every = topology.get("objects")
    if not isinstance(every, dict) or not every:
        raise ValueError('"objects" is missing')
    if not name and len(every) > 1:
        names = ", ".join(sorted(map(str, every)))
        raise ValueError(f'it holds several objects ({names}); declare "object" of the layer')
    if name and name not in every:
        names = ", ".join(sorted(map(str, every)))
        raise ValueError(f'it has no object "{name}", but {names}')
    found = every[name] if name else next(iter(every.values()))
    if not isinstance(found, dict) or found.get("type") != "GeometryCollection":
        raise ValueError("its object is no GeometryCollection")
    return _list(found, "geometries")


def _feature(given: Any, number: int, arcs: list[Floats]) -> Feature:
    if not isinstance(given, dict):
        raise ValueError(f"geometry {number} is no object")
    properties = given.get("properties") or {}
    if not isinstance(properties, dict):
        raise ValueError(f"geometry {number} has properties that are no object")
    kind = given.get("type")
    if kind is None:
        return properties, None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f'geometry {number} is a "{str(kind)[:30]}", not an area')
    parts = _list(given, "arcs") if kind == "MultiPolygon" else [_list(given, "arcs")]
    if not all(isinstance(part, list) for part in parts):
        raise ValueError(f"geometry {number} does not list the arcs of its rings")
    return properties, [[_ring(ring, number, arcs) for ring in part] for part in parts]


def _ring(given: Any, number: int, arcs: list[Floats]) -> Floats:
    """Join arcs end to start; one that counts below 0 is walked backwards: ~2 is arc 2."""
    if not isinstance(given, list) or not given:
        raise ValueError(f"geometry {number} has a ring without arcs")
    if not all(type(one) is int and -len(arcs) <= one < len(arcs) for one in given):
        raise ValueError(f"geometry {number} names an arc that is not there")
    pieces = [arcs[one] if one >= 0 else arcs[~one][::-1] for one in given]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
