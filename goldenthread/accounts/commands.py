"""`goldenthread permissions`: who may do what, as a table."""

import argparse

from rich.console import Console
from rich.table import Table

from goldenthread.accounts import rules
from goldenthread.accounts.matrix import matrix
from goldenthread.commands import Subcommands, add, group, print_json


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
