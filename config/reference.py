"""The reference pages under docs/reference/, written from the code so that they stay true."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

import config.settings
from config import figure_check, reference_case_types, reference_rules, reference_sources
from goldenthread.accounts.matrix import matrix
from goldenthread.accounts.rules import PERMISSIONS, ROLES
from goldenthread.casework.types import reading
from goldenthread.commands import CannotDo, Subcommands, add, group, say
from goldenthread.publishing.api import reference as api_reference

FOLDER = settings.BASE_DIR / "docs" / "reference"
HEAD = "<!-- Written by `goldenthread docs write`. Change the code, not this page. -->\n\n"


def register(commands: Subcommands) -> None:
    """Add the subcommands."""
    words = group(commands, "docs", help="Write or check the reference pages")
    add(words, "write", _write, help="Write the reference pages from the code")
    scored = add(words, "score", _score, help="Score the figure check on judged claims")
    scored.add_argument("folder", type=Path, help="holds figures/ with its scoring, and seeds/")
    add(words, "check", _check, help="Say whether the reference pages are what the code says")


def pages() -> dict[str, str]:
    """Give every reference page by file name."""
    writers: dict[str, Callable[[], Iterator[str]]] = {
        "api.md": api_reference.page,
        "casework-rules.md": reference_rules.page,
        "commands.md": _commands,
        "entities.md": _entities,
        "figure-check.md": figure_check.page,
        "pages.md": _pages,
        "roles.md": _roles,
        "settings.md": _settings,
        "sources.md": reference_sources.page,
    }
    pages = {name: HEAD + "\n".join(write()).rstrip() + "\n" for name, write in writers.items()}
    types = reference_case_types.pages()
    pages |= {name: f"{HEAD}{text.rstrip()}\n" for name, text in types.items()}
    return pages | {
        "case-type.schema.json": reading.schema(),
        "openapi.json": api_reference.schema(),
        "source.schema.json": reference_sources.schema(),
    }


def _write(_: argparse.Namespace) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).parent.mkdir(exist_ok=True)
        (FOLDER / name).write_text(text)
        say(f"docs/reference/{name}")


def _score(chosen: argparse.Namespace) -> None:
    path = figure_check.write_scores(chosen.folder)
    say(f"{path.relative_to(settings.BASE_DIR)} is written. Now write the pages: make docs")


def _check(_: argparse.Namespace) -> None:
    for name, text in pages().items():
        path: Path = FOLDER / name
        if not path.exists() or path.read_text() != text:
            raise CannotDo(f"docs/reference/{name} is not what the code says. Run: make docs")


def _commands() -> Iterator[str]:
    from config.cli import parser

    yield "# Commands\n\nExit codes: 0 fine, 1 found something wrong, 2 could not do it.\n"
    yield from _command(parser(), "goldenthread")


def _command(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    below = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not below:
        yield f"## `{name}`\n\n{parser.description or ''}\n"
        for action in parser._actions:
            if action.dest != "help":
                what = ", ".join(f"`{o}`" for o in action.option_strings) or f"`{action.dest}`"
                yield f"- {what}: {action.help or ''}"
        yield ""
    for actions in below:
        for word, sub in actions.choices.items():
            yield from _command(sub, f"{name} {word}")


def _entities() -> Iterator[str]:
    yield "# What is kept\n\nRooms from the lowest floor up; each entity with its sentence.\n"
    for room in settings.ROOMS:
        found = apps.get_app_config(room.rpartition(".")[2])
        models = list(found.get_models())
        if models:
            yield f"## {found.verbose_name} (`{found.label}`)\n"
        for model in models:
            sentence = (model.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ")
            yield f"- **{model.__name__}**: {sentence}"
        yield ""


def _pages() -> Iterator[str]:
    yield "# Pages and who may open them\n"
    yield f"| address | permission | {' | '.join(role.name for role in ROLES.values())} |"
    yield "|---" * (2 + len(ROLES)) + "|"
    for row in matrix():
        if row["permission"] != "guards itself":
            cells = [f"`{row['address']}`", row["permission"], *row["roles"].values()]
            yield f"| {' | '.join(cells)} |"


def _roles() -> Iterator[str]:
    yield "# Roles and permissions\n"
    for role in ROLES.values():
        mfa = " Needs a second factor." if role.needs_mfa else ""
        yield f"## {role.name} (`{role.key}`)\n\n{role.who_may_hold_it}{mfa}\n"
        for name, scope in role.may.items():
            own = " (own only)" if scope == "own" else ""
            yield f"- `{name}`: {PERMISSIONS[name]}{own}"
        yield ""


def _settings() -> Iterator[str]:
    yield "# Settings\n"
    yield (config.settings.__doc__ or "").strip()
