"""What follows from facts that a meeting should speak of, each thing with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from goldenthread.accounts.queries import Person
from goldenthread.delivery import queries as delivery
from goldenthread.delivery.queries import PlanStanding, Standing
from goldenthread.governance import rules
from goldenthread.governance.models import AgendaItem, Meeting
from goldenthread.governance.queries import assurance, meetings, programme

NO_NEXT = timedelta(days=92)  # where no next meeting is planned, a quarter is looked ahead
EARLIER = "Actions of earlier meetings"
ASK_ABOUT = ("late", "missed", "in_difficulty", "silent")


@dataclass(frozen=True)
class Proposal:
    """Something for the agenda: what, for which reason (rules.REASONS), and why in words.

    source: what it came from, by which it stands on one agenda once.
    """

    title: str
    reason: str
    why: str
    source: str
    presenter: str = ""

    @property
    def reason_said(self) -> str:
        """The reason in words."""
        return rules.REASONS[self.reason]


def proposals(meeting: Meeting, *, by: Person) -> list[Proposal]:
    """Give everything that a meeting should speak of, in the order of an agenda."""
    last, following = meetings.beside(meeting)
    until = following.on if following else meeting.on + NO_NEXT
    return [
        *_opening(last),
        *_earlier_actions(meeting, by),
        *_theme(meeting),
        *_escalated(meeting),
        *_owed(meeting, until),
        *_late(meeting, by),
    ]


def _opening(last: Meeting | None) -> Iterator[Proposal]:
    why = "Whoever has an interest in an item says so before it is reached."
    yield Proposal("Apologies and declarations of interest", "regular", why, "regular:opening")
    if last is not None:
        agreed = last.state == rules.AGREED
        why = "They are agreed." if agreed else "They are not agreed yet."
        yield Proposal(
            f"Minutes of the meeting of {last.said_day}", "regular", why, f"meeting:{last.pk}"
        )


def _earlier_actions(meeting: Meeting, by: Person) -> Iterator[Proposal]:
    given = meetings.action_log(meeting.partnership, by=by, group=meeting.group)
    still = [one for one in given if one.is_open and one.item.meeting.on < meeting.on]
    if still:
        late = sum(one.status.key == "late" for one in still)
        why = f"{_counted(len(still))} still open, {late} of them late: " + "; ".join(
            f"{one.action.title} ({one.action.accountable or 'nobody owns it'})" for one in still
        )
        yield Proposal(EARLIER, "action", why, "regular:actions")


def _theme(meeting: Meeting) -> Iterator[Proposal]:
    if meeting.area is not None:
        why = "The partnership gives each area of focus meetings of its own."
        title = f"Area of focus: {meeting.area}"
        yield Proposal(title, "themed", why, f"area:{meeting.area.pk}")


def _escalated(meeting: Meeting) -> Iterator[Proposal]:
    for one in assurance.waiting_for(meeting.group):
        whence = str(one.from_group or one.by)
        why = f"{one.get_source_display()}, put forward by {whence}. Asked for: {one.asked}"
        yield Proposal(one.title, "escalated", why, f"escalation:{one.number}", whence)


def _owed(meeting: Meeting, until: date) -> Iterator[Proposal]:
    for one in programme.coming_to(meeting, until):
        owed = one.obligation
        reason = "overdue" if one.standing.key == "overdue" else "due"
        said = "Overdue since" if reason == "overdue" else "Due"
        law = f" ({owed.rule})" if owed.rule else ""
        why = f"{said} {owed.due:%-d %B %Y}{law}. {owed.accountable or 'Nobody answers for it'}."
        who = owed.accountable or str(owed.group or "")
        yield Proposal(owed.title, reason, why, f"obligation:{owed.key}", who)


def _late(meeting: Meeting, by: Person) -> Iterator[Proposal]:
    for plan in delivery.plans_of(meeting.partnership, by=by):
        if not _comes_here(plan, meeting):
            continue
        found = [one for one in plan.standings if one.status.key in ASK_ABOUT]
        if found:
            why = "; ".join(_said(one) for one in found)
            who = str(plan.plan.owner_group or "")
            yield Proposal(f"{plan.plan}: what is late", "late", why, f"plan:{plan.plan.key}", who)


def _comes_here(plan: PlanStanding, meeting: Meeting) -> bool:
    """A group hears of its own plans; a board of every plan that serves the strategy in force."""
    if plan.plan.owner_group_id == meeting.group_id:
        return True
    return meeting.group.kind == "board" and plan.plan.strategy.status == "adopted"


def _said(one: Standing) -> str:
    due = f", due {one.action.due:%-d %B %Y}" if one.action.due else ""
    who = one.action.accountable or "nobody owns it"
    return f"{one.action.title} ({one.status.label.lower()}{due}; {who})"


def _counted(number: int) -> str:
    return f"{number} action{'' if number == 1 else 's'}"


def page_of(item: AgendaItem) -> str:
    """Give the page of what an item is about; "" where it has none of its own."""
    kind, _, what = item.source.partition(":")
    pages = {"escalation": "escalation", "obligation": "obligation", "plan": "delivery_plan"}
    return reverse(pages[kind], args=[what]) if kind in pages else ""
