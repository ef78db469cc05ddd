"""Look at the machine: what the course needs of it, what was found, and what mends it."""

import locale
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.environment import find_uv
from shopwright.course.opening import KIT
from shopwright.errors import Problem
from shopwright.learn.facts import Facts
from shopwright.learn.repository import Repository

PYTHON = (3, 11)
GIT = (2, 28)
MEGABYTE = 1024 * 1024
DISK = 1000  # megabytes: the environment takes 600, the servers' data and the course the rest
MEMORY = 1500  # megabytes: the servers, the shop and its tests beside each other
PORT = 8000
# The ways in which the store lets PostgreSQL run for root, who may not run it.
UNSHARE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "true")
SETPRIV = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true")
APT = "on Debian and Ubuntu, `apt install {}`"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        fix: what mends it; empty where it is well.
        grave: whether the course does not work without it.
    """

    about: str
    found: str
    fix: str = ""
    grave: bool = True


def look(folder: Path, *, port: int = PORT) -> Iterator[Finding]:
    """Yield what was found about the machine, seen from a folder."""
    yield _python()
    git = _git()
    yield git
    if not git.fix:
        yield _identity(folder)
    yield _program("make", "the store's verbs are a Makefile")
    yield _uv(folder)
    yield _network(folder)
    yield _disk(folder)
    yield _memory()
    yield _port(port)
    yield _locale()
    yield _write(folder)
    yield _temporary()
    yield _postgres()


def _python() -> Finding:
    version = sys.version_info
    found = f"{version.major}.{version.minor}.{version.micro} at {sys.executable}"
    fix = "" if version >= PYTHON else "install Python 3.11 or newer."
    return Finding("Python", found, fix)


def _git() -> Finding:
    program = shutil.which("git")
    if not program:
        return Finding("git", "none on the PATH", f"install it: {APT.format('git')}.")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    numbers = re.search(r"(\d+)\.(\d+)", said)
    old = numbers is None or (int(numbers[1]), int(numbers[2])) < GIT
    return Finding("git", said.removeprefix("git version "), "install git 2.28 or newer." if old else "")


def _identity(folder: Path) -> Finding:
    """Look for the name that git writes into commits, and into the merge of a step."""
    there = next(place for place in (folder, *folder.resolve().parents) if place.is_dir())
    names = [Repository(there).run("config", key).stdout.strip() for key in ("user.name", "user.email")]
    if all(names):
        return Finding("git's name for you", names[0])
    fix = 'git config --global user.name "Your Name", and user.email as well.'
    return Finding("git's name for you", "none, and git makes no commit without one", fix, grave=False)


def _program(name: str, why: str) -> Finding:
    found = shutil.which(name)
    fix = "" if found else f"install it: {APT.format(name)}; {why}."
    return Finding(name, found or "none on the PATH", fix)


def _uv(folder: Path) -> Finding:
    try:
        return Finding("uv", find_uv(KIT))
    except Problem:
        # The store's Makefile then gets one with the venv module, which Debian packs apart.
        code = subprocess.run(
            [sys.executable, "-c", "import ensurepip, venv"], check=False, capture_output=True
        )
        if code.returncode:
            return Finding("uv", "none, and no venv module to get it", f"{APT.format('python3-venv')}.")
        ready = (folder / ".uv" / "bin" / "uv").exists()
        return Finding("uv", "in .uv/" if ready else "none; `make install` gets one from the package index")


def _network(folder: Path) -> Finding:
    """Ask for one package of the store where none is installed yet, as the store would."""
    copy = copy_at(folder)
    if copy and (copy / ".venv" / ".installed").exists():
        return Finding("packages", "installed; no network is needed")
    try:
        uv = find_uv(KIT)
    except Problem:
        return Finding("packages", "not installed; the first check needs the network")
    with tempfile.TemporaryDirectory() as empty:
        asked = (uv, "pip", "install", "--dry-run", "--quiet", "--no-deps", "--target", empty, "django")
        limit = os.environ | {"UV_HTTP_TIMEOUT": "5", "UV_HTTP_RETRIES": "0"}
        done = subprocess.run(
            [*asked, "--python", sys.executable], env=limit, cwd=empty, capture_output=True, check=False
        )
    if done.returncode == 0:
        return Finding("packages", "not installed yet; the package index, or a cache of it, answers")
    fix = "connect to a network once, or set UV_FIND_LINKS to a folder with the wheels."
    return Finding("packages", "not installed, and no package index answers", fix, grave=False)


def copy_at(folder: Path) -> Path | None:
    """Return the top of the learner's copy that a folder lies in; a clone of the kit is none."""
    top = next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
    return top if top and shutil.which("git") and Facts.kept_in(top) else None


def _disk(folder: Path) -> Finding:
    there = next(place for place in (folder, *folder.resolve().parents) if place.exists())
    free = shutil.disk_usage(there).free // MEGABYTE
    fix = "" if free >= DISK else f"make room: {DISK} MB are enough for the whole course."
    return Finding("disk", f"{free:,} MB free at {there}", fix)


def _memory() -> Finding:
    table = Path("/proc/meminfo")
    numbers = re.search(r"MemAvailable:\s+(\d+) kB", table.read_text()) if table.exists() else None
    if numbers is None:
        return Finding("memory", "not known on this system")
    free = int(numbers[1]) // 1024
    fix = "" if free >= MEMORY else f"close other programs: {MEMORY:,} MB should be free."
    return Finding("memory", f"{free:,} MB free", fix, grave=False)


def _port(port: int) -> Finding:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return Finding(
                "ports",
                f"{port} is taken",
                f"run the shop at another: make run PORT={port + 10}.",
                grave=False,
            )
    return Finding("ports", f"{port} is free")


def _locale() -> Finding:
    encoding = locale.getpreferredencoding(do_setlocale=False)
    fix = "" if encoding.lower().replace("-", "") == "utf8" else "set one with UTF-8: export LC_ALL=C.UTF-8"
    return Finding("locale", encoding, fix, grave=False)


def _write(folder: Path) -> Finding:
    there = next(place for place in (folder, *folder.resolve().parents) if place.exists())
    may = os.access(there, os.W_OK | os.X_OK)
    fix = "" if may else "go into a folder of yours, or make this one yours with chown."
    return Finding("write rights", f"{'may' if may else 'may not'} write in {there}", fix)


def _temporary() -> Finding:
    try:
        with tempfile.TemporaryDirectory() as folder:
            return Finding("temporary files", f"in {Path(folder).parent}")
    except OSError as error:
        return Finding(
            "temporary files", f"{error.strerror}", "set TMPDIR to a folder that you may write in."
        )


def _postgres() -> Finding:
    """PostgreSQL refuses to run as root; the store then runs it as somebody else, in one of two ways."""
    if os.environ.get("DATABASE_URL"):
        return Finding("PostgreSQL", "your own, by DATABASE_URL")
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return Finding("PostgreSQL", "runs as you, in the store's folder")
    for command in (UNSHARE, SETPRIV):
        if (
            shutil.which(command[0])
            and not subprocess.run(command, capture_output=True, check=False).returncode
        ):
            return Finding("PostgreSQL", f"you are root; it runs as somebody else with {command[0]}")
    fix = "work as another user than root, or set DATABASE_URL to a PostgreSQL of yours."
    return Finding("PostgreSQL", "you are root, and neither unshare nor setpriv may change that", fix)
