"""Notes to tell, and the letters they go out in."""

from django.db import models
from django.db.models import Q

from goldenthread.accounts.tenancy import Owned
from goldenthread.letters.rules import STATES, State


class Letter(Owned):
    """What one person is sent on one day. Its words are put together when it goes out.

    message_id: made once, so that a mail server which gets a letter twice knows it again.
    taken_at: when a run began to send it; if that run died, another begins after a while.
    """

    to = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=State.WAITING)
    message_id = models.CharField(max_length=200, unique=True)
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    why_not = models.CharField(max_length=300, blank=True, help_text="what the mail server said")

    class Meta:
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "to", "day"], name="letters_one_a_day_for_each"
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at__isnull=True)),
                name="letters_sent_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"Letter of {self.day:%-d %B %Y}"


class Note(Owned):
    """One thing to tell one person; by its key it is told once. Holds nothing about any person.

    page: where it leads, within the partnership. about: what a sealed link in it may be used
        for, as "purpose:number"; empty where it leads to a page that asks people to sign in.
    """

    to = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    page = models.CharField(max_length=300)
    about = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="notes")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "to", "key"], name="letters_note_told_once"
            )
        ]

    def __str__(self) -> str:
        return self.subject
