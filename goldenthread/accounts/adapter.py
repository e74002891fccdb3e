"""How django-allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignUp(DefaultAccountAdapter):
    """Nobody gives themselves a sign-in; an administrator does."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
