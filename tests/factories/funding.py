"""Funders, funds and awards for tests."""

from decimal import Decimal

import factory

from goldenthread.funding.models import Award, Fund, Funder
from tests.factories.accounts import PartnershipFactory


class FunderFactory(factory.django.DjangoModelFactory):
    """Somebody who gives money."""

    class Meta:
        model = Funder

    partnership = factory.SubFactory(PartnershipFactory)
    key = factory.Sequence(lambda n: f"funder-{n}")
    name = factory.Sequence(lambda n: f"Funder {n}")


class FundFactory(factory.django.DjangoModelFactory):
    """A fund of a funder."""

    class Meta:
        model = Fund

    funder = factory.SubFactory(FunderFactory)
    partnership = factory.LazyAttribute(lambda o: o.funder.partnership)
    key = factory.Sequence(lambda n: f"fund-{n}")
    name = factory.Sequence(lambda n: f"Fund {n}")


class AwardFactory(factory.django.DjangoModelFactory):
    """An award of £1,000 that was recorded here."""

    class Meta:
        model = Award

    partnership = factory.SubFactory(PartnershipFactory)
    key = factory.Sequence(lambda n: f"award-{n}")
    title = factory.Sequence(lambda n: f"Award {n}")
    amount = Decimal(1000)
    year = 2026
