"""Letters that go out with a step: composed of what the case type declares, and kept (CR-12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from goldenthread.casework.models import Case, CaseEvent, CaseLetter
from goldenthread.casework.queries.answers import texts_of
from goldenthread.casework.rules.answers import said
from goldenthread.casework.rules.lengths import ends
from goldenthread.casework.rules.letters import MAY_BE_TOLD, compose
from goldenthread.casework.rules.wording import due_day_said
from goldenthread.casework.types.model import Letter, Transition


@dataclass(frozen=True)
class Draft:
    """A letter as it would go out now."""

    declared: Letter
    text: str


def drafts(
    case: Case, step: Transition, *, at: datetime, reason: str = "",
    texts: Mapping[str, str] | None = None,
) -> list[Draft]:  # fmt: skip
    """Give the letters that a step sends, as they would read.

    texts: answers to put in; those of the case as they stand without.
    """
    of = case.type.declared
    wanted = [one for one in of.letters if step.id in one.on and one.by in MAY_BE_TOLD]
    if not wanted:
        return []
    kept = texts_of(case) if texts is None else texts
    put_in = {id: said(one, kept[id]) for id, one in of.questions.items() if id in kept}
    put_in |= {
        "reference": case.reference,
        "due": _due(case, step, at),
        "step_reason": reason,
        "contact": str(case.lead or "the review co-ordinator"),
    }
    return [Draft(one, compose(one.says, put_in)) for one in wanted]


def _due(case: Case, step: Transition, at: datetime) -> str:
    """Say by when what comes next is due: the first time limit that the step starts."""
    starts = [one for one in case.type.declared.clocks if one.starts_at == step.to]
    return due_day_said(ends(at, starts[0].length.length)) if starts else ""


def send(case: Case, event: CaseEvent, step: Transition) -> list[CaseLetter]:
    """Keep the letters of a step, for good; within a transaction of the caller."""
    number = CaseLetter.objects.of(case.partnership).filter(case=case).count()
    return [
        CaseLetter.objects.create(
            partnership=case.partnership, case=case, event=event, number=number + place,
            key=one.declared.id, name=one.declared.name, to=one.declared.to, way=one.declared.by,
            text=one.text, made_at=event.at,
        )
        for place, one in enumerate(drafts(case, step, at=event.at, reason=event.text), 1)
    ]  # fmt: skip
