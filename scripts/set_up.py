"""Where `make run` and `make test` begin. Any Python can read this file, however old.

So that one that is too old says so in a sentence; the work itself stands in setting_up.py.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "Python 3.11 or later is needed; this is %s. "  # noqa: UP031
        "Install a newer one, or name it: make run PYTHON=python3.12\n" % sys.version.split()[0]
    )
    sys.exit(2)

from setting_up import main

if __name__ == "__main__":
    sys.exit(main())
