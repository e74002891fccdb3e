"""Every row belongs to one partnership, and a query that names none fails.

`Model.objects.of(partnership)` reads one partnership's rows. Rows reached from an
object that is itself owned (`priority.aims.all()`, `filter(priority=priority)`) need no
second naming. Anything else raises PartnershipNotNamed before a single row is read.
"""

from typing import Any, Self

from django.db import models
from django.db.models.lookups import Exact


class PartnershipNotNamed(RuntimeError):  # noqa: N818 - reads as a sentence where it is raised
    """A query over owned rows did not say whose."""


class OwnedQuerySet(models.QuerySet):
    """Rows of one partnership; refuses to run until that partnership is named."""

    _named = False

    def of(self, partnership: Any) -> Self:
        """Keep the rows of one partnership (a Partnership or its primary key)."""
        kept = self.filter(partnership=partnership)
        kept._named = True
        return kept

    def of_every_partnership(self, *, because: str) -> Self:
        """Reach across partnerships, for the rare command that must; say why."""
        if not because:
            raise ValueError("Say why every partnership's rows are needed.")
        every = self.all()
        every._named = True
        return every

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._named = self._named
        return clone

    def _refuse_unless_named(self) -> None:
        if not (
            self._named
            or "instance" in self._hints  # type: ignore[attr-defined]
            or self._filtered_by_owner()
        ):
            raise PartnershipNotNamed(
                f"A query over {self.model._meta.verbose_name_plural} names no partnership: "
                "begin it with .of(partnership)."
            )

    def _filtered_by_owner(self) -> bool:
        """Say whether a filter fixes the partnership, or an owned object that has one.

        Form validation and unique constraints filter in this way of their own accord.
        """
        where = self.query.where
        if where.connector != "AND" or where.negated:
            return False
        targets = (
            getattr(child.lhs, "target", None)
            for child in where.children
            if isinstance(child, Exact)
        )
        return any(
            target is not None
            and (
                target.name == "partnership"
                or (target.is_relation and issubclass(target.related_model, Owned))
            )
            for target in targets
        )

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._refuse_unless_named()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse_unless_named()
        return super().iterator(*args, **kwargs)

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._refuse_unless_named()
        return super().aggregate(*args, **kwargs)

    def count(self) -> int:
        self._refuse_unless_named()
        return super().count()

    def exists(self) -> bool:
        self._refuse_unless_named()
        return super().exists()

    def update(self, **kwargs: Any) -> int:
        self._refuse_unless_named()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_unless_named()
        return super().delete()


OwnedManager = models.Manager.from_queryset(OwnedQuerySet)


class Owned(models.Model):
    """A row of one partnership. Inherit from this for everything that is not reference data."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")

    objects = OwnedManager()

    class Meta:
        abstract = True
