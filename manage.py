#!/usr/bin/env python
"""Django's own commands (migrations and the like). Ours are under `goldenthread`."""

import os
import sys

from django.core.management import execute_from_command_line

from goldenthread.commands import COULD_NOT, CannotDo, tell

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except CannotDo as why:
        tell(str(why))
        sys.exit(COULD_NOT)
