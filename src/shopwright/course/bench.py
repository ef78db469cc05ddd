"""Lay a tree out on the disk and run commands in it, always in the same surroundings."""

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from shopwright.course.plugins import INSIDE, KEPT_DATABASES, leaving_out
from shopwright.course.tree import Tree, write_tree

ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
TIMEOUT = 3600  # ends what hangs; all tests of the finished store take a third of it when others run, too
# What a learner's shell would have, and nothing of this machine's owner.
SURROUNDINGS = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "COLUMNS": "80",
    "LINES": "24",
    "TERM": "dumb",
    "NO_COLOR": "1",
    "PY_COLORS": "0",
    "PYTHONHASHSEED": "0",
    "PYTHONUNBUFFERED": "1",
    "UV_PYTHON_DOWNLOADS": "never",
}
INHERITED = (
    "PATH",
    "HOME",
    "USER",
    "TMPDIR",
    "SSL_CERT_FILE",
    "UV_CACHE_DIR",
    "UV_INDEX_URL",
    "UV_DEFAULT_INDEX",
)
_locks: dict[Path, threading.Lock] = {}
_locks_lock = threading.Lock()


@dataclass(frozen=True)
class Done:
    """A command that ended: its exit code (None when it was stopped for taking too long) and its output."""

    code: int | None
    output: str
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether the command ended well."""
        return self.code == 0


@dataclass(frozen=True)
class Bench:
    """A folder that holds a step, with the shared environment as its `.venv`."""

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment variables of every command."""
        inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
        programs = f"{self.folder / '.venv' / 'bin'}{os.pathsep}{inherited.get('PATH', os.defpath)}"
        options = f"-p {KEPT_DATABASES} {leaving_out(self.folder)}".rstrip()
        plugins = {"PYTEST_ADDOPTS": options, "PYTHONPATH": str(INSIDE)}
        return {**inherited, **SURROUNDINGS, **plugins, "PATH": programs, **self.variables}

    def run(self, command: Sequence[str], *, extra: Mapping[str, str] | None = None) -> Done:
        """Run a command; the programs of the environment come first."""
        program = self.folder / ".venv" / "bin" / command[0]
        words = [str(program), *command[1:]] if program.exists() else list(command)
        return self._run(words, extra)

    def shell(self, line: str) -> Done:
        """Run a line as a reader would type it."""
        return self._run(["/bin/sh", "-c", line], None)

    def _run(self, words: list[str], extra: Mapping[str, str] | None) -> Done:
        begin = time.monotonic()
        if _ending.is_set():
            return Done(None, "ended before it began\n", 0.0)
        process = subprocess.Popen(
            words,
            cwd=self.folder,
            env=self.surroundings | dict(extra or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # A group of its own, so that it ends with all that it started.
            start_new_session=True,
        )
        _running.add(process)
        try:
            output, code = process.communicate(timeout=TIMEOUT)[0], process.returncode
        except subprocess.TimeoutExpired:
            _end(process, signal.SIGKILL)
            output, code = process.communicate()[0] + f"\nstopped after {TIMEOUT} seconds\n".encode(), None
        finally:
            _running.discard(process)
        text = ANSI.sub("", output.decode("utf-8", errors="replace"))
        return Done(code, text, time.monotonic() - begin)


_running: "set[subprocess.Popen[bytes]]" = set()
_ending = threading.Event()


def end_all() -> None:
    """End every command that runs, with all that it started, and begin no other."""
    _ending.set()
    for process in list(_running):
        _end(process, signal.SIGTERM)


def _end(process: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)


def lay_out(tree: Tree, folder: Path, environment: Path) -> None:
    """Write a tree into a folder and give it the shared environment, and `.env` as `make install` would."""
    with _locks_lock:
        lock = _locks.setdefault(folder, threading.Lock())
    with lock:
        write_tree(tree, folder)
        link = folder / ".venv"
        if not link.is_symlink() or link.readlink() != environment:
            link.unlink(missing_ok=True)
            link.symlink_to(environment, target_is_directory=True)
        if ".env.example" in tree and ".env" not in tree:
            (folder / ".env").write_bytes(tree[".env.example"].data)
