"""How much of the documents' money a partnership holds, counted from its rows."""

from goldenthread.accounts.models import Partnership
from goldenthread.funding import rules
from goldenthread.funding.models import Award
from goldenthread.funding.queries.police import force_funding, force_numbers


def counts_of_money(partnership: Partnership, document: str) -> dict[str, int]:
    """Count the rows of money that come from a document, in a fixed order."""

    def listed(kind: str) -> int:
        rows = Award.objects.of(partnership).filter(listed_as=kind)
        return sum(_stands_in(one.places, document) for one in rows)

    numbers = force_numbers(partnership)
    return {
        "grant_rows": listed(rules.TABLE_ROW),
        "single_grants": listed(rules.SINGLE),
        "funding_forces": sum(
            _stands_in(one.places, document) for one in force_funding(partnership)
        ),
        "force_number_cells": sum(
            len(row.counts) + (row.direction is not None) for row in numbers.rows
        ),
    }


def _stands_in(places: list[str], document: str) -> bool:
    return any(place.startswith(f"{document}:") for place in places)
