"""Room on floor 3."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "goldenthread.letters"
    verbose_name = "Letters"
