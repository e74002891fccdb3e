"""How maps look: colours in steps, and the patterns for what has no colour.

The steps of a scale differ in lightness, which every eye sees, and so does a black-and-white
printer; no scale sets red against green. A test looks at them with the three kinds of
colour-blindness simulated.
"""

SEQUENTIAL = ("#e2efed", "#9dc8c6", "#67a6ab", "#2c737e", "#0a3c46")
DIVERGING = ("#7a4a00", "#cf9a45", "#f3eee2", "#7fa8c9", "#1d4e89")
LINE = "#ffffff"  # between areas
OUTLINE = "#4d5b60"  # round areas that have no value
INK = "#1c2629"
PAPER = "#f8f5ee"
FONT = "Atkinson Hyperlegible Next, verdana, arial, sans-serif"


def colour(step: int, *, is_diverging: bool) -> str:
    """Give the colour of a class."""
    return (DIVERGING if is_diverging else SEQUENTIAL)[step]
