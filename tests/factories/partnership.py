"""Organisations and groups for tests."""

import factory

from goldenthread.partnership.models import Group, Organisation
from tests.factories.accounts import PartnershipFactory


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A council, unless another kind is asked for."""

    class Meta:
        model = Organisation

    partnership = factory.SubFactory(PartnershipFactory)
    key = factory.Sequence(lambda n: f"body-{n}")
    name = factory.Sequence(lambda n: f"Body {n}")
    kind = "council"


class GroupFactory(factory.django.DjangoModelFactory):
    """A subgroup without anybody in it."""

    class Meta:
        model = Group

    partnership = factory.SubFactory(PartnershipFactory)
    key = factory.Sequence(lambda n: f"group-{n}")
    name = factory.Sequence(lambda n: f"Group {n}")
    kind = "subgroup"
