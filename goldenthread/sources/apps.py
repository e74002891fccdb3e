"""Room on floor 5."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "goldenthread.sources"
    verbose_name = "Sources"
