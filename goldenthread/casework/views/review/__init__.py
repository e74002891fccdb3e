"""Pages of case reviews."""

from django.urls import reverse

from goldenthread.casework.models import Case
from goldenthread.casework.queries.review import REVIEW

FORMS = {
    "threshold": "review_decide",
    "preparing": "review_prepare",
    "outcome": "review_outcome",
}
STEPS = {"decide_met": "review_decide", "decide_not_met": "review_decide"}


def page_instead(case: Case, *, form: str = "", step: str = "") -> str:
    """Give the address of the page that stands in place of a form or a step; empty: none does."""
    name = FORMS.get(form) or STEPS.get(step)
    return reverse(name, args=[case.reference]) if name and case.type.key == REVIEW else ""
