"""Every read of this room. Questions are working papers; the register of results is public."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.evaluation import planning, telling
from goldenthread.evaluation.judging import judged
from goldenthread.evaluation.models import Intervention, Question, Result
from goldenthread.evaluation.planning import Planned
from goldenthread.evaluation.reading import panel_of
from goldenthread.evaluation.telling import Answer
from goldenthread.search import Found as Searched


@dataclass(frozen=True)
class Asking:
    """An intervention with the versions of its question, the latest first."""

    intervention: Intervention
    questions: list[Question]

    @property
    def now(self) -> Question:
        """The question as it stands."""
        return self.questions[0]


def interventions_of(partnership: Partnership, *, by: Person) -> list[Asking]:
    """Give every intervention with its questions, the latest first."""
    require(by, "evaluation.read", on=partnership)
    versions = Question.objects.of(partnership).select_related("partnership").order_by("-version")
    every = Intervention.objects.of(partnership).prefetch_related(Prefetch("questions", versions))
    joined = every.select_related("award", "action__plan", "hotspot")
    return [Asking(one, list(one.questions.all())) for one in joined]


def intervention_at(partnership: Partnership, number: int, *, by: Person) -> Asking | None:
    """Give one intervention; None where there is none."""
    every = interventions_of(partnership, by=by)
    return next((one for one in every if one.intervention.number == number), None)


def answer_of(question: Question, *, by: Person, as_of: date | None = None) -> Answer:
    """Work the answer to a question out anew from what is on record.

    as_of: as it was known at the end of a day; left out, now.
    """
    partnership = question.partnership
    require(by, "evaluation.read", on=partnership)
    panel = panel_of(partnership, question.asked(), by=by, as_of=as_of)
    return telling.answer(question, panel, judged(question.asked(), panel), as_of)


def public_answer_of(question: Question) -> Answer:
    """Work the answer out from what anybody may read, to be published."""
    panel = panel_of(question.partnership, question.asked(), by=AnonymousUser())
    return telling.answer(question, panel, judged(question.asked(), panel), None)


def plan_of(question: Question, *, by: Person) -> tuple[Planned | None, str]:
    """Say what a question can see by what is on record before, and what is counted, in words.

    None in place of a plan where too little is on record.
    """
    require(by, "evaluation.read", on=question.partnership)
    asked = question.asked()
    panel = panel_of(question.partnership, asked, by=by)
    return planning.of_question(asked, panel), panel.what


def results_of(partnership: Partnership, *, by: Person) -> list[Result]:
    """Give the what-works register: the latest issue of every published result."""
    require(by, "public.read", on=partnership)
    newest: dict[int, Result] = {}
    for one in _results(partnership):
        newest.setdefault(one.number, one)
    return list(newest.values())


def issues_of(partnership: Partnership, number: int, *, by: Person) -> list[Result]:
    """Give every issue of one result, the latest first; none where there is none."""
    require(by, "public.read", on=partnership)
    return list(_results(partnership).filter(number=number))


def _results(partnership: Partnership) -> QuerySet[Result]:
    every = Result.objects.of(partnership).select_related("question__intervention__award")
    return every.order_by("-number", "-issue")


def search_documents(partnership: Partnership) -> Iterator[Searched]:
    """Give what can be found of this room: published results, and questions that are asked."""
    seen = set()
    for one in _results(partnership):
        if one.number not in seen:
            seen.add(one.number)
            told = f"{one.told['what']} {one.told['headline']} {one.told['measure']}"
            yield Searched("What worked", one.told["name"], told, "what_works_result",
                           (one.number,), True)  # fmt: skip
    for intervention in Intervention.objects.of(partnership).prefetch_related("questions"):
        for question in list(intervention.questions.all())[:1]:
            yield Searched("Intervention", question.name, question.what, "intervention",
                           (intervention.number,), False, needs="evaluation.read")  # fmt: skip
