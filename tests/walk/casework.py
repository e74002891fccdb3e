"""A case worked in every way that has a page: for whom, with whom, by which power, to its end."""

from datetime import timedelta

from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.casework import changes
from goldenthread.casework.models import Case
from goldenthread.casework.queries.risk import matrix_on
from goldenthread.partnership.models import Organisation


def work_a_case(case: Case, by: User, word: str = "Tried out by a test") -> None:
    """Work a case so that each of its pages has something to show; `word` stands in all of it.

    by: may do everything there.
    """
    today, now = timezone.localdate(), timezone.now()
    body = Organisation.objects.of(case.partnership).filter(ends=None).order_by("pk").first()
    if body is None:
        name = f"{case.partnership.short_name} body of the test"
        body = Organisation.objects.create(
            partnership=case.partnership, key="body-of-the-test", name=name, kind="council"
        )
    changes.name_supervisor(case=case, person=by, by=by)
    harmed = changes.keep_victim(
        case=case, name=f"{word}, harmed", contact=f"{word}, contact", contact_person=by, by=by
    )
    answers = {one.id: list(one.options)[-1] for one in matrix_on(today).questions}
    assessed = {"victim": harmed, "answers": answers, "reasons": f"{word}, reasons", "by": by}
    changes.assess(occasion="first_contact", **assessed)
    changes.assess(occasion="before_closure", wished="medium", **assessed)
    changes.review_risk(victim=harmed, level="manager", reviewer=word, text=word, by=by)
    changes.log_contact(victim=harmed, on=today, how="phone", reached=True, text=word, by=by)
    changes.plan_action(case=case, what=f"{word}, plan", body=body, person=word, tool="other",
                        due=today + timedelta(days=3), by=by)  # fmt: skip
    workers = [one.id for one in case.type.declared.workers if one.sees == "case"]
    changes.refer(case=case, body=body, officer=by, worker=workers[-1], reason=f"{word}, why",
                  shared=f"{word}, shared", consent=True, by=by)  # fmt: skip
    told = {"subject": f"{word}, subject", "used_by": "council", "starts": now, "terms": word,
            "says": ["conduct", "will_follow"], "informal": ["mediation"], "why_not": word,
            "needs": word}  # fmt: skip
    used = changes.propose_power(case=case, power="cpw", given=told, by=by)
    changes.use_power(use=used, by=by)
    changes.record_power_event(use=used, kind="breached", text=f"{word}, breach", by=by)
    changes.propose_power(case=case, power="cpn", given=told, by=by)
    changes.disclose(
        case=case, sender=body, receiver=body, asked_by=word, asked_for=word, what=word,
        purpose=word, gateway="safeguarding", basis=word, necessity=word, handling=word,
        heeds=True, by=by,
    )  # fmt: skip
    changes.refuse_disclosure(case=case, receiver=body, asked_by=word, asked_for=word, why=word,
                              by=by)  # fmt: skip
    changes.prepare_closing(case=case, reason="resolved", by=by)
    changes.tell_victim(victim=harmed, on=today, why=word, review_right=True,
                        survey_offered=True, by=by)  # fmt: skip
