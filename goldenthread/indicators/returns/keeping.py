"""Rows that were accepted, into a release and observations; what was sent, as CSV again."""

import csv
import hashlib
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from goldenthread.accounts.models import Partnership, User
from goldenthread.indicators.changes import record_observations
from goldenthread.indicators.returns.comparing import SAME, Compared
from goldenthread.indicators.returns.reading import Row
from goldenthread.indicators.returns.schema import SOURCE, declared_file
from goldenthread.sources import changes as sources
from goldenthread.sources.models import Release, Source


def keep(
    compared: Sequence[Compared],
    *,
    partnership: Partnership,
    by: User | None,
    title: str,
    file_name: str,
    told: sources.Told,
    reference: str = "",
) -> Release:
    """Make a release of rows and record those that change something, each as a new version.

    reference: what tells two deliveries of the same rows apart.
    Raises PermissionDenied or RuleBroken; call it within a transaction.
    """
    content = as_csv([one.row for one in compared])
    total = hashlib.sha256(content).hexdigest()
    own = hashlib.sha256(reference.encode() + content).hexdigest() if reference else total
    release = sources.receive(
        [
            sources.Received(
                number=1,
                name=file_name,
                sha256=total,
                content_sha256=own,
                bytes=len(content),
                rows=len(compared),
            )
        ],
        partnership=partnership,
        source=Source.objects.get(pk=SOURCE),
        title=title,
        by=by,
        period=(
            min(one.row.period.start for one in compared),
            max(one.row.period.end for one in compared),
        ),
        told=told,
        is_invented=partnership.is_invented,
    )
    record_observations(
        [one.row.observed() for one in compared if one.change != SAME],
        partnership=partnership,
        by=by,
        release=release,
        permission=told.permission,
    )
    return release


def as_csv(rows: Sequence[Row]) -> bytes:
    """Give rows as an indicator file: the same rows always give the same bytes."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(declared_file().names)
    out.writerows(_cells(one) for one in rows)
    return text.getvalue().encode()


def _cells(row: Row) -> list[str]:
    numbers = row.numbers
    told: dict[str, Any] = {
        "indicator": row.indicator.pk,
        "area": row.area.code,
        "period": str(row.period),
        "breakdown": row.breakdown,
        "count": _plain(numbers.count),
        "denominator": _plain(numbers.denominator),
        "value": _plain(numbers.value),
        "qualifier": row.qualifier,
        "status": numbers.status,
        "note": row.note,
    }
    return [told[name] for name in declared_file().names]


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"
