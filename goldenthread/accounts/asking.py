"""Who asks, and of which partnership: the request as our views get it."""

from django.http import HttpRequest

from goldenthread.accounts.models import Partnership, User


class Request(HttpRequest):
    """A request after the middleware has set its partnership. A type only; never made.

    user: said to be a User, since what a visitor may not do never gets past `needs()`. On
        pages that the public may read it may be a visitor, which every query takes as well.
    """

    partnership: Partnership
    user: User
