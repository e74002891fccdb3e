"""Sign-ins and failed ones, written to the record of the installation."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from goldenthread.audit.changes import record


@receiver(user_logged_in)
def signed_in(sender: Any, user: Any, **kwargs: Any) -> None:
    """Write that a person signed in."""
    record("accounts.signed_in", by=user, about=user)


@receiver(user_logged_out)
def signed_out(sender: Any, user: Any, **kwargs: Any) -> None:
    """Write that a person signed out."""
    if user is not None:
        record("accounts.signed_out", by=user, about=user)


@receiver(user_login_failed)
def refused(sender: Any, **kwargs: Any) -> None:
    """Write that somebody was refused. Neither the address nor the password is kept."""
    record("accounts.sign_in_refused", by=None)
