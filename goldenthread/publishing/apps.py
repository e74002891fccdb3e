"""Room on floor 11."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "goldenthread.publishing"
    verbose_name = "Publishing"
