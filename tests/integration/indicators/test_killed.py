"""kill -9 at any point of a load: nothing half done, and the next load goes through."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import HOME
from tests.factories import street

LOAD = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from goldenthread.indicators import ingesting
from goldenthread.accounts.models import Partnership

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

point, path = sys.argv[1:]
if point == "before the rows":
    ingesting.sources.receive = die
elif point == "among the rows":
    ingesting.record_observations = die
elif point == "before the folder":
    ingesting.lake.put_in_place = die
elif point == "before the commit":
    from django.db import transaction
    real = ingesting.lake.put_in_place
    def put(*args):
        real(*args).__enter__()
        die()
    ingesting.lake.put_in_place = put
done = ingesting.police_street([Path(path)], partnership=Partnership.objects.get(), by=None)
from goldenthread.sources.models import Release
from goldenthread.indicators.models import Observation
mine = Partnership.objects.get()
print(done.rows, Release.objects.of(mine).count(), Observation.objects.of(mine).count())
"""
SET_UP = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from tests.factories.evidence import ready_partnership
ready_partnership()
"""


def run(code: str, data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    mine = {"GOLDENTHREAD_DATA": str(data), "GOLDENTHREAD_DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=os.environ | mine, cwd=HOME, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("installation")
    made = run(SET_UP, folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.parametrize(
    "point", ["before the rows", "among the rows", "before the folder", "before the commit"]
)
def test_a_load_killed_at_any_point_leaves_nothing_half_done(data, tmp_path, point) -> None:
    month = {"before the rows": "01", "among the rows": "02",
             "before the folder": "03", "before the commit": "04"}[point]  # fmt: skip
    path = street.write(tmp_path, [street.row(month=f"2025-{month}")], month=f"2025-{month}")
    before = len(list((data / "lake").glob("*/*/*")))
    killed = run(LOAD, data, point, str(path))
    assert killed.returncode == -signal.SIGKILL
    assert list((data / "lake").glob(".new-*")) or point == "before the commit"
    after = run(LOAD, data, "", str(path))
    rows, releases, observations = after.stdout.split()
    assert (rows, int(releases)) == ("1", int(month))
    assert int(observations) == 45 * int(month)  # 3 areas, ASB and 14 others that are published
    assert not list((data / "lake").glob(".new-*"))
    assert len(list((data / "lake").glob("*/*/*"))) == before + 1
