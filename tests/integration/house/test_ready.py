"""A web process is made ready before anybody reads: addresses, templates, charts, and quiet."""

import gc
import subprocess
import sys

from config import ready
from tests.walk.served import HOME, environment

SCRIPT = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from config.ready import post_worker_init
assert "goldenthread.home.views" not in sys.modules
post_worker_init(None)
import gc
from django.template import engines
print("goldenthread.home.views" in sys.modules, "vl_convert" in sys.modules)
print(gc.get_freeze_count() > 50_000)
loader = engines["django"].engine.template_loaders[0]
print("strategy/work.html" in loader.get_template_cache, "base.html" in loader.get_template_cache)
"""


def test_a_process_that_is_ready_has_read_everything(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=HOME, env=environment(tmp_path), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert told.stdout.split() == ["True"] * 5


def test_every_template_of_ours_can_be_read():
    names = ready.our_templates()
    assert {"base.html", "strategy/work.html", "home/front.html"} <= set(names)
    assert not [name for name in names if name.startswith(("admin/", "django/"))]
    try:
        ready.make_ready()
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
