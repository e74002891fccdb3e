"""Room on floor 7."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "goldenthread.strategy"
    verbose_name = "Strategy"

    def ready(self) -> None:
        """Tell the pages of groups what each leads and owns here."""
        from goldenthread.partnership.told import tell_of_groups
        from goldenthread.strategy.queries.telling import of_groups

        tell_of_groups(of_groups)
