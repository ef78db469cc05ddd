"""Install what the finished store needs, once, for every step: early steps need fewer of the same pins."""

import fcntl
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from shopwright.course.tree import Tree
from shopwright.errors import Problem

MARKER = ".shopwright"
INPUTS = ("pyproject.toml", "constraints.txt")


def environment(root: Path, last: Tree) -> Path:
    """Return an environment with the exact pins of the finished store; make it if its pins changed.

    Args:
        root: the kit's folder; the environment lies in its build/env.
        last: the tree at the end of the course.
    """
    folder = (root / "build" / "env").resolve()
    wanted = sha256(b"\0".join([sys.version.encode(), *(last[name].data for name in INPUTS if name in last)]))
    marker = folder / MARKER
    if marker.exists() and marker.read_text("utf-8") == wanted.hexdigest():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        # Another process may be making it; then ours is to wait.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (marker.exists() and marker.read_text("utf-8") == wanted.hexdigest()):
            _make(folder, find_uv(root), last)
            marker.write_text(wanted.hexdigest(), "utf-8")
    return folder


def identity(folder: Path) -> str:
    """Return a name for what an environment holds, so that a proof made with another one does not count."""
    marker = folder / MARKER
    return marker.read_text("utf-8") if marker.exists() else str(folder)


def _make(folder: Path, uv: str, last: Tree) -> None:
    source = folder.with_name("env-source")
    source.mkdir(parents=True, exist_ok=True)
    for name in INPUTS:
        if name in last:
            (source / name).write_bytes(last[name].data)
    _uv([uv, "venv", "-q", "--clear", "--python", sys.executable, str(folder)], source, folder)
    pins = ["-c", "constraints.txt", "--require-hashes"] if "constraints.txt" in last else []
    _uv([uv, "pip", "install", "-q", *pins, "-r", "pyproject.toml", "--group", "dev"], source, folder)
    # The store's Makefile looks for this file to know that it need not install anything.
    (folder / ".installed").touch()


def find_uv(root: Path) -> str:
    """Return the uv to use: that of the variable UV, of the PATH, or of the kit's own .uv folder."""
    own = root / ".uv" / "bin" / "uv"
    for candidate in (os.environ.get("UV"), shutil.which("uv"), str(own) if own.exists() else None):
        if candidate and (found := shutil.which(candidate)):
            return str(Path(found).absolute())  # it is run in other folders
    raise Problem(
        "The store's packages cannot be installed.",
        found=f"no uv: neither in the variable UV, nor on the PATH, nor at {own}.",
        do="run `make .uv/ready`, or install uv.",
    )


def _uv(command: list[str], source: Path, folder: Path) -> None:
    variables = {**os.environ, "VIRTUAL_ENV": str(folder), "UV_PYTHON_DOWNLOADS": "never"}
    done = subprocess.run(command, cwd=source, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem(
            "The store's packages could not be installed.",
            found=done.stderr.strip()[-800:] or f"exit code {done.returncode}.",
            do="look at the pins in the template's constraints.txt; `make lock` compiles them anew.",
        )
