"""Addresses of the API: its page, its description, and each operation."""

from typing import cast

from django.urls import URLPattern, path

from goldenthread.accounts.permission import View
from goldenthread.publishing.api import describing, views
from goldenthread.publishing.api.answers import public
from goldenthread.publishing.api.operations import api

V1 = "api/v1/"
_paths = {route.lstrip("/") for route in describing.schema("")["paths"]}
_described = [
    (str(one.pattern), one)
    for one in api.urls[0]
    if isinstance(one, URLPattern)
    and str(one.pattern).replace("<", "{").replace(">", "}") in _paths
]

urlpatterns = [
    path("api/", views.api_page, name="open_api"),
    path(f"{V1}openapi.json", public(views.openapi, known=()), name="api_schema"),
    *(
        path(
            f"{V1}{route}",
            public(cast(View, one.callback), known=describing.parameters_of(route)),
            name=one.name,
        )
        for route, one in _described
    ),
]
