"""What the person who reported reads of their own report, by their secret link."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.accounts.models import Partnership
from goldenthread.casework.models import Attachment, Case, CaseClock, CaseEvent, Task
from goldenthread.casework.queries.answers import entries_of, numbers_of, texts_of
from goldenthread.casework.rules import clocks, steps
from goldenthread.casework.rules.answers import read_answers
from goldenthread.casework.rules.references import hash_of
from goldenthread.casework.rules.wording import due_day_said

# what the person who reported did themselves
OWN = {"word_added": "You added something.", "file_added": "You sent a file."}
EXPLAIN, PROMPTED = "explain_case_review", "second_report"  # tasks that tell of the case review


@dataclass(frozen=True)
class News:
    """One line of a reporter's timeline."""

    at: datetime
    said: str


@dataclass(frozen=True)
class Next:
    """What happens next, and by when in words."""

    what: str
    by_when: str


@dataclass(frozen=True)
class Followed:
    """A report as the person who made it reads it: no names, no notes, no reasons.

    files: what they sent, oldest first. told_of_review: whether it is a second report, so that
    they are told of the ASB Case Review (RPT-03). texts: its answers, by question.
    """

    case: Case
    news: list[News]
    next: list[Next]
    ways: list[steps.Way]
    files: list[Attachment]
    told_of_review: bool
    texts: dict[str, str]


def followed(partnership: Partnership, link: str) -> Followed | None:
    """Give a report by its secret link; None where no report has it."""
    rows = Case.objects.of(partnership).select_related("type", "partnership", "area")
    case = rows.filter(link_hash=hash_of(link)).first()
    if case is None:
        return None
    declared = case.type.declared
    texts = texts_of(case)
    known = read_answers(declared.questions.values(), texts)
    known |= numbers_of(entries_of(case, declared.logs))
    events = CaseEvent.objects.of(partnership).filter(case=case).order_by("-number")
    return Followed(
        case=case,
        news=[
            News(at, declared.stage(stage).told if stage else OWN[verb])
            for verb, stage, at, by in events.values_list("verb", "stage", "at", "by")
            if (verb in OWN and by is None) or (stage and declared.stage(stage).told)
        ],
        next=_next(case),
        ways=steps.ways(declared, case.stage, workers=steps.reporters(declared), answers=known),
        files=list(Attachment.objects.of(partnership).filter(case=case)),
        told_of_review=Task.objects.of(partnership)
        .filter(case=case, key__in=(EXPLAIN, PROMPTED), dropped_at=None)
        .exists(),
        texts=texts,
    )


def _next(case: Case) -> list[Next]:
    """Give what is promised: each running clock that is told, the soonest first (RPT-02)."""
    told = {one.id: one.told for one in case.type.declared.clocks if one.told}
    rows = CaseClock.objects.of(case.partnership).filter(
        case=case, met=None, dropped_at=None, key__in=told
    )
    return [
        Next(told[one.key], due_day_said(one.due))
        for one in rows.order_by("due")
        if not clocks.is_paused(one.as_ruled)
    ]
