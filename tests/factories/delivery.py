"""Delivery plans and actions for tests."""

import factory

from goldenthread.delivery.models import Action, DeliveryPlan
from goldenthread.strategy.models import Strategy
from tests.factories.accounts import PartnershipFactory


class DeliveryPlanFactory(factory.django.DjangoModelFactory):
    """A delivery plan of an adopted strategy."""

    class Meta:
        model = DeliveryPlan

    partnership = factory.SubFactory(PartnershipFactory)
    key = factory.Sequence(lambda n: f"plan-{n}")
    title = factory.Sequence(lambda n: f"Delivery plan {n}")

    @factory.lazy_attribute
    def strategy(self):
        return Strategy.objects.create(
            partnership=self.partnership,
            key=f"strategy-for-{self.key}",
            title="A strategy",
            kind="partnership_plan",
            status="adopted",
        )


class ActionFactory(factory.django.DjangoModelFactory):
    """An action that nobody has said anything of yet."""

    class Meta:
        model = Action

    plan = factory.SubFactory(DeliveryPlanFactory)
    partnership = factory.LazyAttribute(lambda o: o.plan.partnership)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Do thing {n}")
