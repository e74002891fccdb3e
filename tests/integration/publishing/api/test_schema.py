"""Schemathesis asks whatever the description allows, and what it does not, of the real site."""

from collections.abc import Iterator
from copy import deepcopy

import jsonschema_rs
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.schemas import OpenApiSchema

from config.wsgi import application
from goldenthread.accounts.models import Partnership
from goldenthread.publishing.api import describing

pytestmark = pytest.mark.django_db
NAMES = {
    "key": ["strategy-2024", "plan-2021"],
    "id": ["asb_rate_10000", "crime_rate_1000"],
    "address": ["quarterly-q1-2025-26", "quarterly-q1-2025-26-issue-2"],
}


def described() -> OpenApiSchema:
    """The description, with names that are there beside those that are made up."""
    told = deepcopy(describing.schema("http://localhost/api/v1/"))
    for methods in told["paths"].values():
        for one in methods["get"]["parameters"]:
            if one["in"] == "path":
                one["schema"] = {"anyOf": [{"enum": NAMES[one["name"]]}, one["schema"]]}
    found = schemathesis.openapi.from_dict(told)
    found.app = application
    return found


@pytest.fixture(autouse=True)
def _connection_stays_open() -> Iterator[None]:
    """Keep the site from closing the connection after an answer: the tests' rows live in it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


questions = described()


@questions.parametrize()
@settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case, ours: Partnership):
    case.call_and_validate()


def test_the_names_that_are_asked_for_are_there(client: Client, ours: Partnership):
    for name in NAMES["key"]:
        assert client.get(reverse("api_plan", args=[name])).status_code == 200
    for name in NAMES["id"]:
        assert client.get(reverse("api_observations", args=[name])).status_code == 200
    for name in NAMES["address"]:
        assert client.get(reverse("api_publication_figures", args=[name])).status_code == 200


def test_every_operation_is_described_and_named_for_good(client: Client, ours: Partnership):
    told = client.get(reverse("api_schema")).json()
    assert told["openapi"].startswith("3.1")
    described().validate()
    assert told["servers"] == [{"url": "http://testserver/api/v1"}]
    named = {path: methods["get"]["operationId"] for path, methods in told["paths"].items()}
    assert named == {
        "/plans": "listPlans",
        "/plans/{key}": "getPlan",
        "/indicators": "listIndicators",
        "/indicators/{id}": "getIndicator",
        "/indicators/{id}/observations": "listObservations",
        "/publications": "listPublications",
        "/publications/{address}": "getPublication",
        "/publications/{address}/figures": "listPublicationFigures",
    }
    assert all([*methods] == ["get"] for methods in told["paths"].values())


def test_every_field_and_parameter_says_what_it_means(client: Client, ours: Partnership):
    told = client.get(reverse("api_schema")).json()
    for name, schema in told["components"]["schemas"].items():
        jsonschema_rs.meta.validate(schema)
        assert schema["description"], name
        for field, what in schema["properties"].items():
            assert what["description"], f"{name}.{field}"
            assert field in schema["required"], f"{name}.{field}"
    for path, methods in told["paths"].items():
        for one in methods["get"]["parameters"]:
            assert one["description"], f"{path} {one['name']}"
        assert {"200", "304", "404", "422", "429"} <= set(methods["get"]["responses"])
