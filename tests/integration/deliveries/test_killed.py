"""kill -9 in the middle of loading a table: nothing half done, and the next load goes through."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import HOME
from tests.factories import tables
from tests.factories.tables import DISTRICT_AGES, people

LOAD = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from goldenthread.accounts.models import Partnership
from goldenthread.indicators.deliveries import taking
from goldenthread.indicators.models import Observation
from goldenthread.sources.models import Release

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

point, path = sys.argv[1:]
if point == "while reading":
    taking.whole.engine.tables.placed = die
elif point == "before the rows":
    taking.sources.receive = die
elif point == "among the rows":
    taking.indicators.record_observations = die
elif point == "before the folder":
    taking.lake.put_in_place = die
elif point == "before the commit":
    real = taking.lake.put_in_place
    def put(*args):
        real(*args).__enter__()
        die()
    taking.lake.put_in_place = put
mine = Partnership.objects.get()
done = taking.take("population_by_age", [Path(path)], partnership=mine, by=None)
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
POINTS = ["while reading", "before the rows", "among the rows", "before the folder",
          "before the commit"]  # fmt: skip


def run(code: str, data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    mine = {"GOLDENTHREAD_DATA": str(data), "GOLDENTHREAD_DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=os.environ | mine, cwd=HOME, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("installation")
    made = run(SET_UP, folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.parametrize("point", POINTS)
def test_a_load_killed_at_any_point_leaves_nothing_half_done(data, tmp_path, point):
    number = POINTS.index(point)
    name = f"lad_mid{2010 + number}_single_year_of_age_ew.csv"
    rows = [people("E06000047", "County Durham", 10 + number), people("E06000005", "Darlington")]
    path = tables.write(tmp_path / name, DISTRICT_AGES, rows)
    killed = run(LOAD, data, point, str(path))
    assert killed.returncode == -signal.SIGKILL
    after = run(LOAD, data, "", str(path))
    assert after.returncode == 0, after.stderr
    rows_in, releases, observations = map(int, after.stdout.split())
    assert (rows_in, releases) == (2, number + 1)
    assert observations == 6 * (number + 1)  # two districts and their force area, two ages each
    assert not list((data / "lake").glob(".new-*"))
    assert len(list((data / "lake").glob("*/*/*"))) == number + 1
