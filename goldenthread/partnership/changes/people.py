"""Sign-ins and the roles they hold. They stand here, since the record is a floor above accounts."""

from collections.abc import Collection
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.accounts import rules as accounts
from goldenthread.accounts.models import Partnership, RoleGrant, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.partnership import rules

MANAGE = "accounts.manage"
EXAMPLE = "@example.org"


@transaction.atomic
def give_sign_in(
    partnership: Partnership, *, email: str, name: str, role: str, by: Person | None
) -> User:
    """Give a person a sign-in with a role, or find the one they have.

    by: None for a command run by whoever keeps the installation. They set a password by the
    link they are sent. Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    if by is not None:
        require(by, MANAGE, on=partnership)
    if not name.strip():
        raise rules.RuleBroken("Say what the person is called.")
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, None, name=name)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        record("partnership.sign_in_given", by=_actor(by), about=user, partnership=partnership)
    today = timezone.localdate()
    if not _held(partnership, user, role, today).exists():
        give_role(partnership, user=user, role=role, starts=today, by=by)
    return user


@transaction.atomic
def give_role(
    partnership: Partnership,
    *,
    user: User,
    role: str,
    starts: date,
    by: Person | None,
    ends: date | None = None,
) -> RoleGrant:
    """Give a person a role from a day on. Raises PermissionDenied or RuleBroken."""
    if by is not None:
        require(by, MANAGE, on=partnership)
    if role not in accounts.ROLES or role == "public":
        raise rules.RuleBroken("Choose a role that a person can hold.")
    rules.check_span(starts, ends)
    User.objects.select_for_update().get(pk=user.pk)
    wanted = rules.Span(starts, ends)
    for held in RoleGrant.objects.of(partnership).filter(user=user, role=role):
        if rules.overlap(rules.Span(held.starts, held.ends), wanted):
            raise rules.RuleBroken(f"{user} holds this role in that time already.")
    grant = RoleGrant.objects.create(
        partnership=partnership, user=user, role=role, starts=starts, ends=ends
    )
    record("partnership.role_given", by=_actor(by), about=grant, role=role, to=str(user))
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, ends: date, by: Person) -> RoleGrant:
    """End a role on its last day.

    A role that starts today is withdrawn at once by an end on the day before: it is removed,
    and the record keeps that it was given. Raises PermissionDenied or RuleBroken.
    """
    require(by, MANAGE, on=grant)
    grant = RoleGrant.objects.of(grant.partnership).select_for_update().get(pk=grant.pk)
    if ends == grant.starts - timedelta(days=1):
        record("partnership.role_withdrawn", by=_actor(by), about=grant, role=grant.role)
        grant.delete()
        return grant
    rules.check_span(grant.starts, ends)
    grant.ends = ends
    grant.save()
    record("partnership.role_ended", by=_actor(by), about=grant, ends=str(ends))
    return grant


@transaction.atomic
def set_example_password(emails: Collection[str], password: str) -> None:
    """Set the one password of the example's invented people; no other address is touched.

    Whether it is set already is asked of one of them: each asking is made to take its time, and
    all of them hold the same hash.
    """
    if not all(email.endswith(EXAMPLE) for email in emails):
        raise rules.RuleBroken("Only the example's invented people have their password set here.")
    people = list(User.objects.filter(email__in=emails).order_by("pk"))
    kept = next((one for one in people if one.has_usable_password()), None)
    known = kept is not None and kept.check_password(password)
    hashed = kept.password if kept and known else make_password(password)
    for user in people:
        if user.password != hashed:
            user.password = hashed
            user.save(update_fields=["password"])
            record("partnership.example_password_set", by=None, about=user)


def _held(partnership: Partnership, user: User, role: str, on: date) -> QuerySet[RoleGrant]:
    open_or_later = RoleGrant.objects.of(partnership).exclude(ends__lt=on)
    return open_or_later.filter(user=user, role=role)


def _actor(by: Person | None) -> User | None:
    return by if isinstance(by, User) else None
