"""The API's page for people, its description for software, and what is no address of it."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.defaults import page_not_found

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.publishing import queries
from goldenthread.publishing.api import answers, describing
from goldenthread.publishing.open_data import datasets
from goldenthread.publishing.open_data.describing import LICENCE
from goldenthread.strategy.queries import plans


def openapi(request: Request) -> HttpResponse:
    """The description of the API as OpenAPI 3.1."""
    told = describing.schema(request.build_absolute_uri(_base()))
    return JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})


def _base() -> str:
    return reverse("api_schema").removesuffix("openapi.json")


@needs("public.read")
def api_page(request: Request) -> HttpResponse:
    """What may be asked, each question with its parameters, its answer and an example."""
    told = describing.schema(_base())
    names = _examples(request)
    context = {
        "base": request.build_absolute_uri(_base()),
        "about": told["info"]["description"],
        "version": told["info"]["version"],
        "licence": LICENCE,
        "operations": [
            _operation(path, methods["get"], names) for path, methods in told["paths"].items()
        ],
        "answers": [
            _table(name, f"What {name} holds", ("Field", "Holds", "Means"),
                   describing.fields_of(name))
            for name in told["components"]["schemas"]
        ],
        "refusals": _table("refusals", "When there is no answer", ("Status", "Why"),
                           list(describing.REFUSALS.items())),
        "breadcrumbs": [{"label": "Open data", "url": reverse("open_data")}],
    }  # fmt: skip
    return render(request, "publishing/api.html", context)


def _examples(request: Request) -> dict[str, str | None]:
    """Give a name that each step of an address may have here."""
    mine = request.partnership
    plan = plans(mine, by=datasets.ANYBODY).values_list("key", flat=True).first()
    issued = queries.publications(mine, by=datasets.ANYBODY)
    found = datasets.indicators(mine)
    return {
        "key": plan,
        "id": found[0].pk if found else None,
        "address": issued.values_list("address", flat=True).first(),
    }


def _operation(path: str, told: dict[str, Any], names: dict[str, str | None]) -> dict[str, Any]:
    known = {name: value for name, value in names.items() if f"{{{name}}}" in path}
    example = None
    if all(known.values()):
        example = _base() + path.lstrip("/").format(**known)
    return {
        "id": told["operationId"],
        "summary": told["summary"],
        "description": told["description"],
        "path": f"{_base()}{path.lstrip('/')}",
        "answer": describing.answer_of(told),
        "example": example,
        "parameters": _table(f"{told['operationId']}-parameters", f"Parameters: {told['summary']}",
                             ("Name", "Holds", "Means"), describing.parameters(told)),
    }  # fmt: skip


def _table(id: str, caption: str, heads: tuple[str, ...], rows: list[Any]) -> dict[str, Any]:
    return {
        "id": id, "caption": caption, "columns": [{"label": one} for one in heads],
        "rows": rows,
    }  # fmt: skip


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that is none: software gets a sentence it can read, people a page."""
    if not request.path_info.startswith("/api/v1/"):
        return page_not_found(request, exception)
    where = request.build_absolute_uri(reverse("api_schema"))
    return answers.problem(
        HTTPStatus.NOT_FOUND, f"There is no such address here. {where} lists them."
    )
