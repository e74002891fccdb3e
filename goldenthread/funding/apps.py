"""Room on floor 9."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "goldenthread.funding"
    verbose_name = "Funding"
