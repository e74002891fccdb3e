"""Room on floor 3."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "goldenthread.places"
    verbose_name = "Places"
