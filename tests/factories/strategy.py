"""Plans and what stands in them, for tests."""

import datetime

import factory

from goldenthread.strategy.models import Aim, Area, CaseStudy, Commitment, Priority, Strategy
from tests.factories.accounts import PartnershipFactory


class StrategyFactory(factory.django.DjangoModelFactory):
    """An adopted plan for 2024 to 2029."""

    class Meta:
        model = Strategy

    partnership = factory.SubFactory(PartnershipFactory)
    key = factory.Sequence(lambda n: f"strategy-{n}")
    title = factory.Sequence(lambda n: f"Strategy {n}")
    kind = "partnership_plan"
    status = "adopted"
    period_kind = "years"
    period_start = datetime.date(2024, 1, 1)
    period_end = datetime.date(2029, 12, 31)


class PriorityFactory(factory.django.DjangoModelFactory):
    """A priority that serves no duty yet."""

    class Meta:
        model = Priority

    strategy = factory.SubFactory(StrategyFactory)
    partnership = factory.LazyAttribute(lambda o: o.strategy.partnership)
    key = factory.Sequence(lambda n: f"priority-{n}")
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Priority {n}")


class UnderPriority(factory.django.DjangoModelFactory):
    """What stands under a priority."""

    class Meta:
        abstract = True

    priority = factory.SubFactory(PriorityFactory)
    partnership = factory.LazyAttribute(lambda o: o.priority.partnership)
    key = factory.Sequence(lambda n: f"item-{n}")
    title = factory.Sequence(lambda n: f"Item {n}")


class AreaFactory(UnderPriority):
    """An area of focus."""

    class Meta:
        model = Area

    kind = "focus"


class AimFactory(UnderPriority):
    """An aim."""

    class Meta:
        model = Aim


class CaseStudyFactory(UnderPriority):
    """A case study that has not been checked."""

    class Meta:
        model = CaseStudy

    summary = "A landlord visited every home."


class CommitmentFactory(UnderPriority):
    """A commitment without a status."""

    class Meta:
        model = Commitment

    strategy = factory.LazyAttribute(lambda o: o.priority.strategy)
