"""Cases for tests, opened as staff open them."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import Partnership, User
from goldenthread.casework import changes
from goldenthread.casework.models import Case, CaseTypeVersion
from goldenthread.casework.queries.seeing import type_in_force

TOLD = {
    "danger_now": "no",
    "what_happened": "Loud music every night.",
    "sub_type": "noise",
    "where": "Example Court, Durham DH1 5UL",
    "relation": "victim",
    "anonymous": "no",
    "name": "Invented Resident",
    "contact": "01632 960999",
    "share_consent": "yes",
}
TRIAGED = {"channel": "phone", "police_category": "personal", "alarm": "yes", "priority": "medium"}

SCHEME = (Path(__file__).parent / "scheme.yaml").read_text()
HEDGE = {"fire": "no", "kind": "tall", "name": "Invented Sender"}


def adopted(partnership: Partnership) -> CaseTypeVersion:
    """Adopt the report of anti-social behaviour."""
    return changes.adopt("asb_report", partnership=partnership)


def scheme(
    partnership: Partnership, settings: LazySettings, folder, *, version=1, change=("", "")
) -> CaseTypeVersion:
    """Declare and adopt a scheme that no code knows, as one file in a folder of its own."""
    types = folder / "casework" / "types"
    types.mkdir(parents=True, exist_ok=True)
    text = SCHEME.replace("version: 1", f"version: {version}").replace(*change)
    (types / "hedges.yaml").write_text(text)
    kept, settings.DEFINITIONS_DIR = settings.DEFINITIONS_DIR, folder
    try:
        return changes.adopt("hedges", partnership=partnership)
    finally:
        settings.DEFINITIONS_DIR = kept


def opened(partnership: Partnership, by: User, texts: Mapping[str, str] = TOLD, **more) -> Case:
    """Open a report of anti-social behaviour."""
    of = type_in_force(partnership, "asb_report") or adopted(partnership)
    return changes.open_case(of=of, texts={**TOLD, **texts}, by=by, **more)


def triaged(partnership: Partnership, by: User, texts: Mapping[str, str] = TRIAGED) -> Case:
    """Open a report and take it to where it is decided who should act."""
    case = changes.move(case=opened(partnership, by), step="screen", by=by)
    changes.record_answers(case=case, form="triage", texts={**TRIAGED, **texts}, by=by)
    return changes.move(case=case, step="triage", by=by)


def queries_of(client, url: str) -> int:
    """Say how many queries a page asks, savepoints of the test aside."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200, url
    told = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    return len(told)
