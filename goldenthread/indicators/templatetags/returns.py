"""`{% waits_for indicator %}` draws the late returns that an indicator waits for."""

from typing import Any

from django import template

from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.returns import queries, reading

register = template.Library()


@register.inclusion_tag("indicators/returns/_waits_for.html", takes_context=True)
def waits_for(context: dict[str, Any], indicator: IndicatorDefinition) -> dict[str, Any]:
    """Say which late return an indicator waits for, and to which day its update moves."""
    request = context["request"]
    found = []
    if not reading.why_not(indicator):  # nobody is asked for what is computed from data
        found = queries.waited_for(request.partnership, indicator.pk, by=request.user)
    return {"waits": found}
