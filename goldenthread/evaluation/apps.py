"""Room between floors 9 and 10."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "goldenthread.evaluation"
    verbose_name = "Evaluation"
