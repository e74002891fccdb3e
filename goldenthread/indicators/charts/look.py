"""How charts look: colours, letters and the sizes they are drawn in."""

from dataclasses import dataclass
from typing import Any

from goldenthread.indicators.charts.series import Chart

FONT = "Atkinson Hyperlegible Next"
INK, INK_SOFT, PETROL, RULE, PAPER, GOLD = (
    "#1c2629", "#4d5b60", "#0e4a54", "#d9d3c5", "#f3eee2", "#8f6500",
)  # fmt: skip
LETTER = 9  # px that a letter or digit takes at our size
WORDS_LIE_FROM = 70  # px of a gap in which "No data" fits lying down
Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a chart is drawn, in px.

    label: width of one label of the time axis. letters: that fit on a line of the heading.
    text: height of letters; 0 draws the bare line for a list.
    """

    width: int
    height: int
    label: int
    letters: int
    text: int

    @property
    def plot_height(self) -> int:
        """What heading and time axis leave to the lines."""
        return self.height - (90 if self.text else 6)

    def plot_width(self, chart: Chart) -> int:
        """What the labels at left and the last value at right leave to the lines."""
        if not self.text:
            return self.width - 6
        largest = max(point.upper or point.value or 0 for point in chart.known)
        return self.width - LETTER * len(f"{largest:,.0f}") - self.right(chart) - 24

    def right(self, chart: Chart) -> int:
        """What the last value takes at right."""
        return LETTER * len(chart.known[-1].printed) + 16 if self.text else 3

    def step(self, chart: Chart) -> float:
        """The room of one period on the time axis."""
        return self.plot_width(chart) / len(chart.points)


SIZES = {
    "wide": Size(width=720, height=320, label=46, letters=88, text=15),
    "narrow": Size(width=328, height=290, label=46, letters=40, text=15),
    "small": Size(width=300, height=190, label=46, letters=36, text=13),
    "spark": Size(width=128, height=36, label=0, letters=0, text=0),
}
