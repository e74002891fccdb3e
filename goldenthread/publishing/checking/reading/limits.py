"""How much is read at most, so that no file can take the machine."""

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Ceilings. file, unpacked: bytes. text: characters. ratio: of a packed file's unpacking."""

    file: int = 50 * MB
    unpacked: int = 200 * MB
    ratio: int = 300
    parts: int = 5_000
    pages: int = 1_500
    text: int = 5 * MB
    cells: int = 500_000


LIMITS = Limits()
