"""What an indicator may be and how its numbers are made. Plain Python."""

from enum import StrEnum


class Measure(StrEnum):
    """What sort of number an indicator gives."""

    COUNT = "count"
    RATE = "rate"
    PERCENT = "percent"
    MONEY = "money"
    SCORE = "score"
    RANK = "rank"
    RATIO = "ratio"
    DURATION = "duration"
    CHANGE_PERCENT = "change_percent"


class Better(StrEnum):
    """Which way is better. Neither: more reports can mean more trust."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class Status(StrEnum):
    """How firm an observation is."""

    PROVISIONAL = "provisional"
    FINAL = "final"
    REVISED = "revised"
    SUPPRESSED = "suppressed"
    ESTIMATED = "estimated"
    BREAK = "break"


def is_firm(status: str) -> bool:
    """Whether anybody may see it; a provisional one is for those who may read the unpublished."""
    return status != Status.PROVISIONAL


def series_of_document(document: str) -> str:
    """Name the series that holds what one document prints: "document-002"."""
    return f"document-{document}"


def printed_twice(other: str, lines: str) -> str:
    """Flag a value that the same document gives otherwise elsewhere."""
    return f"The same document prints {other} for this elsewhere (line {lines})."
