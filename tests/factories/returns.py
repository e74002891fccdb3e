"""Requests for figures, and files of them, for tests."""

import datetime

from goldenthread.accounts.models import Partnership, User
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.returns import changes
from goldenthread.indicators.returns.models import ReturnRequest
from goldenthread.partnership.models import Organisation
from goldenthread.places.models import Area
from tests.factories.accounts import UserFactory

HEADER = "indicator,area,period,breakdown,count,denominator,value,qualifier,status,note"
COUNTED = "domestic_abuse_incidents"


def people(partnership: Partnership) -> dict[str, User]:
    """Give one person for each part: owner, deputy, approver, analyst."""
    roles = {"owner": "data_owner", "deputy": "data_owner", "approver": "performance_lead"}
    made = {
        part: UserFactory(roles=[role], partnership=partnership, name=f"{part} of {role}")
        for part, role in roles.items()
    }
    return {**made, "analyst": UserFactory(roles=["analyst"], partnership=partnership)}


def body(partnership: Partnership, key: str = "police") -> Organisation:
    """Give an organisation that owes figures."""
    return Organisation.objects.of(partnership).get_or_create(
        partnership=partnership, key=key, defaults={"name": f"The {key} body", "kind": "police"}
    )[0]


def request_for(
    partnership: Partnership, who: dict[str, User], *, indicator: str = COUNTED, **fields: object
) -> ReturnRequest:
    """Ask for a figure every month since April 2026, due after 15 working days."""
    told: dict[str, object] = {
        "definition": IndicatorDefinition.objects.get(pk=indicator),
        "area": Area.objects.get(code=partnership.area_code),
        "breakdown": "",
        "rhythm": "month",
        "starts": datetime.date(2026, 4, 1),
        "due_days": 15,
        "due_in": "working",
        "organisation": body(partnership),
        "owner": who["owner"],
        "deputy": who["deputy"],
        "approver": who["approver"],
        "guidance": "",
        **fields,
    }
    return changes.ask(partnership=partnership, by=who["analyst"], **told)


def csv_of(*rows: str, header: str = HEADER) -> bytes:
    """Give an indicator file."""
    return "\n".join([header, *rows, ""]).encode()
