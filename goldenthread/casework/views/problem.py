"""The problem analysis triangle of a case: three sides, what is known of each, what is done."""

from django.http import Http404, HttpResponse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework import changes
from goldenthread.casework.queries.triangle import sides_of
from goldenthread.casework.views.case import around, confidential, whole_or_404


@needs("casework.work")
def triangle(request: Request, reference: str) -> HttpResponse:
    """The three sides of a problem, for whoever sees all of its case. That they looked is noted."""
    seen = whole_or_404(request, reference)
    if seen.case.type.declared.triangle is None:
        raise Http404
    changes.note_read(seen, by=request.user)
    return confidential(
        request, "casework/triangle.html", {**around(seen), "sides": sides_of(seen)}
    )
