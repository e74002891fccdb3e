"""What every subcommand of `goldenthread` shares: its exit codes and how it prints."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any, Protocol

FINE, FOUND_WRONG, COULD_NOT = 0, 1, 2


class CannotDo(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """A command cannot be done; the text says why, where, and what to do."""


class Subcommands(Protocol):
    """What argparse gives for adding subcommands."""

    def add_parser(self, name: str, **kwargs: Any) -> argparse.ArgumentParser:
        """Add one."""
        ...


Handler = Callable[[argparse.Namespace], int | None]


def add(into: Subcommands, name: str, handler: Handler, *, help: str) -> argparse.ArgumentParser:
    """Add a subcommand whose handler gives an exit code, None meaning FINE."""
    parser = into.add_parser(name, help=help, description=help)
    parser.set_defaults(handler=handler)
    return parser


def group(into: Subcommands, name: str, *, help: str) -> Subcommands:
    """Add a word under which subcommands stand, as in `goldenthread evidence ingest`."""
    parser = into.add_parser(name, help=help, description=help)
    parser.set_defaults(handler=lambda _: parser.print_help())
    return parser.add_subparsers(title="commands", metavar="COMMAND")


def say(text: str) -> None:
    """Print a line of result."""
    print(text)


def tell(text: str) -> None:
    """Print a line about progress or trouble, beside the result."""
    print(text, file=sys.stderr)


def print_json(data: Any, *, one_line: bool = False) -> None:
    """Print data as JSON."""
    print(json.dumps(data, ensure_ascii=False, indent=None if one_line else 2, default=str))
