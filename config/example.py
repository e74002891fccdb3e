"""The worked example: declared under definitions/example, loaded through every room in turn."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from goldenthread.accounts import rules as accounts
from goldenthread.accounts.models import Partnership, User
from goldenthread.audit.changes import record
from goldenthread.bulk import freshen_statistics
from goldenthread.casework import loading as casework
from goldenthread.casework import loading_review as case_reviews
from goldenthread.casework.counting.changes import let_out
from goldenthread.declared import nearest
from goldenthread.delivery import loading as delivery
from goldenthread.evaluation import loading as evaluation
from goldenthread.funding import loading as funding
from goldenthread.governance import loading as governance
from goldenthread.hotspots import loading as hotspots
from goldenthread.indicators import loading as indicators
from goldenthread.indicators.returns import loading as returns
from goldenthread.partnership import changes as partnership_changes
from goldenthread.partnership import loading as bodies
from goldenthread.partnership.keeping import Keeper, Tally
from goldenthread.places import loading as places
from goldenthread.strategy import loading as strategy
from goldenthread.strategy.assessment import loading as assessments

FOLDER = settings.BASE_DIR / "definitions" / "example"
# Folders whose every file is of one partnership and done by its people: how each is read and kept.
BY_PEOPLE: tuple[tuple[str, Callable[[Path], Any], Callable[..., Any]], ...] = (
    ("returns", returns.declared_returns, returns.load),
    ("assessments", assessments.declared, assessments.load),
    ("hotspots", hotspots.declared, hotspots.load),
    ("evaluation", evaluation.declared, evaluation.load),
    ("casework", casework.declared_cases, casework.load),
    ("case_reviews", case_reviews.declared_reviews, case_reviews.load),
    ("governance", governance.declared, governance.load),
)
NOT_PLANS = {"delivery", "funding", "indicators", *(name for name, _, _ in BY_PEOPLE)}
MAIN, INVENTED = "safe-durham", "exampleshire"


@transaction.atomic
def load(folder: Path = FOLDER) -> Tally:
    """Load the example, all or nothing; give how many rows are new, changed and as they were.

    Loading again changes nothing. Raises CannotDo with file and line where a file is wrong.
    """
    places.load()
    indicators.load()
    partnerships = bodies.load_partnerships(folder / "partnerships.yaml")
    plans = _plans_by_partnership(folder, partnerships)
    tally = Tally()
    for key, partnership in partnerships.items():
        before = tally.new + tally.changed
        keeper = Keeper(partnership, tally)
        own = folder if key == MAIN else None
        loaded = bodies.load(folder, keeper) if own else bodies.Loaded(keeper)
        shelf = strategy.load(loaded, plans=plans[key], folder=own)
        strategy.load_evidence(shelf, plans=plans[key])
        if own:
            funding.load(shelf, folder=own / "funding")
        indicators.load_evidence(partnership)
        if tally.new + tally.changed > before:
            record(
                "strategy.example_loaded",
                by=None,
                about=partnership,
                partnership=partnership,
                rows=tally.new + tally.changed - before,
            )
    people = _people(partnerships)
    for path in sorted((folder / "delivery").glob("*.yaml")):
        _load_delivery(path, partnerships, people)
    for name, read, keep in BY_PEOPLE:
        for path in sorted((folder / name).glob("*.yaml")):
            one = read(path)
            keep(one, partnership=partnerships[one.partnership], people=people[one.partnership])
    for partnership in partnerships.values():
        let_out(partnership, today=timezone.localdate())
    if tally.new:
        freshen_statistics()
    return tally


def _plans_by_partnership(
    folder: Path, partnerships: dict[str, Partnership]
) -> dict[str, strategy.Files]:
    inner = [p for p in folder.iterdir() if p.is_dir() and p.name not in NOT_PLANS]
    sorted_out: dict[str, strategy.Files] = defaultdict(dict)
    for key, files in strategy.plan_files(inner).items():
        owner = files[0].partnership or MAIN
        if owner not in partnerships:
            near = nearest(owner, partnerships)
            raise files[0].mistake(
                "partnership", f'no partnership is declared as "{owner}". {near}'
            )
        sorted_out[owner][key] = files
    return sorted_out


def _load_delivery(
    path: Path, partnerships: dict[str, Partnership], people: dict[str, dict[str, User]]
) -> None:
    owner = delivery.read(path, delivery.DeclaredPlans).partnership
    delivery.load(path, partnership=partnerships[owner], owners=people[owner])


def _people(partnerships: dict[str, Partnership]) -> dict[str, dict[str, User]]:
    """Make one invented person for each role and partnership; give them by both."""
    return {
        key: {
            role.key: partnership_changes.give_sign_in(
                partnership,
                email=address(role.key, key),
                name=f"Example {role.name[0].lower()}{role.name[1:]}",
                role=role.key,
                by=None,
            )
            for role in accounts.ROLES.values()
            if role.key != "public"
        }
        for key, partnership in partnerships.items()
    }


def address(role: str, partnership: str = MAIN) -> str:
    """Give the address of an invented person. example.org is kept by IANA for such use."""
    of = "" if partnership == MAIN else f".{partnership}"
    return f"{role.replace('_', '-')}{of}@example.org"


def sign_ins(password: str) -> list[tuple[str, str]]:
    """Set the password of the invented people; give role and address of each, in order of role."""
    told = [
        (role.name, address(role.key)) for role in accounts.ROLES.values() if role.key != "public"
    ]
    told.append(("Partnership manager, Exampleshire", address("partnership_manager", INVENTED)))
    partnership_changes.set_example_password([email for _, email in told], password)
    return told
