"""Make a web process ready before its first reader: `gunicorn -c python:config.ready config.wsgi`.

Without it whoever comes first waits seconds while every room, template and the drawing of charts
is loaded, and any page may wait a sixth of a second while Python looks through all of that for
what nobody uses any more.
"""

import gc
import os
from pathlib import Path
from threading import Thread
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import reverse

from goldenthread.indicators.charts import start_drawing


def post_worker_init(worker: Any) -> None:
    """Do so in each process of gunicorn once it stands on its own; gunicorn asks by this name."""
    make_ready()


def worker_exit(server: Any, worker: Any) -> None:
    """Leave at once when asked to stop: the drawing machine cannot be ended in order."""
    if worker.booted or not worker.alive:  # what failed to begin must say so
        os._exit(0)


def make_ready() -> None:
    """Load what any page may need, then let it lie: it is never looked through again."""
    reverse("front")  # reads every room's addresses, and with them its views
    for name in our_templates():
        get_template(name)
    # in a thread, as every reader's drawing is: begun in the main one it would not end at Ctrl+C
    drawing = Thread(target=start_drawing)
    drawing.start()
    drawing.join()
    gc.collect()
    gc.freeze()


def our_templates() -> list[str]:
    """Give the names of the templates of this house; those of packages are read when needed."""
    folders = [settings.BASE_DIR / "templates", *get_app_template_dirs("templates")]
    own = [Path(one) for one in folders if Path(one).is_relative_to(settings.BASE_DIR)]
    own = [one for one in own if "site-packages" not in one.parts]
    return sorted(
        str(path.relative_to(folder)) for folder in own for path in folder.rglob("*.html")
    )
