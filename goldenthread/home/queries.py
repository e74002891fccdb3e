"""What the front page and "my work" gather from the rooms below."""

from typing import Any

from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person, may
from goldenthread.delivery import queries as delivery
from goldenthread.partnership import queries as partnerships


def front_page(partnership: Partnership, *, by: Person) -> dict[str, Any]:
    """Give what the front page shows."""
    return {}


def work_of(partnership: Partnership, *, by: Person) -> dict[str, Any]:
    """Give what waits for a person: their actions, and the vacancies if they may fill them."""
    alerts = (
        partnerships.alerts(partnership, on=timezone.localdate())
        if may(by, "partnership.edit", on=partnership)
        else []
    )
    return {"mine": delivery.my_actions(partnership, by=by), "alerts": alerts}
