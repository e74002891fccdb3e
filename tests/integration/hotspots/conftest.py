"""A partnership of County Durham with its own lake and cache."""

from pathlib import Path

import pytest
from django.test import Client

from goldenthread.accounts.models import Partnership
from goldenthread.indicators import loading as indicators
from goldenthread.places import loading as places
from tests.factories.accounts import PartnershipFactory, UserFactory


@pytest.fixture(autouse=True)
def _own_lake_and_cache(settings, tmp_path: Path) -> None:
    settings.LAKE_DIR = tmp_path / "lake"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache",
                                   "LOCATION": str(tmp_path)}}  # fmt: skip


@pytest.fixture
def durham(db) -> Partnership:
    places.load()
    indicators.load()
    return PartnershipFactory(
        slug="durham", name="Safe Durham Partnership", is_default=True, area_code="E06000047"
    )


@pytest.fixture
def analyst(client: Client, durham: Partnership) -> Client:
    client.force_login(UserFactory(roles=["analyst"], partnership=durham))
    return client


@pytest.fixture
def published(shared: Path) -> Path:
    return shared / "data" / "police_street"
