"""A query over owned rows that names no partnership fails before it reads a row."""

import datetime

import pytest

from goldenthread.accounts.models import RoleGrant
from goldenthread.accounts.tenancy import PartnershipNotNamed
from tests.factories.accounts import PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    ours, theirs = PartnershipFactory(slug="ours"), PartnershipFactory(slug="theirs")
    UserFactory(roles=["analyst"], partnership=ours)
    UserFactory(roles=["analyst", "partner"], partnership=theirs)
    return ours, theirs


@pytest.mark.parametrize(
    "ask",
    [
        lambda rows: list(rows.all()),
        lambda rows: rows.count(),
        lambda rows: rows.exists(),
        lambda rows: rows.first(),
        lambda rows: rows.get(pk=1),
        lambda rows: list(rows.iterator()),
        lambda rows: rows.aggregate(),
        lambda rows: rows.filter(role="analyst").update(role="partner"),
        lambda rows: rows.filter(role="analyst").delete(),
        lambda rows: list(rows.exclude(partnership=1)),
        lambda rows: list(rows.filter(role="analyst") | rows.filter(role="partner")),
    ],
)
def test_a_query_without_a_partnership_fails(two, ask):
    with pytest.raises(PartnershipNotNamed, match=r"begin it with \.of\(partnership\)"):
        ask(RoleGrant.objects)


def test_of_keeps_one_partnerships_rows(two):
    ours, theirs = two
    assert RoleGrant.objects.of(ours).count() == 1
    assert RoleGrant.objects.of(theirs).filter(role="analyst").count() == 1
    assert list(RoleGrant.objects.of(ours).filter(partnership=theirs)) == []


def test_updating_and_deleting_stay_inside_the_partnership(two):
    ours, theirs = two
    assert RoleGrant.objects.of(ours).update(ends=datetime.date(2030, 1, 1)) == 1
    assert RoleGrant.objects.of(theirs).delete()[0] == 2
    assert RoleGrant.objects.of(ours).exists()


def test_a_filter_that_fixes_the_partnership_names_it(two):
    assert RoleGrant.objects.filter(partnership=two[1]).count() == 2


def test_reaching_across_needs_a_reason(two):
    every = RoleGrant.objects.of_every_partnership(because="the test counts all")
    assert every.count() == 3
    with pytest.raises(ValueError, match="Say why"):
        RoleGrant.objects.of_every_partnership(because="")
