"""Leaving notes and posting letters. Every step is kept before the next begins.

A run may die at any moment. What it had kept stands; the next run goes on from there. Only one
moment is out of our hands: when the mail server has taken a letter and we could not write that
down. Then the letter goes out again under the same Message-ID, by which mail servers know it.
"""

import smtplib
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q

from goldenthread.accounts.models import Partnership, User
from goldenthread.audit.changes import record
from goldenthread.letters import rules
from goldenthread.letters.links import Sealed, seal
from goldenthread.letters.models import Letter, Note
from goldenthread.letters.rules import State


@dataclass
class Posted:
    """What a run has done: the letters that went out, and why others did not."""

    sent: list[Letter] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def leave_note(
    *,
    partnership: Partnership,
    to: User,
    key: str,
    subject: str,
    text: str,
    page: str,
    now: datetime,
    about: str = "",
) -> bool:
    """Leave one thing to tell somebody; say whether it is new. The same key is left once.

    about: "purpose:number" puts a sealed link behind `page`.
    """
    _, made = Note.objects.of(partnership).get_or_create(
        partnership=partnership,
        to=to,
        key=key,
        defaults={"subject": subject, "text": text, "page": page, "about": about, "made_at": now},
    )
    return made


def post(partnership: Partnership, *, now: datetime) -> Posted:
    """Gather what waits into one letter for each person, and send it.

    now: by the clock where people are. Whether it is a time for letters is for the caller.
    Who was sent a letter today gets the next one tomorrow. Raises nothing that a mail server
    says: it stands in `failed`, and the next run tries again.
    """
    _gather(partnership, now)
    done = Posted()
    waiting = Letter.objects.of(partnership).exclude(state=State.SENT).filter(to__is_active=True)
    for letter in waiting.select_related("to").order_by("day", "pk"):
        if rules.may_take(State(letter.state), letter.taken_at, now) and _take(letter, now):
            _send(letter, partnership, now, done)
    return done


@transaction.atomic
def _gather(partnership: Partnership, now: datetime) -> None:
    """Put notes without a letter into today's, unless that has gone out already."""
    waiting = Note.objects.of(partnership).filter(letter=None, to__is_active=True)
    by_person: dict[int, list[int]] = {}
    for note in waiting.order_by("pk"):
        by_person.setdefault(note.to_id, []).append(note.pk)
    for person, notes in by_person.items():
        letter, _ = Letter.objects.of(partnership).get_or_create(
            partnership=partnership,
            to_id=person,
            day=now.date(),
            defaults={"message_id": make_msgid(domain=urlsplit(settings.PUBLIC_URL).hostname)},
        )
        if letter.state == State.WAITING:
            Note.objects.of(partnership).filter(pk__in=notes, letter=None).update(letter=letter)


def _take(letter: Letter, now: datetime) -> bool:
    """Take a letter up, unless another run has done so in the meantime."""
    still = Q(state=State.WAITING) | Q(state=State.TAKEN, taken_at=letter.taken_at)
    mine = Letter.objects.of(letter.partnership).filter(still, pk=letter.pk)
    return bool(mine.update(state=State.TAKEN, taken_at=now, tries=F("tries") + 1))


def _send(letter: Letter, partnership: Partnership, now: datetime, done: Posted) -> None:
    try:
        message_for(letter, letter.to, partnership).send()
    except (OSError, smtplib.SMTPException) as why:
        said = str(getattr(why, "strerror", None) or why)[:200]
        _give_back(letter, said)
        done.failed.append(f"A letter could not be sent ({said}). It waits for the next run.")
    else:
        _note_as_sent(letter, now)
        done.sent.append(letter)


def _give_back(letter: Letter, why: str) -> None:
    letter.state, letter.taken_at, letter.why_not = State.WAITING, None, why
    letter.save(update_fields=["state", "taken_at", "why_not"])


@transaction.atomic
def _note_as_sent(letter: Letter, now: datetime) -> None:
    letter.state, letter.sent_at, letter.why_not = State.SENT, now, ""
    letter.save(update_fields=["state", "sent_at", "why_not"])
    record("letters.letter_sent", by=None, about=letter, things=letter.notes.count())


def message_for(letter: Letter, person: User, partnership: Partnership) -> EmailMessage:
    """Put a letter together: what is to be told, each with its link. No name of any person."""
    notes = list(Note.objects.of(partnership).filter(letter=letter))
    subject = notes[0].subject if len(notes) == 1 else f"{len(notes)} things wait for you"
    told = [f"{one.subject}\n{one.text}\n{address(one, person, partnership)}" for one in notes]
    days = f"Links that need no password work for {rules.LINK_DAYS} days, for you alone."
    ending = f"{partnership.name}\n{days} Do not pass this letter on."
    return EmailMessage(
        f"{partnership.short_name}: {subject}",
        "\n\n".join([*told, ending]) + "\n",
        None,
        [person.email],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )


def address(note: Note, person: User, partnership: Partnership) -> str:
    """Give where a note leads, with a sealed link where it has a purpose."""
    purpose, _, about = note.about.partition(":")
    prefix = "" if partnership.is_default else f"/{partnership.slug}"
    sealed = f"{seal(purpose, Sealed(int(about), person.pk, partnership.pk))}/" if about else ""
    return f"{settings.PUBLIC_URL}{prefix}{note.page}{sealed}"
