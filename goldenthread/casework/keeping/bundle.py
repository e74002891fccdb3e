"""What a person is given who asks for what is held on them: one page, whole in itself (IS-10)."""

from itertools import groupby

from django.template.loader import render_to_string
from django.utils import timezone

from goldenthread.casework.models import PersonRequest


def bundle_of(request: PersonRequest) -> str:
    """Give the page: the same words whenever it is asked for, out of what was decided."""
    rows = list(request.items.select_related("case__type").order_by("case", "pk"))
    cases = [
        {
            "kind": some[0].case.type.name,
            "opened": timezone.localtime(some[0].case.opened_at),
            "items": [one for one in some if one.given],
            "withheld": sorted({one.reason for one in some if one.decision != "give"}),
        }
        for some in (list(group) for _, group in groupby(rows, key=lambda one: one.case_id))
    ]
    context = {"request": request, "cases": cases, "partnership": request.partnership}
    return render_to_string("casework/keeping/bundle.html", context)
