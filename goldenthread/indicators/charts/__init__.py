"""Charts of a series: a Vega-Lite specification, drawn to SVG in our own font, and said in words.

`described` is the text alternative wherever a chart stands; `draw` gives the picture.
"""

from goldenthread.indicators.charts.drawing import FontsMissing, draw, start_drawing
from goldenthread.indicators.charts.look import SIZES
from goldenthread.indicators.charts.series import Break, Chart, Level, Point, Target, with_gaps
from goldenthread.indicators.charts.specification import specification
from goldenthread.indicators.charts.words import described, key, titled

__all__ = [
    "SIZES",
    "Break",
    "Chart",
    "FontsMissing",
    "Level",
    "Point",
    "Target",
    "described",
    "draw",
    "key",
    "specification",
    "start_drawing",
    "titled",
    "with_gaps",
]
