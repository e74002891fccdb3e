"""Reading again what is about to change, under a lock."""

from goldenthread.indicators.returns.models import Return, ReturnRequest


def locked(request: ReturnRequest) -> ReturnRequest:
    """Read a request again under a lock, so that two people cannot answer it at once."""
    rows = ReturnRequest.objects.of(request.partnership).select_for_update(of=("self",))
    return rows.select_related("definition", "area", "partnership").get(pk=request.pk)


def locked_return(sent: Return) -> Return:
    """Read a return again under a lock, so that two people cannot decide on it at once."""
    rows = Return.objects.of(sent.partnership).select_for_update(of=("self",))
    return rows.select_related("request__definition", "request__organisation", "partnership").get(
        pk=sent.pk
    )
