"""The postcode page: where a postcode lies and who answers for it."""

import pytest
from django.urls import reverse

from goldenthread.places.models import Area, PartOf
from tests.factories.accounts import PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def durham():
    PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)
    region = Area.objects.create(code="E12000001", name="North East", kind="region")
    for code, name in (("E06000047", "County Durham"), ("E06000005", "Darlington")):
        area = Area.objects.create(code=code, name=name, kind="district")
        PartOf.objects.create(part=area, whole=region)


def page(client, postcode, django_assert_max_num_queries=None):
    return client.get(reverse("place"), {"postcode": postcode}).content.decode()


def test_a_postcode_of_ours(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = page(client, "dh15ul")
    assert "DH1 5UL" in html
    assert "This is in County Durham, so the Safe Durham Partnership answers for it." in html
    assert "North East" in html
    assert "(E06000047)" in html
    assert " m</dd>" in html


def test_a_postcode_next_door_is_not_ours(client):
    html = page(client, "DL1 5QT")
    assert "This is in Darlington. The Safe Durham Partnership does not answer for it" in html


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type a full postcode"),
        ("banana", "is not a full postcode. Write it like DH1 5UL."),
        ("DH1", "is not a full postcode"),
        ("ZZ99 9ZZ", "is not in the directory of"),
        ("x" * 300, "no longer than 8 characters"),
        ("<script>alert(1)</script>", "no longer than 8 characters"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
    ],
)
def test_what_cannot_be_found_is_said_beside_the_field(client, typed, said):
    html = page(client, typed)
    assert said in html
    assert "<script>alert" not in html
    assert "There is a problem" in html


def test_the_empty_page_asks(client):
    html = client.get(reverse("place")).content.decode()
    assert "Type a postcode" in html
    assert "There is a problem" not in html


def test_a_district_that_is_not_declared_is_said(client):
    PartOf.objects.all().delete()
    Area.objects.all().delete()
    assert "does not say which district" in page(client, "DH1 5UL")
