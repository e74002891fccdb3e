"""What is owed, what was sent, how complete it is, and what waits for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from django.db.models import F, QuerySet
from django.utils import timezone

from csp_analytics.period import Period
from csp_analytics.spc import xmr
from goldenthread.accounts.models import Partnership, RoleGrant, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person, may
from goldenthread.accounts.rules import ROLES
from goldenthread.indicators import queries as indicators
from goldenthread.indicators.models import Observation, Series
from goldenthread.indicators.returns import rules
from goldenthread.indicators.returns.models import Return, ReturnedRow, ReturnRequest
from goldenthread.indicators.returns.reading import Row
from goldenthread.indicators.returns.rows import Numbers
from goldenthread.indicators.returns.rules import Facts, Sent, State, Way
from goldenthread.indicators.rules import Status

READ = "indicators.read_returns"
SHOWN, ENOUGH = 24, 6  # last values looked at for limits, and how few are too few for them


@dataclass(frozen=True)
class Standing:
    """One period of a request: when it is due, what was sent, how it stands today."""

    request: ReturnRequest
    period: Period
    due: date
    returns: tuple[Return, ...]
    state: State
    today: date

    @property
    def days_late(self) -> int:
        """Days since the due day, while it is owed; 0 where it is not late."""
        late = self.state in {*rules.OWED, State.WAITING} and self.today > self.due
        return (self.today - self.due).days if late else 0

    @property
    def label(self) -> str:
        """How it stands, in words."""
        return rules.LABELS[self.state][0]

    @property
    def tone(self) -> str:
        """How it stands, for a status tag."""
        return rules.LABELS[self.state][1]

    @property
    def first_sent(self) -> date | None:
        """The day of the first return that counts, None where there is none."""
        counted = [one for one in self.returns if one.state in {Sent.WAITING, Sent.APPROVED}]
        return timezone.localtime(counted[0].sent_at).date() if counted else None

    @property
    def waiting(self) -> Return | None:
        """The return that waits for approval."""
        return next((one for one in self.returns if one.state == Sent.WAITING), None)


def requests_of(partnership: Partnership, *, by: Person | None) -> QuerySet[ReturnRequest]:
    """Give every request with whoever has a part in it. by: None for a command."""
    if by is not None:
        require(by, READ, on=partnership)
    return ReturnRequest.objects.of(partnership).select_related(
        "definition", "area", "organisation", "owner", "deputy", "approver", "partnership"
    )


def returns_of(partnership: Partnership, *, by: Person) -> QuerySet[Return]:
    """Give everything that was sent, newest first, drafts too."""
    require(by, READ, on=partnership)
    every = Return.objects.of(partnership).select_related(
        "request__definition", "request__area", "request__organisation", "sent_by", "decided_by",
        "release", "partnership",
    )  # fmt: skip
    return every.order_by("-pk")


def rows_of(sent: Return) -> list[Row]:
    """Give the figures of a return as they were sent."""
    found = ReturnedRow.objects.of(sent.partnership).filter(sent=sent)
    return [
        Row(
            place=one.place,
            indicator=one.definition,
            area=one.area,
            period=one.period,
            breakdown=one.breakdown,
            numbers=Numbers(one.count, one.denominator, one.value, one.status),
            qualifier=one.qualifier,
            note=one.note,
        )
        for one in found.select_related("definition", "area").order_by("number")
    ]


def facts_of(request: ReturnRequest, period: Period) -> list[Facts]:
    """Give what decides how a period of a request stands, oldest first."""
    found = Return.objects.of(request.partnership).filter(
        request=request, period_start=period.start, period_kind=period.kind
    )
    return [_facts(one) for one in found.order_by("pk")]


def _facts(one: Return) -> Facts:
    return Facts(Sent(one.state), Way(one.way), one.status, timezone.localtime(one.sent_at).date())


def standings(requests: Iterable[ReturnRequest], *, today: date | None = None) -> list[Standing]:
    """Say how every period of some requests stands, those most in need first. One query."""
    today = today or timezone.localdate()
    every = list(requests)
    sent: dict[tuple[int, date], list[Return]] = {}
    if every:
        found = Return.objects.of(every[0].partnership).filter(request__in=every)
        for one in found.select_related("sent_by", "decided_by").order_by("pk"):
            if one.request_id is not None and one.period_start is not None:
                sent.setdefault((one.request_id, one.period_start), []).append(one)
    made = [
        _standing(request, period, tuple(sent.get((request.pk, period.start), ())), today)
        for request in every
        for period in rules.periods_owed(request.kind, request.starts, request.ends, today)
    ]
    order = list(State)
    return sorted(made, key=lambda one: (order.index(one.state), one.due, str(one.request)))


def _standing(
    request: ReturnRequest, period: Period, returns: tuple[Return, ...], today: date
) -> Standing:
    due = returns[0].due if returns and returns[0].due else None
    due = due or rules.due_day(period, request.due_days, request.due_in)
    state = rules.state_of([_facts(one) for one in returns], due=due, today=today)
    return Standing(request, period, due, returns, state, today)


# My work


def owed_by(partnership: Partnership, user: User) -> list[Standing]:
    """Give what a person owes as owner or deputy, the most urgent first. Two queries at most."""
    if not may(user, "indicators.send_return", on=partnership):
        return []
    mine = [one for one in requests_of(partnership, by=user) if one.is_for(user)]
    return [one for one in standings(mine) if one.state in rules.OWED]


def to_approve(partnership: Partnership, user: User) -> list[Return]:
    """Give what waits for a person's approval: what names them, then what anyone may approve."""
    if not may(user, "indicators.approve_return", on=partnership):
        return []
    waiting = returns_of(partnership, by=user).filter(state=Sent.WAITING).exclude(sent_by=user)
    return sorted(
        waiting,
        key=lambda one: (one.request is None or one.request.approver_id != user.pk, one.sent_at),
    )


def may_owe(partnership: Partnership) -> QuerySet[User]:
    """Give the people whose role lets them send figures."""
    return _holders(partnership, "indicators.send_return")


def may_approve(partnership: Partnership) -> QuerySet[User]:
    """Give the people whose role lets them approve figures."""
    return _holders(partnership, "indicators.approve_return")


def _holders(partnership: Partnership, permission: str) -> QuerySet[User]:
    roles = [role.key for role in ROLES.values() if permission in role.may]
    held = RoleGrant.objects.of(partnership).filter(role__in=roles, ends=None)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name")


# Completeness


@dataclass(frozen=True)
class Complete:
    """How complete the returns of an owner or a body are: periods by what became of them."""

    name: str
    asked: int
    on_time: int
    late: int
    missing: int

    @property
    def answered(self) -> int:
        """Those that were answered at all."""
        return self.on_time + self.late

    @property
    def percent(self) -> str:
        """How many were answered, as a percentage."""
        return f"{100 * self.answered / self.asked:.0f}%" if self.asked else ""


def completeness(found: Sequence[Standing], by_what: str) -> list[Complete]:
    """Count what was asked, on time, late and missing, for each "owner" or "organisation".

    What is not due yet and not answered is left out. Counts, never an average of percentages.
    """
    groups: dict[str, list[Standing]] = {}
    for one in found:
        if one.state in rules.ANSWERED or one.today > one.due:
            groups.setdefault(str(getattr(one.request, by_what)), []).append(one)
    made = []
    for name, some in groups.items():
        in_time = sum(one.first_sent is not None and one.first_sent <= one.due for one in some)
        answered = sum(one.first_sent is not None for one in some)
        made.append(Complete(name, len(some), in_time, answered - in_time, len(some) - answered))
    return sorted(made, key=lambda one: (-one.missing, one.name))


# What a figure that is sent is seen beside


@dataclass(frozen=True)
class Beside:
    """The last values of what is asked for, and the limits within which they have varied."""

    values: tuple[Observation, ...]
    lower: float | None = None
    upper: float | None = None

    def is_far(self, number: Decimal | None) -> bool:
        """Whether a number lies outside what the last values lead one to expect."""
        if number is None or self.lower is None or self.upper is None:
            return False
        return not self.lower <= float(number) <= self.upper


def beside(request: ReturnRequest, period: Period) -> Beside:
    """Give the last values before a period, newest first, with their XmR limits. One query."""
    rows = [
        one
        for one in indicators.latest(
            request.partnership,
            by=None,
            indicators=[request.definition_id],
            areas=[request.area],
            breakdowns=[request.breakdown],
        )
        if one.series.key == Series.DATA
        and one.period_kind == period.kind
        and one.period_end is not None
        and one.period_end < period.start
        and one.status != Status.SUPPRESSED
    ][-SHOWN:]
    numbers = [size_of(one.count, one.denominator, one.value) for one in rows]
    known = np.array([float(one) for one in numbers if one is not None])
    if known.size < ENOUGH:
        return Beside(tuple(reversed(rows)))
    chart = xmr(known)
    return Beside(tuple(reversed(rows)), max(0.0, float(chart.lower[-1])), float(chart.upper[-1]))


def size_of(
    count: Decimal | None, denominator: Decimal | None, value: Decimal | None
) -> Decimal | None:
    """Give what is compared over time: the count, its share in percent, or the value."""
    if count is not None and denominator:
        return 100 * count / denominator
    return count if count is not None else value


# What waits


@dataclass(frozen=True)
class Waited:
    """A return that is late, and when what depends on it can be told now."""

    standing: Standing
    first: date
    now: date


def waited_for(
    partnership: Partnership, definition: str, *, by: Person, today: date | None = None
) -> list[Waited]:
    """Give the late returns that an indicator waits for, with the day its update moves to.

    One query: every request beside each of its returns, and once by itself where it has none.
    """
    if not may(by, READ, on=partnership):
        return []
    today = today or timezone.localdate()
    asked = requests_of(partnership, by=by).filter(definition=definition).order_by("pk")
    beside = asked.annotate(**{f"sent_{name}": F(f"returns__{name}") for name in _SENT})
    requests: dict[int, ReturnRequest] = {}
    sent: dict[tuple[int, date], list[Return]] = {}
    for one in beside.order_by("pk", "returns__pk"):
        requests.setdefault(one.pk, one)
        told = {name: vars(one)[f"sent_{name}"] for name in _SENT}
        if told["period_start"] is not None:
            sent.setdefault((one.pk, told["period_start"]), []).append(Return(**told))
    every = (
        _standing(one, period, tuple(sent.get((one.pk, period.start), ())), today)
        for one in requests.values()
        for period in rules.periods_owed(one.kind, one.starts, one.ends, today)
    )
    return [
        Waited(one, *rules.expected(due=one.due, state=one.state, today=today))
        for one in every
        if one.days_late
    ]


_SENT = ("period_start", "due", "state", "way", "status", "sent_at")


def period_of(request: ReturnRequest, key: str) -> Period | None:
    """Give the period of a request that an address names, None where it asks for no such."""
    owed = rules.periods_owed(request.kind, request.starts, request.ends, timezone.localdate())
    return next((one for one in owed if one.start.isoformat() == key), None)
