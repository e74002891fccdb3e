"""Every declared file of dated values, read afresh: for a check before it is used."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from goldenthread.casework.values.case_review import read_procedure
from goldenthread.casework.values.limits import read_limits
from goldenthread.casework.values.matrix import read_matrices
from goldenthread.casework.values.powers import read_powers
from goldenthread.casework.values.responsible import read_responsible
from goldenthread.casework.values.retention import read_classes
from goldenthread.commands import CannotDo

READERS: dict[str, Callable[[Path], Any]] = {
    "case_review.yaml": read_procedure,
    "limits.yaml": read_limits,
    "powers.yaml": read_powers,
    "responsible.yaml": read_responsible,
    "retention.yaml": read_classes,
    "risk_matrix.yaml": read_matrices,
}


def check_values() -> list[str]:
    """Read every file of dated values; give their names. Raises CannotDo with all mistakes."""
    folder = Path(settings.DEFINITIONS_DIR) / "casework"
    told = []
    for name, read in READERS.items():
        try:
            read(folder / name)
        except CannotDo as why:
            told.append(str(why))
    if told:
        raise CannotDo("\n".join(told))
    return list(READERS)
