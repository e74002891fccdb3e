"""Room on floor 8."""

from django.apps import AppConfig


class HotspotsConfig(AppConfig):
    name = "goldenthread.hotspots"
    verbose_name = "Hotspots"
