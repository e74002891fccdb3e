"""The one console command. Every room adds its own subcommands from its `commands.py`."""

import argparse
import importlib
import importlib.util
import os
import sys
from typing import Any

from goldenthread.commands import COULD_NOT, FINE, CannotDo, tell
from goldenthread.declared import nearest


class Parser(argparse.ArgumentParser):
    """Answers a word that it does not know with the one that was probably meant."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            near = nearest(str(value), action.choices)
            raise argparse.ArgumentError(action, f'"{value}" is not known. {near}')


def parser() -> argparse.ArgumentParser:
    """Give the parser with every room's subcommands."""
    from django.conf import settings

    top = Parser(
        prog="goldenthread",
        description="Runs a Community Safety Partnership: from plan to a printed figure.",
        epilog="Exit codes: 0 fine, 1 found something wrong, 2 could not do it.",
    )
    top.set_defaults(handler=lambda _: top.print_help())
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for name in (*(f"{room}.commands" for room in settings.ROOMS), "config.commands"):
        if importlib.util.find_spec(name):
            importlib.import_module(name).register(commands)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand and give its exit code; when it cannot, a sentence and no stack trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.apps import apps
    from django.db import DatabaseError

    try:
        if not apps.ready:  # setting up again would turn the log to whatever stderr is just now
            django.setup()
        chosen = parser().parse_args(arguments)
        return chosen.handler(chosen) or FINE
    except CannotDo as why:
        tell(str(why))
    except DatabaseError as why:
        tell(
            f"The database could not do it: {why}. If it was never set up, run `make setup` first."
        )
    except BrokenPipeError:
        # Whoever read our output has read enough (`… | head`); nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        tell("Stopped. Nothing was left half done; run it again to go on.")
    return COULD_NOT


if __name__ == "__main__":
    sys.exit(main())
