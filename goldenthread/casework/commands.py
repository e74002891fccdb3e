"""`goldenthread case-types …` and `casework count`: what is declared of cases, and counts."""

import argparse
from datetime import date
from pathlib import Path

from django.utils import timezone

from csp_analytics.period import Period, PeriodError
from goldenthread.accounts.models import Partnership
from goldenthread.casework import changes
from goldenthread.casework.counting.changes import let_out
from goldenthread.casework.counting.rules import SETTLED_AFTER
from goldenthread.casework.keeping import commands as keeping
from goldenthread.casework.types import reading
from goldenthread.casework.types.model import CaseType
from goldenthread.casework.values.reading import check_values
from goldenthread.commands import FINE, CannotDo, Subcommands, add, group, print_json, say, tell
from goldenthread.declared import nearest


def register(commands: Subcommands) -> None:
    """Add the subcommands."""
    types = group(commands, "case-types", help="Case types: check what is declared of cases")
    check = add(types, "check", _check, help="Check case types; mistakes by file and line")
    check.add_argument("files", nargs="*", type=Path, metavar="FILE",
                       help=".yaml; left out: every case type and dated value")  # fmt: skip
    check.add_argument("--json", action="store_true", help="print JSON")
    adopt = add(types, "adopt", _adopt, help="Adopt a case type: from then on such cases open here")
    adopt.add_argument("type", help="id of a declared case type, such as asb_report")
    adopt.add_argument("--partnership", required=True, help="slug of the partnership")
    casework = group(commands, "casework", help="Casework: what is done by itself")
    told = "Count what happened in cases and let out what is new; for every night"
    count = add(casework, "count", _count, help=told)
    count.add_argument("--partnership", help="slug; left out, every partnership")
    count.add_argument("--month", help="one month, such as 2026-10; left out, the last 18")
    keeping.register(casework)


def _check(chosen: argparse.Namespace) -> int:
    values = [] if chosen.files else check_values()
    found = reading.read_types(chosen.files or reading.files())
    if chosen.json:
        print_json([_row(one) for one in found])
        return FINE
    for one in found:
        say(
            f"{one.name} ({one.id}, version {one.version}): {len(one.stages)} stages, "
            f"{len(one.transitions)} transitions, {len(one.questions)} questions, "
            f"{len(one.clocks)} clocks. Nothing is wrong with it."
        )
    if not found:
        say("No case type is declared yet, in definitions/casework/types.")
    if values:
        say(f"Dated values: {', '.join(values)}. Nothing is wrong with them.")
    return FINE


def _row(one: CaseType) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "version": one.version,
        "in_force_from": one.in_force_from.isoformat(),
        "stages": len(one.stages),
        "transitions": len(one.transitions),
        "questions": len(one.questions),
        "clocks": len(one.clocks),
        "personal": one.personal,
        "countable": one.countable,
        "rules": one.rules,
    }


def _adopt(chosen: argparse.Namespace) -> int:
    partnership = _partnership(chosen.partnership)
    made = changes.adopt(chosen.type, partnership=partnership)
    say(f"{partnership} works with: {made}, in force from {made.in_force_from}.")
    return FINE


def _partnership(slug: str) -> Partnership:
    known = {one.slug: one for one in Partnership.objects.all()}
    if slug not in known:
        raise CannotDo(f'There is no partnership "{slug}". {nearest(slug, known)}')
    return known[slug]


def _count(chosen: argparse.Namespace) -> int:
    """Count each partnership by itself; one that fails leaves the others counted."""
    today = timezone.localdate()
    month = _month(chosen.month, today) if chosen.month else None
    wanted = [_partnership(chosen.partnership)] if chosen.partnership else _everybody()
    for one in wanted:
        found = let_out(one, today=today, only=month)
        if found.release is None:
            say(f"{one}: nothing is new.")
        else:
            numbers = f"{found.numbers} number{'' if found.numbers == 1 else 's'}"
            say(f"{one}: {numbers} in release {found.release.key}, {found.hidden} of them hidden.")
        if found.not_declared:
            tell(f"{one}: these counts stay here, for no indicator takes them: "
                 f"{', '.join(found.not_declared)}. To let one out, declare an indicator whose "
                 "numerator names it under definitions/indicators.")  # fmt: skip
    return FINE


def _everybody() -> list[Partnership]:
    return list(Partnership.objects.order_by("slug"))


def _month(text: str, today: date) -> Period:
    """Read a month that is over and settled. Raises CannotDo with what to write instead."""
    try:
        month = Period.from_iso_month(text)
    except PeriodError as why:
        raise CannotDo(str(why)) from None
    if month.end >= today - SETTLED_AFTER:
        raise CannotDo(
            f"{month} is not counted yet: a month is, once it has been over for "
            f"{SETTLED_AFTER.days} days."
        )
    return month
