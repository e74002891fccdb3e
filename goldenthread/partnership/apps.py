"""Room on floor 4."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "goldenthread.partnership"
    verbose_name = "Partnership"
