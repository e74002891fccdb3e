"""What tests of deliveries share."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings

from goldenthread.accounts.models import Partnership
from tests.factories.evidence import ready_partnership

SHARED = Path(django_settings.BASE_DIR).parent / "shared" / "data"


@pytest.fixture(autouse=True)
def _own_lake(settings, tmp_path: Path) -> None:
    settings.LAKE_DIR = tmp_path / "lake"


@pytest.fixture
def durham(db) -> Partnership:
    """A partnership for County Durham, with places, sources and indicators loaded."""
    return ready_partnership()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The public files, where they are at hand."""
    if not SHARED.is_dir():
        pytest.skip("the public files are not here: this test reads them from ../shared/data")
    return SHARED
