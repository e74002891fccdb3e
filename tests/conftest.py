"""What every test may use."""

from pathlib import Path

import pytest
from django.conf import settings

HOME = Path(__file__).resolve().parent.parent
SHARED = HOME.parent / "shared"
WHOLE_HOUSE = HOME / "tests" / "integration" / "house"


def pytest_configure() -> None:
    """Hash test passwords cheaply, and name static files plainly: neither is what is tested.

    The browser tests serve gathered files under hashed names, as an installation does.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.API_PER_MINUTE = 1_000_000  # one address asks for all tests


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file in one process, and the suite that walks the whole house too.

    What a file loads is loaded once for all its tests; the example and the walk through it
    once for all files of that suite.
    """
    for item in items:
        folder, file = item.path.parent, item.path
        kept = folder if folder == WHOLE_HOUSE else file
        item.add_marker(pytest.mark.xdist_group(str(kept.relative_to(HOME))))


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
