"""Supplying an item, saying why it is not supplied, and validating what came."""

import hashlib

from django.db import transaction
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.sources.changes import Received, Told, receive
from goldenthread.sources.exchange import reading, rules
from goldenthread.sources.exchange.declaring import SOURCE, ExchangeItem, exchange
from goldenthread.sources.exchange.models import Supply
from goldenthread.sources.exchange.rules import State
from goldenthread.sources.models import Source


def _cell(partnership: Partnership, item: ExchangeItem, quarter: Period, by: User) -> Supply:
    """Give an unsaved supply of a cell, once somebody may make it and the cell is expected."""
    cell = Supply(
        partnership=partnership,
        item=item.key,
        quarter_start=quarter.start,
        supplied_by=by,
        supplied_at=timezone.now(),
    )
    require(by, "sources.supply_exchange", on=cell)
    if not item.in_force:
        raise RuleBroken(f"{item.title}: {item.note or 'is not in force.'}")
    asked = rules.quarters(timezone.localdate(), first=exchange().first_quarter, most=200)
    if quarter not in asked:
        raise RuleBroken(f"{quarter.long} is not exchanged, or has not ended yet.")
    return cell


@transaction.atomic
def supply(
    *,
    partnership: Partnership,
    item: ExchangeItem,
    quarter: Period,
    by: User,
    name: str,
    content: bytes,
) -> Supply:
    """Take a file of an item: it is checked, counted, written down as a release, not kept.

    Needs "sources.supply_exchange". Raises CannotDo with every mistake, or RuleBroken where the
    very same file is held; nothing has then changed.
    """
    cell = _cell(partnership, item, quarter, by)
    counts, rows = reading.read(name, content, item, quarter)
    total = hashlib.sha256(content).hexdigest()
    slot = f"{item.key} {quarter.start}"
    cell.release = receive(
        [
            Received(
                number=1,
                name=name[-150:],
                sha256=total,
                content_sha256=hashlib.sha256(f"{slot}\n{total}".encode()).hexdigest(),
                bytes=len(content),
                rows=rows,
                slot=slot,
            )
        ],
        partnership=partnership,
        source=Source.objects.get(pk=SOURCE),
        title=f"{item.title}: {quarter.long}"[:200],
        by=by,
        period=(quarter.start, quarter.end),
        told=Told(
            how="Checked and counted; the rows were not kept.",
            publisher=item.holder_name,
            permission="sources.supply_exchange",
        ),
        is_invented=partnership.is_invented,
    )
    cell.state, cell.file_name = State.RECEIVED, name[-150:]
    cell.rows, cell.counts = rows, [list(one) for one in counts]
    cell.save()
    record("sources.exchange_supplied", by=by, about=cell, rows=rows, sha256=total)
    return cell


@transaction.atomic
def say_not_supplied(
    *, partnership: Partnership, item: ExchangeItem, quarter: Period, by: User, why: str
) -> Supply:
    """Say that an item is not supplied for a quarter, and why."""
    cell = _cell(partnership, item, quarter, by)
    if not why.strip():
        raise RuleBroken("Say why it is not supplied.")
    cell.state, cell.why = State.NOT_SUPPLIED, why.strip()
    cell.save()
    record("sources.exchange_not_supplied", by=by, about=cell, why=why.strip())
    return cell


@transaction.atomic
def validate(*, supply: Supply, by: User) -> Supply:
    """Let what was received be used onward, once a second person has looked at its counts.

    Needs "sources.validate_exchange". Raises PermissionDenied or RuleBroken.
    """
    require(by, "sources.validate_exchange", on=supply.partnership)
    supply = Supply.objects.of(supply.partnership).select_for_update(of=("self",)).get(pk=supply.pk)
    rules.check_validation(state=supply.state, supplied_by=supply.supplied_by_id, by=by.pk)
    supply.state = State.VALIDATED
    supply.validated_by, supply.validated_at = by, timezone.now()
    supply.save()
    record("sources.exchange_validated", by=by, about=supply)
    return supply
