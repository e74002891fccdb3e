"""Partnerships, people who sign in, and the roles they hold."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from goldenthread.accounts import rules
from goldenthread.accounts.tenancy import Owned


class Partnership(models.Model):
    """One Community Safety Partnership: the tenant to whom rows belong.

    `area_code` names the area it answers for (a code of `places`), as text, since
    people and partnerships stand on the lowest floor.
    """

    slug = models.SlugField(unique=True, help_text="stands first in its addresses")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    area_code = models.CharField(max_length=9)
    police_area_code = models.CharField(max_length=9, blank=True)
    is_default = models.BooleanField(default=False, help_text="its pages stand at the root address")
    is_invented = models.BooleanField(default=False, help_text="says on every page that it is")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="accounts_one_default_partnership",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes people who sign in with their address."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "User":
        """Make a person. Without a password they must set one by the link they are sent."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. What they may do stands in their role grants."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, help_text="as colleagues know them")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email


class RoleGrant(Owned):
    """A role that one person holds in one partnership, from one day until another."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(
        max_length=30, choices=[(role.key, role.name) for role in rules.ROLES.values()]
    )
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="the last day; empty: open")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "partnership", "role", "starts"], name="accounts_grant_once"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="accounts_grant_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
