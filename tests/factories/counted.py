"""What counts of casework need, put into rows directly: many cases fast, and what they feed."""

from datetime import datetime

from django.conf import settings

from goldenthread.accounts.models import Partnership
from goldenthread.casework.models import Answer, Case, CaseEvent
from goldenthread.casework.queries.seeing import versions_of
from goldenthread.declared import read
from goldenthread.indicators.declaring import DeclaredIndicator
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.places.models import Area
from goldenthread.sources.declaring import source
from goldenthread.sources.models import Source

HERE = "E06000047"
ANSWERED = {"sub_type": "noise", "relation": "witness", "anonymous": "yes"}


def fed() -> None:
    """Make the source of counts, the indicators that they feed, and two districts."""
    told = source("casework_counts")
    Source.objects.create(
        id=told.id, name=told.name, publisher=told.publisher, licence=told.licence,
        attribution=told.attribution,
    )  # fmt: skip
    for path in sorted((settings.DEFINITIONS_DIR / "indicators").glob("*.yaml")):
        if "casework_counts" in path.read_text():
            one = read(path, DeclaredIndicator)
            IndicatorDefinition.objects.create(
                pk=one.id, name=one.name, measure=one.measure, unit=one.unit,
                numerator=one.numerator.model_dump(exclude_defaults=True) if one.numerator else {},
                denominator=(
                    one.denominator.model_dump(exclude_defaults=True) if one.denominator else {}
                ),
            )  # fmt: skip
    for code, name in ((HERE, "County Durham"), ("E06000005", "Darlington")):
        Area.objects.get_or_create(code=code, defaults={"name": name, "kind": Area.Kind.DISTRICT})


def received(here: Partnership, at: datetime, number: int, **texts: str) -> list[Case]:
    """Put reports of anti-social behaviour that came in at one moment into rows."""
    of = next(one for one in versions_of(here) if one.key == "asb_report")
    before = Case.objects.of(here).count()
    cases = Case.objects.bulk_create(
        Case(partnership=here, type=of, reference=f"case {before + n}", stage="received",
             opened_at=at, marking="OFFICIAL-SENSITIVE")
        for n in range(number)
    )  # fmt: skip
    events = CaseEvent.objects.bulk_create(
        CaseEvent(partnership=here, case=case, number=1, at=at, verb="opened", stage="received",
                  by_name="Invented")
        for case in cases
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(partnership=here, case=event.case, event=event, question=question, text=text,
               personal=False)
        for event in events
        for question, text in {**ANSWERED, **texts}.items()
    )  # fmt: skip
    return cases
