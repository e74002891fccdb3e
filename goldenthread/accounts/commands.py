"""`goldenthread permissions`: who may do what, as a table. Also whose data a command is about."""

import argparse

from rich.console import Console
from rich.table import Table

from goldenthread.accounts import rules
from goldenthread.accounts.matrix import matrix
from goldenthread.accounts.models import Partnership
from goldenthread.commands import CannotDo, Subcommands, add, group, print_json
from goldenthread.declared import nearest


def register(commands: Subcommands) -> None:
    """Add the subcommands of this room."""
    words = group(commands, "permissions", help="Show who may do what")
    shown = add(words, "matrix", _matrix, help="Show every page against every role")
    shown.add_argument("--json", action="store_true", help="print JSON")
    listed = add(words, "roles", _roles, help="Show every role and who may hold it")
    listed.add_argument("--json", action="store_true", help="print JSON")


def _matrix(chosen: argparse.Namespace) -> None:
    rows = matrix()
    if chosen.json:
        print_json(rows)
        return
    table = Table("Address", "Permission", *(role.name for role in rules.ROLES.values()))
    for row in rows:
        table.add_row(row["address"], row["permission"], *row["roles"].values())
    Console().print(table)


def _roles(chosen: argparse.Namespace) -> None:
    rows = [
        {
            "role": role.key,
            "name": role.name,
            "who_may_hold_it": role.who_may_hold_it,
            "may": dict(role.may),
            "needs_mfa": role.needs_mfa,
        }
        for role in rules.ROLES.values()
    ]
    if chosen.json:
        print_json(rows)
        return
    table = Table("Role", "Who may hold it", "May")
    for role in rules.ROLES.values():
        table.add_row(role.name, role.who_may_hold_it, ", ".join(role.may))
    Console().print(table)


def named_partnership(slug: str) -> Partnership:
    """Give the partnership a command names; the default, or the only one, where it names none."""
    every = Partnership.objects.all()
    found = every.filter(slug=slug) if slug else every.filter(is_default=True)
    one = found.first() or (every.first() if not slug and every.count() == 1 else None)
    if one is None:
        known = nearest(slug, every.values_list("slug", flat=True))
        named = f'No partnership is named "{slug[:40]}".'
        what = named if slug else "No partnership is the default."
        raise CannotDo(f"{what} {known} Say which with --partnership.")
    return one
