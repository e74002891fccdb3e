"""What of a file has no column here: shortened wordings, foreign identifiers, other people's
stakeholders. Kept beside the draft, so that it goes out again as it came."""

import re
from dataclasses import asdict
from typing import Any

from django.db import models

from goldenthread.strategy import rules
from goldenthread.strategy.exchange.outline import (
    KINDS,
    PRIORITY,
    Organisation,
    Outline,
    Part,
    Stakeholder,
    Value,
)
from goldenthread.strategy.models import Strategy, WayOfWorking

DUTIES = "Crime and Disorder Act 1998 section 6(1): "
_DUTIES = re.compile(re.escape(DUTIES) + r"([a-d](?:, [a-d])*)\Z")
# columns of a plan, each with the field of the outline it shows
SHOWN = {"title": "title", "strapline": "text", "vision": "vision", "ambition": "mission"}

# what a file says of the plan that has no column at all
KEPT_AS_SAID = ("other", "source", "vision_identifier", "mission_identifier")


def shortened(words: str, most: int) -> str:
    """Give words that fit into a column, cut between words and marked with an ellipsis."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def room_for(model: type[models.Model], name: str) -> int:
    """Say how many characters a column holds."""
    return int(model._meta.get_field(name).max_length or 0)  # type: ignore[union-attr]


def plan_shown(outline: Outline) -> dict[str, str]:
    """Give a plan's columns of words as they will show."""
    return {
        column: shortened(getattr(outline, field), room_for(Strategy, column))
        for column, field in SHOWN.items()
    }


def kept(facts: dict[str, Any], name: str, now: str) -> str:
    """Give a wording as its file said it, as long as what is shown of it still stands."""
    told = facts.get(name)
    return told["said"] if told and told["shown"] == now else now


def duties_line(letters: list[str]) -> str:
    """Say which duties of section 6 a priority serves, as further information."""
    return DUTIES + ", ".join(sorted(letters)) if letters else ""


def duties_in(other: str) -> list[str]:
    """Read what `duties_line` says; empty for any other words."""
    found = _DUTIES.match(other)
    return [one for one in found[1].split(", ") if one in rules.DUTIES] if found else []


def of_plan(outline: Outline, plan: Strategy) -> dict[str, Any]:
    """Give what of the plan itself is kept beside its columns."""
    facts: dict[str, Any] = {}
    for column, field in SHOWN.items():
        _keep_wording(facts, column, getattr(outline, field), getattr(plan, column))
    if outline.organisations != (Organisation(name=plan.partnership.name),):
        facts["organisations"] = [asdict(one) for one in outline.organisations]
    facts |= {name: words for name in KEPT_AS_SAID if (words := getattr(outline, name))}
    if outline.published_on:
        facts["published_on"] = outline.published_on.isoformat()
    return facts


def of_value(value: Value, way: WayOfWorking) -> dict[str, Any]:
    """Give what of a value is kept beside the way of working it became."""
    facts: dict[str, Any] = {}
    _keep_wording(facts, "title", value.name, way.title)
    _keep_wording(facts, "text", value.text, way.text)
    return facts


def of_part(part: Part, row: Any, about: str, number: str) -> dict[str, Any]:
    """Give what of a part is kept beside its row.

    about: its identifier in our form. number: its place, such as "1.2".
    """
    facts: dict[str, Any] = {}
    _keep_wording(facts, "title", part.name, row.title)
    _keep_wording(facts, "text", part.text, getattr(row, "why", ""))
    usual = KINDS[part.kind] if part.kind != PRIORITY else duties_line(row.duties)
    if part.identifier != about:
        facts["identifier"] = part.identifier
    if part.sequence not in ("", number):
        facts["sequence"] = part.sequence
    if part.other != usual:
        facts["other"] = part.other
    if part.stakeholders != of_group(
        getattr(row, "lead_group", getattr(row, "reporting_group", None))
    ):
        facts["stakeholders"] = [asdict(one) for one in part.stakeholders]
    return facts


def of_group(group: Any) -> tuple[Stakeholder, ...]:
    """Tell a group as the one stakeholder of a part."""
    return (Stakeholder(str(group), kind="Generic_Group"),) if group else ()


def _keep_wording(facts: dict[str, Any], name: str, said: str, shown: str) -> None:
    if said != shown:
        facts[name] = {"said": said, "shown": shown}
