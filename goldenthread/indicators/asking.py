"""What the address of an indicator's page asks for: area, periods, all of them, as known when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from csp_analytics.period import Kind
from goldenthread.indicators.rules import read_day


@dataclass(frozen=True)
class Asked:
    """What a page is to show. mistake: the sentence for a day that cannot be read, "" for none."""

    area: str
    kind: Kind
    everything: bool
    as_of: date | None
    mistake: str
    today: date

    @property
    def shown(self) -> dict[str, Any]:
        """What a page is gathered by."""
        return {
            "area": self.area,
            "kind": self.kind,
            "everything": self.everything,
            "as_of": self.as_of,
            "today": self.as_of or self.today,
        }


def asked(request: HttpRequest, kinds: dict[Kind, str]) -> Asked:
    """Read the address; what it does not say, or says wrongly, is as usual."""
    today = timezone.localdate()
    as_of, mistake = read_day(request.GET.get("as_of", ""), today)
    wanted = request.GET.get("period", "")
    return Asked(
        area=request.GET.get("area", ""),
        kind=next((kind for kind in kinds if kind == wanted), Kind.MONTH),
        everything=bool(request.GET.get("all")),
        as_of=as_of,
        mistake=mistake,
        today=today,
    )
