"""The description of the API for machines (OpenAPI 3.1), which the page for people is made from."""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from goldenthread.publishing.api import asking
from goldenthread.publishing.api.answers import KEPT_FOR, PROBLEM
from goldenthread.publishing.api.operations import api
from goldenthread.publishing.api.schemas import Problem
from goldenthread.publishing.open_data.describing import LICENCE

REF = "#/components/schemas/"
ABOUT = (
    "What anybody may read of a partnership: its plans, indicators, observations and "
    "publications. Nothing about any person is in it. Only GET, HEAD and OPTIONS are answered. "
    "Lists come in pages: follow next. An ETag comes with every answer; send it back as "
    "If-None-Match, and what has not changed is not sent again."
)
HELD = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of an answer that is held already",
    "schema": {"type": "string"},
}
HEADERS = {
    "ETag": ("Names just these bytes", {"type": "string"}),
    "Cache-Control": (f"Anybody may keep it for {KEPT_FOR} seconds", {"type": "string"}),
}
LINK = ("The first page, the next, and this description", {"type": "string"})
NAMES = {
    "key": "Short name of a plan",
    "id": "Short name of an indicator",
    "address": "Permanent short name of a publication",
}
REFUSALS = {
    "404": "Nothing public has this name; the sentence gives the nearest one that is valid",
    "405": "Only GET, HEAD and OPTIONS are answered",
    "422": "A parameter cannot be read, is unknown or is given twice",
    "429": "Too many questions from one address within a minute",
}


@cache
def _described() -> dict[str, Any]:
    """Give the description without the address it is served from."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=""))
    found["info"] |= {
        "description": ABOUT,
        "license": {"name": "Open Government Licence v3.0", "url": LICENCE},
    }
    problem = Problem.model_json_schema(ref_template=REF + "{model}")
    for model in (asking.Paging, asking.Observed):  # told as parameters
        del found["components"]["schemas"][model.__name__]
    found["components"]["schemas"] |= problem.pop("$defs")
    found["components"]["schemas"]["Problem"] = problem
    for operation in _operations(found):
        _complete(operation)
    return found


def _operations(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (one for methods in found["paths"].values() for one in methods.values())


def _complete(operation: dict[str, Any]) -> None:
    """Say of an operation what is the same for all: headers, what is held, refusals."""
    for parameter in operation["parameters"]:
        parameter.pop("examples", None)  # they stand in its schema, as a list
        parameter["schema"].pop("title", None)
        parameter["schema"].pop("description", None)
        if parameter["in"] == "path":
            parameter["description"] = NAMES[parameter["name"]]
            parameter["schema"]["minLength"] = 1
    listed = any(one["name"] == "cursor" for one in operation["parameters"])
    operation["parameters"].append(deepcopy(HELD))
    headers = HEADERS | ({"Link": LINK} if listed else {})
    answer = operation["responses"].pop(200)
    answer["description"] = "The answer"
    answer["headers"] = {
        name: {"description": what, "schema": schema} for name, (what, schema) in headers.items()
    }
    operation["responses"] = {
        "200": answer, "304": {"description": "What is held already is still the answer"},
    } | {status: _refusal(what) for status, what in REFUSALS.items()}  # fmt: skip
    operation["responses"]["429"]["headers"] = {
        "Retry-After": {
            "description": "Seconds to wait", "schema": {"type": "integer", "minimum": 1},
        }
    }  # fmt: skip


def _refusal(what: str) -> dict[str, Any]:
    return {"description": what, "content": {PROBLEM: {"schema": {"$ref": f"{REF}Problem"}}}}


def schema(server: str) -> dict[str, Any]:
    """Give the description. server: the address that every path continues."""
    return {**_described(), "servers": [{"url": server.rstrip("/")}]}


def parameters_of(route: str) -> list[str]:
    """Give the query parameters of an operation, by its route as Django writes it."""
    path = "/" + re.sub(r"<(\w+)>", r"{\1}", route)
    every = _described()["paths"][path]["get"]["parameters"]
    return [one["name"] for one in every if one["in"] == "query"]


def fields_of(name: str) -> list[tuple[str, str, str]]:
    """Give the fields of an answer: name, type in words, meaning."""
    found = _described()["components"]["schemas"][name]
    return [
        (field, type_of(told), told.get("description", ""))
        for field, told in found["properties"].items()
    ]


def type_of(told: dict[str, Any]) -> str:
    """Say in words what sort of value a field or parameter holds."""
    if "$ref" in told:
        return str(told["$ref"]).removeprefix(REF)
    if "anyOf" in told:
        return " or ".join(type_of(one) for one in told["anyOf"])
    if told.get("type") == "array":
        return f"list of {type_of(told['items'])}"
    if "enum" in told:
        return " | ".join(map(str, told["enum"]))
    named = str(told.get("format") or told.get("type", "any"))
    if "maximum" in told:
        return f"{named}, {told['minimum']} to {told['maximum']}; left out, {told['default']}"
    return named


def parameters(operation: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Give the parameters of an operation: name, type in words, meaning."""
    return [
        (one["name"], type_of(one["schema"]), one["description"])
        for one in operation["parameters"]
        if one["in"] == "query"
    ]


def answer_of(operation: dict[str, Any]) -> str:
    """Give the name of what an operation answers with."""
    told = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return str(told["$ref"]).removeprefix(REF)
