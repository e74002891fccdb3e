"""Room on floor 8."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "goldenthread.delivery"
    verbose_name = "Delivery"
