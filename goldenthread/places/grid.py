"""From degrees to metres of the National Grid, so that a map has one scale in both directions."""

import numpy as np
import numpy.typing as npt
from convertbng.cutil import convert_bng

Floats = npt.NDArray[np.float64]


def to_metres(degrees: Floats) -> Floats:
    """Give eastings and northings of longitudes and latitudes (WGS84), shape (n, 2).

    By the Ordnance Survey's OSTN15. A few points at sea lie outside it: these get the plain
    projection, which is off by about 100 metres, too little to see on a map.
    """
    longitude, latitude = (np.ascontiguousarray(degrees[:, n], dtype=float) for n in (0, 1))
    metres = np.stack(convert_bng(longitude, latitude), axis=1)
    lost = ~np.isfinite(metres).all(axis=1)
    metres[lost] = projected(longitude[lost], latitude[lost])
    return metres


def projected(longitude: Floats, latitude: Floats) -> Floats:
    """Give the National Grid's transverse Mercator projection without a shift of datum.

    longitude, latitude: degrees, shape (n,). Source: Ordnance Survey (2020), A guide to
    coordinate systems in Great Britain, annex C.1.
    """
    a, b, scale = 6_377_563.396, 6_356_256.909, 0.9996012717  # Airy 1830, in metres
    phi, phi0 = np.radians(latitude), np.radians(49.0)
    p = np.radians(longitude + 2.0)
    e2, n = 1 - (b / a) ** 2, (a - b) / (a + b)
    sine, cosine, tan2 = np.sin(phi), np.cos(phi), np.tan(phi) ** 2
    nu = a * scale / np.sqrt(1 - e2 * sine**2)
    rho = a * scale * (1 - e2) / (1 - e2 * sine**2) ** 1.5
    eta2 = nu / rho - 1
    less, more = phi - phi0, phi + phi0
    arc = b * scale * (
        (1 + n + 1.25 * n**2 + 1.25 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
        + 15 / 8 * (n**2 + n**3) * np.sin(2 * less) * np.cos(2 * more)
        - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
    )  # fmt: skip
    northing = (
        arc - 100_000.0 + nu / 2 * sine * cosine * p**2
        + nu / 24 * sine * cosine**3 * (5 - tan2 + 9 * eta2) * p**4
        + nu / 720 * sine * cosine**5 * (61 - 58 * tan2 + tan2**2) * p**6
    )  # fmt: skip
    easting = (
        400_000.0 + nu * cosine * p
        + nu / 6 * cosine**3 * (nu / rho - tan2) * p**3
        + nu / 120 * cosine**5 * (5 - 18 * tan2 + tan2**2 + 14 * eta2 - 58 * tan2 * eta2) * p**5
    )  # fmt: skip
    return np.stack([easting, northing], axis=1)
