"""How the shortlist and the register are handed to the page's components."""

from datetime import date
from typing import Any

from goldenthread.hotspots import rules
from goldenthread.hotspots.models import AreaVersion, Candidate
from goldenthread.hotspots.queries import Registered
from goldenthread.hotspots.showing import chance
from goldenthread.tables import Column

WHAT = {
    "hotspots.place_put_forward": "Put forward",
    "hotspots.interest_declared": "Interest declared",
    "hotspots.place_decided": "Decided",
    "hotspots.area_renewed": "Kept after a review",
    "hotspots.area_ended": "Ended",
    "hotspots.patrol_logged": "Patrol logged",
}
TONES = {"waiting": "waiting", "chosen": "good", "declined": "paused"}
CANDIDATES: list[Column[Candidate]] = [
    Column("name", "Place", lambda one: one.name.casefold()),
    Column("status", "How it stands", lambda one: one.status),
    Column("theme", "Theme", lambda one: one.get_theme_display()),
    Column("basis", "Rests on", lambda one: one.get_basis_display()),
    Column("count", "On record", lambda one: one.evidence.get("count"), numeric=True),
    Column("on", "Put forward", lambda one: (one.nominated_on, one.number)),
]
AREAS: list[Column[Registered]] = [
    Column("number", "Area", lambda one: one.area.number),
    Column("standing", "How it stands", lambda one: one.now.ended_on is not None),
    Column("theme", "Theme", lambda one: one.now.get_theme_display()),
    Column("square", "Square", lambda one: one.now.reference),
    Column("since", "Since", lambda one: one.versions[-1].starts),
    Column("review", "Review by", lambda one: one.now.review_by),
]


def day(on: date | None) -> str:
    """Print a day as people say it."""
    return f"{on:%-d %B %Y}" if on else ""


def square(one: Candidate | AreaVersion) -> str:
    """Say which square: "NZ 270 425, 500 metres wide"."""
    return f"{one.reference}, {one.width:,} metres wide"


def status(one: Candidate) -> dict[str, str]:
    """Give how a candidate stands as a tag."""
    return {"status": one.get_status_display(), "tone": TONES[one.status]}


def candidate_row(one: Candidate) -> list[Any]:
    """Give one row of the shortlist."""
    count = one.evidence.get("count")
    return [
        {"url": one.get_absolute_url(), "text": f"{one.number}. {one.name}"},
        status(one),
        one.get_theme_display(),
        one.get_basis_display(),
        {"text": "fewer than 5" if count is None else f"{count:,}", "numeric": True},
        day(one.nominated_on),
    ]


def area_row(one: Registered, today: date) -> list[Any]:
    """Give one row of the register."""
    stands = one.now.standing_on(today)
    last = f"ended {day(one.now.ended_on)}" if one.now.ended_on else day(one.now.review_by)
    return [
        {"url": one.area.get_absolute_url(), "text": f"{one.area.number}. {one.now.name}"},
        {"status": stands.label, "tone": stands.tone},
        one.now.get_theme_display(),
        square(one.now),
        day(one.versions[-1].starts),
        last,
    ]


def facts(one: Candidate) -> list[dict[str, Any]]:
    """What was put forward, for components/definition_list.html."""
    items = [
        {"term": "Where", "text": f"The square {square(one)}"},
        {"term": "Theme", "text": one.get_theme_display()},
        {"term": "Rests on", "text": one.get_basis_display()},
    ]
    if one.on_behalf_of:
        items.append({"term": "Comes from", "text": one.on_behalf_of})
    items.append(
        {"term": "Put forward", "text": f"{one.nominated_by_name}, {day(one.nominated_on)}"}
    )
    return items


def evidence(one: Candidate) -> list[dict[str, Any]]:
    """What was on record that day, for components/definition_list.html."""
    told = one.evidence
    if not told.get("what"):
        return []
    items = [{"term": "Counted", "text": told["what"]}]
    if told["count"] is None:
        return [*items, {"term": "On record", "text": "Fewer than 5, or none"}]
    items += [
        {"term": "On record", "text": f"{told['count']:,}, {told['share']:.1%} of all, "
         f"number {told['rank']:,} of the squares that may be shown"},
        {"term": "Most on record at", "text": told["streets"]},
        {"term": "What it is", "text": told["verdict"]},
        {"term": "Months among the highest", "text": f"{told['months_high']} of {told['months']}"},
        {"term": "Chance of such neighbours", "text": chance(told["chance"])},
    ]  # fmt: skip
    return items


def version_row(one: AreaVersion) -> list[Any]:
    """Give one version of an area as a row."""
    until = f"Ended {day(one.ended_on)}" if one.ended_on else f"Review by {day(one.review_by)}"
    return [str(one.number), one.name, one.get_theme_display(), day(one.starts), until, one.reason,
            one.by_name]  # fmt: skip


def may_still(one: Candidate, *, by: int) -> str:
    """Say why this person cannot record a decision; "" where they can."""
    interested = {interest.person_id for interest in one.interests.all()}
    try:
        rules.check_may_decide(
            status=one.status, by=by, nominated_by=one.nominated_by_id, interested=interested
        )
    except rules.RuleBroken as why:
        return str(why)
    return ""
