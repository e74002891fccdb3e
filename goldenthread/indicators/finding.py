"""What search may find of the indicators: every definition, with its page here."""

from collections.abc import Iterator

from goldenthread.accounts.models import Partnership
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.search import Found


def search_documents(partnership: Partnership) -> Iterator[Found]:
    """Give every indicator; a definition is everybody's, and its page shows figures from here."""
    for one in IndicatorDefinition.objects.all():
        text = " ".join(filter(None, [one.counts, one.of, one.publisher, one.why]))
        yield Found("Indicator", one.name, text, "indicator", (one.pk,), True)
