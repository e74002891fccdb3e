"""Every write of this room: one verb, one function, one transaction, one event."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.delivery.models import Action
from goldenthread.evaluation import queries, rules
from goldenthread.evaluation.models import Intervention, Question, Result
from goldenthread.evaluation.rules import Asked
from goldenthread.funding.models import Award
from goldenthread.hotspots.models import ChosenArea


@transaction.atomic
def declare(
    *,
    partnership: Partnership,
    by: User,
    asked: Asked,
    award: Award | None = None,
    action: Action | None = None,
    hotspot: ChosenArea | None = None,
) -> Intervention:
    """Declare an intervention with its question; asked after its start, it is frozen at once.

    award, action, hotspot: what it belongs to, of the same partnership. Needs "evaluation.ask".
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "evaluation.ask", on=partnership)
    rules.check_asked(asked)
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # one number for each
    last = Intervention.objects.of(partnership).aggregate(last=Max("number"))["last"] or 0
    made = Intervention.objects.create(
        partnership=partnership, number=last + 1, award=award, action=action, hotspot=hotspot
    )
    question = _keep(made, asked, version=1, by=by)
    record("evaluation.question_asked", by=by, about=made, name=asked.name,
           fingerprint=question.fingerprint)  # fmt: skip
    return made


@transaction.atomic
def change(*, intervention: Intervention, by: User, asked: Asked, reason: str) -> Question:
    """Put a question otherwise, with the reason, as long as nothing has begun; both versions stay.

    Needs "evaluation.ask". Raises PermissionDenied or RuleBroken.
    """
    require(by, "evaluation.ask", on=intervention.partnership)
    now = _locked(intervention)
    rules.check_may_change(starts=now.starts, today=timezone.localdate())
    rules.check_asked(asked)
    rules.check_reason(reason)
    made = _keep(intervention, asked, version=now.version + 1, by=by, reason=reason.strip())
    record(
        "evaluation.question_changed",
        by=by,
        about=intervention,
        why=made.reason,
        before={"fingerprint": now.fingerprint},
        after={"fingerprint": made.fingerprint},
    )
    return made


@transaction.atomic
def publish(*, intervention: Intervention, by: User, reason: str = "") -> Result:
    """Publish the answer as it stands today into the what-works register.

    It is worked out here, from what anybody may read. reason: needed where a result was published
    before, which stays beside it. Needs "evaluation.publish", and somebody else than who asked.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "evaluation.publish", on=intervention.partnership)
    question = _locked(intervention)
    partnership = intervention.partnership
    every = Result.objects.of(partnership)
    before = every.filter(question__intervention=intervention).order_by("-issue").first()
    answer = queries.public_answer_of(question)
    rules.check_publish(
        verdict=answer.found.verdict, asked_by=question.by_id, by=by.pk,
        is_further=before is not None, reason=reason,
    )  # fmt: skip
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    last = every.aggregate(last=Max("number"))["last"] or 0
    made = Result.objects.create(
        partnership=partnership, number=before.number if before else last + 1,
        question=question, issue=before.issue + 1 if before else 1,
        verdict=answer.found.verdict, told=answer.told, fingerprint=answer.fingerprint,
        reason=reason.strip(), published_on=timezone.localdate(), by=by, by_name=str(by),
    )  # fmt: skip
    record("evaluation.result_published", by=by, about=intervention, why=made.reason,
           result=made.number, issue=made.issue, fingerprint=made.fingerprint)  # fmt: skip
    return made


def _locked(intervention: Intervention) -> Question:
    """Lock an intervention and give its question as it stands."""
    every = Intervention.objects.of(intervention.partnership)
    every.select_for_update(of=("self",)).get(pk=intervention.pk)
    latest = intervention.questions.order_by("-version").first()
    assert latest is not None
    return latest


def _keep(
    intervention: Intervention, asked: Asked, *, version: int, by: User, reason: str = ""
) -> Question:
    told: dict[str, Any] = asdict(asked) | {
        role: list(getattr(asked, role)) for role in rules.ROLES
    }
    on: date = timezone.localdate()
    return Question.objects.create(
        partnership=intervention.partnership, intervention=intervention, version=version,
        reason=reason, fingerprint=asked.fingerprint(), declared_on=on, by=by, by_name=str(by),
        **told,
    )  # fmt: skip
