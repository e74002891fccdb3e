"""Which rules of the rule book belong to casework, and which of them wait for the engine.

A rule is followed by a function that names it, or declared in definitions/casework, or it needs
what is not built yet: cases that are stored, pages, letters, jobs. A test holds every rule to
one of the three, so that none is forgotten.
"""

from types import MappingProxyType

_NUMBERED = MappingProxyType(
    {
        "G": 7, "IS": 12, "GSC": 4, "RET": 4, "ASB": 4, "RPT": 7, "CASE": 7, "RAM": 9, "CR": 24,
        "TP": 14, "PS": 6, "HT": 8, "TN": 6, "LAW": 1, "IJ": 5, "DHR": 8, "PV": 4, "REF": 6,
        "VC": 5,
    }
)  # fmt: skip

RULES = (
    *(f"{letters}-{n:02}" for letters, last in _NUMBERED.items() for n in range(1, last + 1)),
    "CR-05a",
    "TP-00",
)

NEEDS_ENGINE = MappingProxyType(
    {
        "G-02": "the display name of the local policing body on pages and letters",
        "ASB-01": "help text beside the questions of the report form",
        "PV-04": "a page of assurance; no case is held",
    }
)
