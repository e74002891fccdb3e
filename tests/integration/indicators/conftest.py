"""What tests of evidence share."""

from pathlib import Path

import pytest

from goldenthread.accounts.models import Partnership
from tests.factories.evidence import ready_partnership


@pytest.fixture(autouse=True)
def _own_lake(settings, tmp_path: Path) -> None:
    settings.LAKE_DIR = tmp_path / "lake"


@pytest.fixture
def durham(db) -> Partnership:
    """A partnership for County Durham, with places, sources and indicators loaded."""
    return ready_partnership()
