"""Addresses: each room's own, gathered."""

import importlib.util

from django.conf import settings
from django.urls import include, path

handler404 = "goldenthread.publishing.api.views.not_found"
urlpatterns = [
    path("accounts/", include("allauth.urls")),
    *(
        path("", include(f"{room}.urls"))
        for room in settings.ROOMS
        if importlib.util.find_spec(f"{room}.urls")
    ),
]
