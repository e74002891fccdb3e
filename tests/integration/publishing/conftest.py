"""What the tests of reports share."""

import shutil
import subprocess

import pytest
import yaml
from django.db import transaction

from goldenthread.publishing import declaring
from goldenthread.publishing.composing.whole import compose
from goldenthread.strategy.models import IndicatorUse, Priority
from tests.factories.days import today
from tests.factories.reports import Q1, small_partnership


@pytest.fixture(scope="module")
def durham(django_db_setup, django_db_blocker):
    """The shipped evidence with a small adopted plan, loaded once for all tests of a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        sid = transaction.savepoint()
        yield small_partnership()
        transaction.savepoint_rollback(sid)
        transaction.set_rollback(True)


@pytest.fixture
def written(durham, tmp_path, settings):
    """Put a report together from some Markdown; give its paragraphs as text and the numbers."""
    Priority.objects.get_or_create(
        partnership=durham, strategy=IndicatorUse.objects.of(durham)[0].strategy, key="asb",
        defaults={"number": 1, "title": "Anti-social behaviour", "why": "It harms people."},
    )  # fmt: skip
    folder = tmp_path / "reports" / "tried"
    folder.mkdir(parents=True)
    settings.DEFINITIONS_DIR = tmp_path
    told = {
        "id": "tried", "title": "Tried", "about": "Trying.", "measures": "adopted_plan",
        "period_kinds": ["quarter"], "written_by": "a", "checked_by": "b",
        "next_review": "2027-09-30", "marking": "OFFICIAL", "parts": [{"file": "part.md"}],
    }  # fmt: skip

    def compose_it(text, *, period=Q1, about="", meets_on=None, **more):
        (folder / "part.md").write_text(text)
        (folder / "report.yaml").write_text(yaml.safe_dump({**told, **more}))
        return compose(declaring.report("tried"), partnership=durham, period=period,
                       as_of=today(), subject=about, meets_on=meets_on).document  # fmt: skip

    return compose_it


@pytest.fixture
def as_libreoffice_reads(tmp_path):
    """Give the text of a Word document as LibreOffice reads it; skipped where there is none.

    It is no part of the set-up, for it is larger than all the rest; what a document is made of
    is tested everywhere.
    """
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer")

    def read(content):
        path = tmp_path / "report.docx"
        path.write_bytes(content)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        asked = [program, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
        subprocess.run([*asked, "--outdir", str(tmp_path), str(path)], check=True,
                       capture_output=True, timeout=170)  # fmt: skip
        return (tmp_path / "report.txt").read_text("utf-8-sig")

    return read
