"""The subcommands that know every room: serving, reference pages, the worked example."""

from config import example_commands, reference, serving
from goldenthread.commands import Subcommands


def register(commands: Subcommands) -> None:
    """Add the subcommands."""
    serving.register(commands)
    reference.register(commands)
    example_commands.register(commands)
