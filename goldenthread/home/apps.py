"""Room on floor 12."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "goldenthread.home"
    verbose_name = "Home"
