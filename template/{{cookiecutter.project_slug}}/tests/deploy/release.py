"""A release as an image has it: what ships and nothing else, in a folder that cannot be written."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import monotonic, sleep
from typing import TypeAlias

from local.processes import as_plain_user
from tests.workers.crew import kill_all_of
from tests.workers.desk import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
FOR_DEVELOPMENT = {
    # {% if reached("launch.drills") %}
    "drills",
    # {% endif %}
    "local",
    # {% if reached("performance.model") and part("storefront") %}
    "performance",
    # {% endif %}
    "sandbox",
    "tests",
}
PACKAGES = {place.parent.name for place in ROOT.glob("*/__init__.py")}
SHIPPED = sorted({"deploy", "manage.py", *PACKAGES} - FOR_DEVELOPMENT)
HOST = "shop.test"
SAFE = {
    "SHOP_ENV": "production",
    "SECRET_KEY": "q8Zr1xVn4Lk7Tb0yWc3Mf6Hj9Ds2Ga5Pe8Uo1Ri4Kt7Nv0Bx3Cz6",
    "ALLOWED_HOSTS": HOST,
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONWARNINGS": "ignore",  # they are errors in tests, and nobody's business in a test's child
}
FROM_OUTSIDE = {"Host": HOST, "X-Forwarded-Proto": "https"}
Process: TypeAlias = "subprocess.Popen[str]"


def lay_out(folder: Path) -> None:
    """Copy what ships, and nothing that Python or an editor left beside it."""
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        elif source.exists():
            shutil.copy2(source, folder)


def seal(folder: Path) -> None:
    """Take away the right to write from a folder and all that is in it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)


def unseal(folder: Path) -> None:
    """Let it be removed."""
    for path in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        path.chmod(0o755)


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """What a process in production is told: nothing of the developer's, and which Python to use."""
    path = os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"])
    return {"PATH": path, **SAFE, **variables}


@contextmanager
def entry(
    release: Path, name: str, *words: str, variables: Mapping[str, str]
) -> Iterator["subprocess.Popen[str]"]:
    """Have `deploy/bin/NAME` run inside a `with` block, as a plain user, as an image starts it."""
    with subprocess.Popen(
        [*as_plain_user(release), str(release / "deploy/bin" / name), *words],
        cwd="/",
        env=environment(variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            kill_all_of(process)


def until(so: Callable[[], object], process: Process) -> None:
    """Wait until something is so, which a process brings about."""
    end = monotonic() + PATIENCE
    while not so():
        assert monotonic() < end
        assert process.poll() is None, process.stdout and process.stdout.read()
        sleep(0.02)


def ask(
    port: int, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> tuple[HTTPResponse, bytes]:
    """Ask for a page as the proxy in front does; gives the answer and its body."""
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request(method, path, headers=dict(FROM_OUTSIDE if headers is None else headers))
        answer = line.getresponse()
        return answer, answer.read()
    finally:
        line.close()
