"""What every test may use."""

from pathlib import Path

import pytest
from django.conf import settings

HOME = Path(__file__).resolve().parent.parent
SHARED = HOME.parent / "shared"


def pytest_configure() -> None:
    """Hash test passwords cheaply, and name static files plainly: neither is what is tested.

    The browser tests serve gathered files under hashed names, as an installation does.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.API_PER_MINUTE = 1_000_000  # one address asks for all tests


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public files and vectors that stands beside the project.

    Fails, and never skips, where it is missing: a test that is left out in silence
    would let a wrong figure through.
    """
    if not SHARED.is_dir():
        pytest.fail(
            f"The folder {SHARED.name}/ with the public test files must stand beside the project."
        )
    return SHARED
