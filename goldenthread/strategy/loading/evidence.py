"""Evidence with its values, which become observations, and the indicators a plan is judged by."""

from collections.abc import Iterator

from django.utils.text import slugify

from csp_analytics.period import Period
from goldenthread.declared import DeclaredItem, nearest
from goldenthread.indicators.changes import Observed, record_observations
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.partnership.keeping import find
from goldenthread.strategy import declarations as declare
from goldenthread.strategy.loading.plan import period_of
from goldenthread.strategy.loading.shelf import Shelf, find_under
from goldenthread.strategy.models import (
    ChangeStatement,
    EvidenceItem,
    EvidenceValue,
    IndicatorUse,
    Strategy,
)

Printed = tuple[EvidenceItem, int, declare.DeclaredEvidence, declare.DeclaredValue]


def keep_evidence(shelf: Shelf, strategy: Strategy, every: list[declare.DeclaredEvidence]) -> None:
    """Keep the sentences of evidence; their values become observations of the document."""
    printed: list[Printed] = []
    kept: dict[str, EvidenceItem] = {}
    for order, said in enumerate(every, start=1):
        subs = shelf.sub_themes.get(strategy.key, {})
        item = kept[said.key] = shelf.keeper.keep(
            EvidenceItem,
            match={"strategy": strategy, "key": said.key},
            values={
                "order": order,
                "priority": shelf.priority(said, strategy.key, said.priority),
                "sub_theme": find_under(
                    said, "sub_theme", said.sub_theme, subs, "sub-theme", under=said.priority
                ),
                "kind": said.kind,
                "text": said.text,
                "parent": find(said, "parent", said.parent, kept, "evidence before it")
                if said.parent
                else None,
                "places": shelf.places(said, said.at),
            },
            said=said,
        )
        printed += [(item, n, said, value) for n, value in enumerate(said.values, start=1)]
        _changes(shelf, item, said)
    _values(shelf, strategy, printed)


def _changes(shelf: Shelf, item: EvidenceItem, said: declare.DeclaredEvidence) -> None:
    changes = [*([said.change] if said.change else []), *said.changes]
    for order, change in enumerate(changes, start=1):
        shelf.keeper.keep(
            ChangeStatement,
            match={"item": item, "key": str(order)},
            values={
                "order": order,
                "from_value": change.from_value,
                "to_value": change.to_value,
                "printed": change.printed,
                "percent": change.percent,
                "direction": change.direction,
                "flag": change.flag,
                "places": item.places,
            },
            said=change,
        )


def _values(shelf: Shelf, strategy: Strategy, printed: list[Printed]) -> None:
    definitions = _definitions(said for *_, said in printed)
    recorded = _record(shelf, strategy, printed)
    for (item, order, _, said), observation in zip(printed, recorded, strict=True):
        shelf.keeper.keep(
            EvidenceValue,
            match={"item": item, "key": str(order)},
            values={
                "order": order,
                "definition": definitions[said.indicator],
                "observation": observation,
                "printed": said.printed,
                "value": said.value,
                "qualifier": said.qualifier,
                "breakdown": said.breakdown,
                "area_printed": said.area,
                "period_text": said.period,
                "period_printed": said.period_printed,
                "source": said.source,
                "flag": said.flag,
                "places": item.places,
            },
            said=said,
        )


def _record(shelf: Shelf, strategy: Strategy, printed: list[Printed]) -> list:
    """Give each value's observation, None where the value could not be read."""
    observed = [_observed(strategy, said, value) for *_, said, value in printed]
    rows = iter(
        record_observations(
            [one for one in observed if one], partnership=shelf.keeper.partnership, by=None
        )
    )
    return [next(rows) if one else None for one in observed]


def _observed(
    strategy: Strategy, said: declare.DeclaredEvidence, value: declare.DeclaredValue
) -> Observed | None:
    if value.value is None:
        return None
    period: Period | None = period_of(value, value.period)
    places = [place for place in said.at if not place.rule]
    document = places[0].document if places else strategy.document
    return Observed(
        indicator=value.indicator,
        area=value.area,
        period=period,
        breakdown=value.breakdown,
        value=value.value,
        qualifier=value.qualifier,
        as_printed=value.printed,
        period_printed=value.period_printed,
        flag=value.flag,
        publisher=value.source,
        document=document,
        lines=tuple(str(place).partition(":")[2] for place in places if place.document == document),
    )


def _definitions(every: Iterator[DeclaredItem]) -> dict[str, IndicatorDefinition]:
    known = IndicatorDefinition.objects.in_bulk()
    for said in every:
        name = getattr(said, "indicator", "")
        if name not in known:
            raise said.mistake(
                "indicator", f'no indicator is declared as "{name}". {nearest(name, known)}'
            )
    return known


def keep_uses(
    shelf: Shelf, strategy: Strategy, every: list[declare.DeclaredUse], *, better_is_ours: bool
) -> None:
    """Keep the indicators a plan names. Targets, owners and due days stay empty where not given."""
    definitions = _definitions(iter(every))
    areas = shelf.areas.get(strategy.key, {})
    for said in every:
        shelf.keeper.keep(
            IndicatorUse,
            match={"strategy": strategy, "key": said.key},
            values={
                "order": said.order,
                "priority": shelf.priority(said, strategy.key, said.priority),
                "area": find_under(said, "area", said.area, areas, "area", under=said.priority),
                "definition": definitions[said.indicator],
                "role": said.role,
                "title": said.title,
                "better": said.better,
                "better_why": said.better_why,
                "better_is_ours": better_is_ours,
                "places": shelf.places(said, said.at),
            },
            said=said,
        )


def keep_targets(shelf: Shelf, strategy: Strategy, every: list[declare.DeclaredTarget]) -> None:
    """Keep the targets that a document prints, each as the use of an indicator in its plan."""
    definitions = _definitions(iter(every))
    for order, said in enumerate(every, start=1):
        period_of(said, said.period)
        shelf.keeper.keep(
            IndicatorUse,
            match={"strategy": strategy, "key": slugify(f"target {said.indicator}")},
            values={
                "order": order,
                "priority": shelf.priority(said, strategy.key, said.priority),
                "definition": definitions[said.indicator],
                "role": "context",
                "title": definitions[said.indicator].name,
                "better": said.better,
                "better_is_ours": said.comparison_is_ours,
                "target": said.value,
                "target_printed": said.printed,
                "target_comparison": said.comparison,
                "target_period": said.period,
                "target_set_by": said.set_by,
                "places": shelf.places(said, said.at),
            },
            said=said,
        )
