"""`goldenthread case-types …`: check what is declared of cases."""

import argparse
from pathlib import Path

from goldenthread.accounts.models import Partnership
from goldenthread.casework import changes
from goldenthread.casework.keeping import commands as keeping
from goldenthread.casework.types import reading
from goldenthread.casework.types.model import CaseType
from goldenthread.casework.values.reading import check_values
from goldenthread.commands import FINE, CannotDo, Subcommands, add, group, print_json, say
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
    words = group(commands, "casework", help="Cases: what the machine's timetable does with them")
    keeping.register(words)


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
    known = {one.slug: one for one in Partnership.objects.all()}
    if chosen.partnership not in known:
        near = nearest(chosen.partnership, known)
        raise CannotDo(f'There is no partnership "{chosen.partnership}". {near}')
    made = changes.adopt(chosen.type, partnership=known[chosen.partnership])
    say(f"{known[chosen.partnership]} works with: {made}, in force from {made.in_force_from}.")
    return FINE
