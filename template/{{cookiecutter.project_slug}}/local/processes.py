"""Starting a server that belongs to this folder: its port, its user, and what to say when it fails."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

HOST = "127.0.0.1"
NOBODY = 65534
IN_NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


class ServerError(RuntimeError):
    """A server could not be started or found; the message says what was found and what to do."""


def free_port(wanted: int = 0) -> int:
    """Find a port that nobody listens on: the wanted one when it is free, else any."""
    if wanted and is_free(wanted):
        return wanted
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Whether a server could listen on a port."""
    with socket.socket() as probe:
        # A server that ended a moment ago does not hold its port: servers set this option, so we do.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def remembered_port(file: Path) -> int:
    """The number in a file, or 0 where there is none, for a killed command may leave half of it."""
    text = file.read_text() if file.exists() else ""
    return int(text) if text.strip().isdigit() else 0


def run(command: Sequence[str | Path], *, do: str) -> str:
    """Run a short command to its end and give its output.

    Args:
        do: what a person can do when it fails.

    Raises:
        ServerError: it failed; the message carries what it printed.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError as error:
        raise ServerError(f"`{words[0]}` could not be run.\nFound: {error}.\nDo: {do}") from error
    if done.returncode:
        found = (done.stdout + done.stderr).strip() or f"exit code {done.returncode}"
        raise ServerError(f"`{' '.join(words)}` failed.\nFound: {found}\nDo: {do}")
    return done.stdout


@contextmanager
def beside(
    command: Sequence[str],
    *,
    stdin: int | None = None,
    end: signal.Signals = signal.SIGTERM,
    apart: bool = False,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Have a program run beside a `with` block. However the block ends, the program ends before it is left.

    `Popen` as a context manager would not do: after Ctrl-C it waits a quarter of a second, and leaves.

    Args:
        end: what asks it to end. After Ctrl-C the terminal has asked already; a supervisor asks only us.
        apart: keep the terminal's Ctrl-C from it, and from what it starts. They hear of it by `end`.

    Raises:
        ServerError: there is no such program.
    """
    try:
        process = subprocess.Popen(command, stdin=stdin, process_group=0 if apart else None)
    except OSError as error:
        what = f"`{command[0]}` could not be run.\nFound: {error}.\nDo: check its name."
        raise ServerError(what) from error
    try:
        yield process
    finally:
        process.send_signal(end)
        process.wait()
        if process.stdin:
            process.stdin.close()


def last_lines(log: Path, count: int = 5) -> str:
    """The end of a log, for a message."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else ""


def as_plain_user(folder: Path) -> list[str]:
    """The words to put before a server's command, for servers that refuse to run as root.

    Root becomes a plain user in a name space of its own, in which the folder stays writable. A folder of
    somebody else's (root came by `sudo`) is used as that person. Where the kernel forbids name spaces, root
    gives the folder to `nobody` and runs the server as that user.
    """
    if os.geteuid() != 0:
        return []
    owner = folder.stat().st_uid
    if owner == 0 and namespaces_work():
        return list(IN_NAMESPACE)
    if owner == 0:
        owner = NOBODY
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner, owner)
    capabilities = "+dac_override,+dac_read_search"
    return [
        "setpriv", f"--reuid={owner}", f"--regid={owner}", "--clear-groups",
        f"--inh-caps={capabilities}", f"--ambient-caps={capabilities}",
    ]  # fmt: skip


@cache
def namespaces_work() -> bool:
    """Whether this machine lets us have a user name space."""
    if not shutil.which(IN_NAMESPACE[0]):
        return False
    return subprocess.run([*IN_NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
