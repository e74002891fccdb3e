"""Room on floor 7."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "goldenthread.strategy"
    verbose_name = "Strategy"
