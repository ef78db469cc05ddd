"""Run the kit's own command, or one that serves until Ctrl-C and is stopped as a person would."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from shopwright.store import ROOT

OPEN = "Ctrl-C stops it all."


def shopwright(*arguments: str | Path) -> str:
    """Run the kit's own command in a process of its own, which must succeed; gives what it printed."""
    command = [sys.executable, "-m", "shopwright", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-20000:]}\n{done.stderr[-8000:]}"
    return done.stdout


class Served:
    """A running shop.

    Attributes:
        said: what it has printed up to now.
        code: its exit code, once it was stopped.
    """

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.said: list[str] = []
        self.code: int | None = None
        self._open = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)
            if OPEN in line:
                self._open.set()
        self._open.set()

    def wait_until_open(self, seconds: float) -> None:
        """Return when the shop says that it is open."""
        assert self._open.wait(seconds), self.text
        assert OPEN in self.text, self.text

    def interrupt(self) -> None:
        """Press Ctrl-C: the terminal tells every process in front."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        self.code = self.process.wait(60)
        self._reader.join(10)
        if self.process.stdout:
            self.process.stdout.close()

    @property
    def text(self) -> str:
        """All that was printed."""
        return "".join(self.said)


@contextmanager
def serving(command: list[str], cwd: Path, env: Mapping[str, str]) -> Iterator[Served]:
    """Run a command in a session of its own, so that Ctrl-C reaches it and nobody else."""
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=dict(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    served = Served(process)
    try:
        yield served
    finally:
        served.interrupt()


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def answers(port: int) -> bool:
    """Whether somebody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def left_running(folder: Path) -> list[str]:
    """Give the command lines of processes that still work in or with a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            place = (process / "cwd").readlink()
        except OSError:
            continue
        if str(folder) in command or place.is_relative_to(folder):
            found.append(command)
    return found
