"""Room on floor 10."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "goldenthread.governance"
    verbose_name = "Governance"

    def ready(self) -> None:
        """Tell the pages of groups when each meets."""
        from goldenthread.governance.queries.meetings import of_groups
        from goldenthread.partnership.told import tell_of_groups

        tell_of_groups(of_groups)
