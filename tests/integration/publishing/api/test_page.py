"""The page for people: drawn from the description, with questions that can be asked here."""

import json

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from config.reference import FOLDER
from goldenthread.publishing.api import describing, reference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def page(client: Client, address: str) -> lxml.html.HtmlElement:
    """Give the page at an address."""
    answer = client.get(address)
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.content)


def test_every_operation_parameter_and_field_stands_on_the_page(client: Client):
    text = page(client, "/api/").text_content()
    told = describing.schema("/")
    for methods in told["paths"].values():
        assert methods["get"]["description"] in text
        for name, _, meaning in describing.parameters(methods["get"]):
            assert name in text
            assert meaning in text
    for name in told["components"]["schemas"]:
        for field, holds, meaning in describing.fields_of(name):
            assert field in text
            assert holds in text
            assert meaning in text
    for status, why in describing.REFUSALS.items():
        assert status in text
        assert why in text


def test_what_it_offers_to_try_is_answered(client: Client):
    links = page(client, "/api/").xpath("//main//a[starts-with(text(), 'Try it')]/@href")
    assert len(links) == len(describing.schema("/")["paths"])
    for link in links:
        assert client.get(link).status_code == 200


def test_where_there_is_nothing_to_try_the_page_says_so(client: Client):
    """The other partnership has published nothing."""
    there = page(client, "/exampleshire/api/")
    links = there.xpath("//main//a[starts-with(text(), 'Try it')]/@href")
    assert len(links) == len(describing.schema("/")["paths"]) - 2
    assert there.text_content().count("There is nothing of it to try yet.") == 2
    for link in links:
        assert link.startswith("/exampleshire/api/v1/")
        assert client.get(link).status_code == 200


def test_every_link_within_the_page_leads_to_something_on_it(client: Client):
    here = page(client, "/api/")
    ids = set(here.xpath("//@id"))
    assert {link[1:] for link in here.xpath("//main//a/@href") if link[0] == "#"} <= ids
    assert len(here.xpath("//@id")) == len(ids)
    captions = [one.text_content().strip() for one in here.xpath("//caption")]
    assert len(captions) == len(set(captions))


def test_the_open_data_page_leads_here(client: Client):
    assert reverse("open_api") in page(client, "/open-data/").xpath("//main//a/@href")


def test_only_an_address_of_the_api_is_refused_as_to_a_program(client: Client):
    assert client.get("/no-such-page/")["Content-Type"].startswith("text/html")
    told = client.get("/exampleshire/api/v1/no-such-thing")
    assert told["Content-Type"] == "application/problem+json"
    assert (
        "http://testserver/exampleshire/api/v1/openapi.json" in json.loads(told.content)["detail"]
    )


def test_the_reference_is_written_from_the_same_description():
    """A change of what is promised to programs shows in these files."""
    assert json.loads(reference.schema())["paths"] == describing.schema("/")["paths"]
    written = "\n".join(reference.page())
    for name in describing.schema("/")["components"]["schemas"]:
        assert f"### {name}\n" in written
    assert json.loads((FOLDER / "openapi.json").read_text()) == json.loads(reference.schema())
