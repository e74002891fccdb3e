"""From draft to publication: who may approve, what is frozen, what a correction says.

Plain Python, beside `rules.py`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.accounts.rules import RuleBroken


@dataclass(frozen=True)
class Difference:
    """A number that two issues of a report print differently. "" where one does not print it."""

    key: str
    place: str
    before: str
    after: str


def check_reader(*, writer: int | None, asker: int | None, reader: int) -> None:
    """Refuse a reader who wrote the report or asks for the reading. Raises RuleBroken."""
    if reader in (writer, asker):
        raise RuleBroken("Nobody approves what they wrote or sent round. Ask somebody else.")


def check_ready(*, verdicts: Sequence[str], published: bool) -> None:
    """Refuse to publish twice, or what nobody approved. Raises RuleBroken.

    verdicts: what each reader who was asked has said, "" for nothing yet.
    """
    if published:
        raise RuleBroken("It is published, and stays as it is. Build it anew to correct it.")
    if "changes" in verdicts:
        raise RuleBroken("A reader wants changes. Build it anew, and have that one approved.")
    if "approved" not in verdicts:
        raise RuleBroken("Nobody has approved it yet. Ask somebody by name to read it.")
    if "" in verdicts:
        raise RuleBroken("A reader who was asked has not answered yet.")


def fingerprint(*, about: Mapping[str, str], body: str, figures: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over all that a report says: what it is about, its text, each number by its key."""
    told: dict[str, Any] = {
        "about": dict(about), "body": body, "figures": [list(one) for one in figures],
    }  # fmt: skip
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differences(
    before: Iterable[tuple[str, str, str]], after: Iterable[tuple[str, str, str]]
) -> list[Difference]:
    """What two issues print differently, in the order of the later, then what it lacks.

    before, after: key, text and place of each number.
    """
    old = {key: (text, place) for key, text, place in before}
    new = {key: (text, place) for key, text, place in after}
    found = [
        Difference(key, place, old.get(key, ("", ""))[0], text)
        for key, (text, place) in new.items()
        if old.get(key, ("", ""))[0] != text
    ]
    gone = [
        Difference(key, place, text, "") for key, (text, place) in old.items() if key not in new
    ]
    return found + gone


def free_address(wanted: str, taken: Iterable[str]) -> str:
    """The address of an issue: its name, from the second issue with a number after it."""
    used, number, address = set(taken), 1, wanted
    while address in used:
        number += 1
        address = f"{wanted}-issue-{number}"
    return address
