"""The pictures of a report, charts and maps, as SVG and as PNG."""

from dataclasses import replace

from django.utils.safestring import SafeString, mark_safe

from goldenthread.indicators.charts import Chart
from goldenthread.indicators.charts import draw as draw_chart
from goldenthread.indicators.charts.drawing import as_png as chart_as_png
from goldenthread.indicators.charts.drawing import svg_as_png
from goldenthread.places.maps import Plan
from goldenthread.places.maps import draw as draw_map


def as_svg(one: Chart | Plan, size: str = "wide") -> SafeString:
    """A picture as SVG, safe to stand in a page. A map has its key in it, and one size."""
    if isinstance(one, Chart):
        return draw_chart(one, size)
    return mark_safe(draw_map(_bare(one), alone=True))  # noqa: S308 - every word in it is escaped


def as_png(one: Chart | Plan) -> bytes:
    """A picture as PNG, for documents that hold no SVG."""
    return chart_as_png(one) if isinstance(one, Chart) else svg_as_png(as_svg(one))


def _bare(plan: Plan) -> Plan:
    """Without the sentences that stand below the picture: a drawing does not break lines."""
    return replace(plan, note="", source="")
