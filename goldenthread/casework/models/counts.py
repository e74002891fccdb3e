"""What was taken of cases as numbers, month by month, and what of it was let out."""

from django.db import models

from goldenthread.accounts.tenancy import Owned


class CountTaken(Owned):
    """One count of one month or quarter, in one version, as everything that leaves is made of it.

    number, parts: as they are, small ones too; they stay in casework. hidden: whether the number
    was held back. turned: whether the month was ever both hidden and shown.
    release: what told of it below; empty where nothing left.
    """

    count = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, help_text="month or quarter")
    start = models.DateField()
    version = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    parts = models.JSONField(default=dict)
    hidden = models.BooleanField()
    turned = models.BooleanField(default=False)
    taken_at = models.DateTimeField()
    release = models.ForeignKey(
        "sources.Release", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal: frozenset[str] = frozenset()
        countable = frozenset(
            {"id", "partnership", "count", "kind", "start", "version", "number", "parts",
             "hidden", "turned", "taken_at", "release"}
        )  # fmt: skip

    class Meta:
        verbose_name_plural = "counts taken"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "count", "kind", "start", "version"],
                name="casework_count_taken_once_a_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.count}, {self.kind} from {self.start}, version {self.version}"
