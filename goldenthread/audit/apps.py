"""Room on floor 2."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "goldenthread.audit"
    verbose_name = "Record of what was done"

    def ready(self) -> None:
        """Listen for sign-ins, which the libraries announce by signal only."""
        from goldenthread.audit import sign_ins  # noqa: F401
