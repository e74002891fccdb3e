"""How the invented cases of the worked example are worked: for whom, with whom, by which power."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.casework import changes
from goldenthread.casework.models import Case, Referral, Victim
from goldenthread.casework.rules.lengths import local_day
from goldenthread.partnership.models import Organisation

People = Mapping[str, User]
Given = Mapping[str, Any]
Doing = Callable[[Case, Given, People, User, datetime], object]


def _victim(case: Case, name: str) -> Victim:
    return (
        Victim.objects.of(case.partnership)
        .select_related("case__partnership")
        .get(case=case, name=name)
    )


def _supervisor(case: Case, given: Given, people: People, by: User, at: datetime) -> object:
    return changes.name_supervisor(case=case, person=people[given["to"]], by=by, at=at)


def _harmed(case: Case, given: Given, people: People, by: User, at: datetime) -> object:
    known = {**given, "contact_person": people[given.get("contact_person", "caseworker")]}
    return changes.keep_victim(case=case, by=by, at=at, **known)


def _assess(case: Case, given: Given, people: People, by: User, at: datetime) -> object:
    rest = {name: value for name, value in given.items() if name != "victim"}
    return changes.assess(victim=_victim(case, given["victim"]), by=by, at=at, **rest)


def _contact(case: Case, given: Given, people: People, by: User, at: datetime) -> object:
    rest = {name: value for name, value in given.items() if name not in ("victim", "next_in")}
    days = given.get("next_in")
    agreed = local_day(at) + timedelta(days=days) if days else None
    return changes.log_contact(
        victim=_victim(case, given["victim"]), on=local_day(at), agreed=agreed, by=by, at=at,
        **rest,
    )  # fmt: skip


def _body(case: Case, key: str) -> Organisation:
    return Organisation.objects.of(case.partnership).get(key=key)


def _refer(case: Case, given: Given, people: People, by: User, at: datetime) -> object:
    known = {**given, "body": _body(case, given["body"]), "officer": people[given["officer"]]}
    return changes.refer(case=case, by=by, at=at, **known)


def _accept(case: Case, given: Given, people: People, by: User, at: datetime) -> object:
    rows = Referral.objects.of(case.partnership).select_related("case__partnership")
    found = rows.get(case=case, officer=by, state="sent")
    return changes.answer_referral(referral=found, accepts=True, by=by, at=at)


def _plan(case: Case, given: Given, people: People, by: User, at: datetime) -> object:
    known = {name: value for name, value in given.items() if name != "in_days"}
    known["body"] = _body(case, given["body"])
    if "owner" in given:
        known["owner"] = people[given["owner"]]
    due = local_day(at) + timedelta(days=given["in_days"])
    return changes.plan_action(case=case, due=due, by=by, at=at, **known)


WORKING: dict[str, Doing] = {
    "supervisor": _supervisor,
    "harmed": _harmed,
    "assess": _assess,
    "contact": _contact,
    "refer": _refer,
    "accept": _accept,
    "plan": _plan,
}
