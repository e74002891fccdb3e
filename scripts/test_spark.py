"""What `make test-spark` runs: a Spark cluster on this machine counts what DuckDB counts.

Spark is 450 MB and needs Java, so it stands apart from the environment of everything else, in
var/spark, and `make test` does without it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from test import BIN, HOME, environment

LOCK = HOME / "requirements-spark.lock"
PACKAGES = HOME / "var" / "spark" / "packages"
OLDEST_JAVA = 17
INSTALL_JAVA = "On Debian or Ubuntu: apt-get install openjdk-17-jre-headless"


class CannotTest(Exception):
    """What is missing, and what to do."""


def main(arguments: list[str]) -> int:
    """Check for Java, install Spark if it is not there, run the tests."""
    try:
        check_java()
        install_spark()
    except CannotTest as why:
        print(f"The tests on Spark were not run. {why}", file=sys.stderr)
        return 2
    path = os.pathsep.join(filter(None, [str(PACKAGES), os.environ.get("PYTHONPATH", "")]))
    data = str(HOME / "var" / "spark" / "data")
    own = {"PYTHONPATH": path, "SPARK_LOCAL_IP": "127.0.0.1", "GOLDENTHREAD_DATA": data}
    command = [BIN / "python", "-m", "pytest", "-q", "tests/spark", *arguments]
    return subprocess.run(command, cwd=HOME, env=environment(**own), check=False).returncode


def check_java() -> None:
    """Refuse where there is no Java, or one that Spark is too new for."""
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
    if shutil.which(java) is None:
        raise CannotTest(f"Spark needs Java {OLDEST_JAVA}, and there is none. {INSTALL_JAVA}")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(?:1\.)?(\d+)', said)
    if found is None or int(found[1]) < OLDEST_JAVA:
        first = said.strip().partition("\n")[0]
        raise CannotTest(f"Spark needs Java {OLDEST_JAVA}; this is {first}. {INSTALL_JAVA}")


def install_spark() -> None:
    """Install what the lock names, unless it is there."""
    stamp, digest = PACKAGES / ".lock", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print("Installing Spark, 450 MB, this once …", flush=True)
    shutil.rmtree(PACKAGES, ignore_errors=True)
    where = ["--target", PACKAGES, "--python", BIN / "python", "--no-build-isolation"]
    command = [BIN / "uv", "pip", "install", "-q", *where, "--require-hashes", "-r", LOCK]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip()[-1500:]
        raise CannotTest(
            f"Spark could not be installed: {said}\nIf the network was away, run it again."
        )
    stamp.write_text(digest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
