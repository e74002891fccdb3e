"""What search may find of this room."""

from collections.abc import Iterator

from goldenthread.accounts.models import Partnership
from goldenthread.funding.models import Award, Fund, Funder
from goldenthread.search import Found


def search_documents(partnership: Partnership) -> Iterator[Found]:
    """Give what can be found of this room: awards, funders and funds."""
    for one in Award.objects.of(partnership).select_related("funder", "fund", "recipient"):
        named = [one.purpose, one.goes_to, one.place, one.said, one.printed]
        text = " ".join(filter(None, [*named, str(one.funder or ""), str(one.fund or "")]))
        yield Found("Award", one.title, text, "award", (one.key,), one.public, "", "funding.read")
    for funder in Funder.objects.of(partnership):
        yield Found("Funder", funder.name, funder.note, "funder", (funder.key,), True)
    for fund in Fund.objects.of(partnership).select_related("funder"):
        text = f"{fund.funder or ''} {fund.total_printed} {fund.note}"
        yield Found("Fund", fund.name, text, "funders", (), True, f"fund-{fund.key}")
