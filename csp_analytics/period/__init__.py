"""Periods of time as a partnership prints them: "2023/24", "12 months to September 2020".

`Period.parse` reads them, `str` prints them, and only like is compared with like.
"""

from csp_analytics.period.period import Period
from csp_analytics.period.shapes import Kind, PeriodError

__all__ = ["Kind", "Period", "PeriodError"]
