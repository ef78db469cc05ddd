"""A whole store, generated; and seeded and running, for a browser to look at."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shopwright.course.environment import INPUTS
from shopwright.course.environment import environment as shared_environment
from shopwright.course.tree import Blob
from shopwright.store import ROOT, generate
from tests.running import free_port, serving


def finished(folder: Path) -> Path:
    """Generate the finished store into a folder, ready to run: with the environment that its tests use."""
    store = generate({"preset": "everything"}, folder)
    pins = {name: Blob((store / name).read_bytes(), executable=False) for name in INPUTS}
    (store / ".venv").symlink_to(shared_environment(ROOT, pins))
    shutil.copy(store / ".env.example", store / ".env")
    return store


@contextmanager
def open_shop(folder: Path, *, pictures: bool = True) -> Iterator[str]:
    """Open the finished store in an empty folder, and give its address.

    Args:
        pictures: whether its goods have pictures; to draw them takes most of the time.
    """
    store = finished(folder)
    python, port = store / ".venv/bin/python", free_port()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "PYTEST_"))}
    if not pictures:
        fill = f"{python} manage.py migrate -v0 && {python} manage.py seed_catalog -v0 --without media"
        subprocess.run([python, "-m", "local.services", "sh", "-c", fill], cwd=store, env=kept, check=True)
    options = [] if pictures else ["--empty"]
    command = [str(python), "-m", "local.run", "--port", str(port), *options]
    with serving(command, store, kept) as running:
        running.wait_until_open(420)  # to draw takes a minute, and more where others work too
        yield f"http://127.0.0.1:{port}"
