"""Boundary files for tests: squares by code, as GeoJSON and as TopoJSON."""

import gzip
import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Ring = Sequence[Sequence[float]]


def square(west: float, south: float, side: float = 0.01) -> list[list[float]]:
    """Give a closed ring, longitude first."""
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def geojson(rings: Mapping[str, Ring], *, within: str = "E06000047", **others: Any) -> dict:
    """Give LSOAs of 2021 by code."""
    features = [
        {
            "type": "Feature",
            "properties": {"LSOA21CD": code, "LSOA21NM": f"Area {code}", "LADCD_ACTIVE": within},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, ring in rings.items()
    ]
    return {"type": "FeatureCollection", "features": features, **others}


def topojson(
    rings: Mapping[str, Sequence[tuple[float, float]]], *, scale: float = 0.0001
) -> dict[str, Any]:
    """Give a topology with one arc for each ring: quantised, in steps from the one before."""
    arcs, geometries = [], []
    for code, ring in rings.items():
        whole = [(round(x / scale), round(y / scale)) for x, y in ring]
        steps = [
            whole[0],
            *((b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(whole)),
        ]
        geometries.append(
            {
                "type": "Polygon",
                "arcs": [[len(arcs)]],
                "properties": {"areacd": code, "areanm": f"Area {code}"},
            }
        )
        arcs.append([list(step) for step in steps])
    return {
        "type": "Topology",
        "arcs": arcs,
        "transform": {"scale": [scale, scale], "translate": [0, 0]},
        "objects": {"lad": {"type": "GeometryCollection", "geometries": geometries}},
    }


def write(folder: Path, data: Any, name: str = "shapes.geojson") -> Path:
    """Write a file: data as JSON, or bytes and text as they are; packed where the name says so."""
    raw = data if isinstance(data, bytes) else (
        data if isinstance(data, str) else json.dumps(data)
    ).encode()  # fmt: skip
    path = folder / name
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return path
