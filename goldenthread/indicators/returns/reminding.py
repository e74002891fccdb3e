"""Letters that remind of what is owed. They hold no figure and nothing about any person."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.indicators.returns import queries, rules
from goldenthread.indicators.returns.models import Reminder
from goldenthread.indicators.returns.queries import Standing
from goldenthread.indicators.returns.rules import State

SUBJECTS = {
    "before": "A figure is due on {due}",
    "on": "A figure is due today",
    "after": "A figure is overdue since {due}",
    "approve": "A figure waits for your approval",
    "back": "A figure was sent back to you",
}


@dataclass
class Reminded:
    """What a run has done: the letters that went out, and why others did not."""

    sent: list[Reminder] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def remind(partnership: Partnership, *, today: date) -> Reminded:
    """Send the reminders of a day. Running it again, or twice at once, sends nothing twice.

    Each letter is written down before it goes out; one that cannot be sent is taken off again
    and told of, so that the next run tries it anew.
    """
    done = Reminded()
    for one in queries.standings(queries.requests_of(partnership, by=None), today=today):
        for kind, person in _letters(one):
            _send_once(one, kind, person, partnership, done)
    return done


def _letters(one: Standing) -> list[tuple[str, User]]:
    """Give the kind of letter that is due on a thing, and to whom."""
    owners = [one.request.owner, *filter(None, [one.request.deputy])]
    waiting = one.waiting
    if waiting is not None:
        approver = one.request.approver
        return [(f"approve-{waiting.pk}", approver)] if approver.pk != waiting.sent_by_id else []
    if one.state == State.SENT_BACK:
        return [(f"back-{one.returns[-1].pk}", person) for person in owners]
    if one.state not in rules.OWED:
        return []
    kind = rules.reminder(due=one.due, today=one.today)
    return [(kind, person) for person in owners] if kind else []


def _send_once(
    one: Standing, kind: str, person: User, partnership: Partnership, done: Reminded
) -> None:
    if not person.is_active:
        return
    try:
        with transaction.atomic():
            reminder = Reminder.objects.create(
                partnership=partnership,
                request=one.request,
                period_start=one.period.start,
                kind=kind,
                to=person,
                sent_at=timezone.now(),
            )
    except IntegrityError:
        return  # it went out before, or another run has just taken it up
    try:
        send_mail(_subject(one, kind), _text(one, kind, partnership), None, [person.email])
    except OSError as why:
        reminder.delete()
        done.failed.append(f"A reminder could not be sent ({why.strerror or why}). Run it again.")
    else:
        done.sent.append(reminder)


def _subject(one: Standing, kind: str) -> str:
    return SUBJECTS[kind.partition("-")[0]].format(due=f"{one.due:%-d %B %Y}")


def _text(one: Standing, kind: str, partnership: Partnership) -> str:
    asks = {
        "approve": "It was sent and waits for a second person: you.",
        "back": "It was sent back with a reason, which stands on its page.",
    }.get(kind.partition("-")[0], f"It is due by {one.due:%-d %B %Y}. It takes two minutes.")
    prefix = "" if partnership.is_default else f"/{partnership.slug}"
    page = reverse("due_return", args=[one.request.key, one.period.start.isoformat()])
    return (
        f"{one.request}, {one.period}\n\n{asks}\n\n"
        f"{settings.PUBLIC_URL}{prefix}{page}\n\n{partnership.name}\n"
    )
