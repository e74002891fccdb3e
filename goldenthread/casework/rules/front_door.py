"""The front door: open to everybody, and to nobody's programs."""

from datetime import datetime, timedelta

from goldenthread.accounts.rules import RuleBroken

HOUR = timedelta(hours=1)


def check_rate(sent: int, *, most: int, now: datetime) -> None:
    """Refuse a report too many within an hour, with what to do instead.

    sent: from one address since the hour began, this one among them. most: what the
    installation allows. Raises RuleBroken.
    """
    if sent > most:
        minutes = 60 - now.minute
        raise RuleBroken(
            f"Too many reports came from your internet address within an hour. Nothing is lost: "
            f"leave this page open and send it again in {minutes} minutes, or phone us. If "
            "somebody is in danger, call 999."
        )


def check_left_empty(typed: str) -> None:
    """Refuse what a program filled in: no person sees that box. A person is told how to go on."""
    if typed.strip():
        raise RuleBroken("Your report was not sent: leave the box for programs empty. Send again.")
