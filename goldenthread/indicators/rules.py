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
