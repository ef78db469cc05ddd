"""The servers that the store needs, as one: `make services` starts them, Ctrl-C stops them.

Several commands may use them at once (the shop in one terminal, tests in another). Each holds a shared lock
while it needs them; who leaves last stops them. A killed command lets go of its lock by itself, and what it
left running is taken over by the next.
"""

import argparse
import fcntl
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol, TextIO

from dotenv import dotenv_values

from local.interrupts import interruptible
from local.postgres import Postgres
from local.processes import ServerError, beside
from local.valkey import Valkey

ROOT = Path(__file__).resolve().parents[1]
DOTENV = ROOT / ".env"
# Elsewhere for a project on a disk that cannot be written, or to have a second set of data.
FOLDER = ROOT / os.environ.get("SHOP_LOCAL", ".local")


class Server(Protocol):
    """What can be started, here or elsewhere, and then has an address."""

    def start(self) -> str:
        """Make it run, or find it running, and give its URL."""
        ...

    def stop(self) -> None:
        """Make it stop, if it runs."""
        ...

    def is_running(self) -> bool:
        """Whether it runs, whoever started it."""
        ...


def servers(folder: Path) -> dict[str, Server]:
    """Every server that the store may need, by the variable that leads to it."""
    return {
        "DATABASE_URL": Postgres(folder / "postgres"),
        # {% if reached("real-services.valkey") %}
        "REDIS_URL": Valkey(folder / "valkey"),
        # {% endif %}
    }


def wanted(folder: Path) -> dict[str, Server]:
    """The servers whose variable nobody has set. An empty one in the environment hides the one in .env."""
    named = dotenv_values(DOTENV) | os.environ
    return {name: server for name, server in servers(folder).items() if not named.get(name)}


@contextmanager
def running(folder: Path = FOLDER) -> Iterator[dict[str, str]]:
    """Have the servers run inside a `with` block; gives the variables that lead to them.

    Inside the block, the variables are also in this process's environment and in the folder's `services.env`,
    where other commands of this project find them.

    Raises:
        ServerError: one of them did not start; then none is left running that nobody else uses.
    """
    with opened(folder, "lock") as lock, opened(folder, "starting") as starting:
        try:
            # One command at a time may start or stop; meanwhile any number may use.
            with exclusively(starting):
                fcntl.flock(lock, fcntl.LOCK_SH)
                urls = {name: server.start() for name, server in wanted(folder).items()}
                announce(folder, urls)
            with environment(urls):
                yield urls
        finally:
            with exclusively(starting):
                leave(folder, lock)


@contextmanager
def opened(folder: Path, name: str) -> Iterator[TextIO]:
    """Have a file in the folder open.

    Raises:
        ServerError: this user may not write there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / name).open("a")
    except OSError as error:
        raise ServerError(
            f"The servers have no place for their data: {folder} cannot be written.\n"
            f"Found: {error.strerror}: {error.filename}.\n"
            "Do: make it yours (`chown`), or name another folder: SHOP_LOCAL=/path/to/folder."
        ) from error
    with file:
        yield file


@contextmanager
def exclusively(file: TextIO) -> Iterator[None]:
    """Hold a lock on an open file."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def environment(variables: dict[str, str]) -> Iterator[None]:
    """Have variables in this process's environment, and afterwards what was there before."""
    before = {name: os.environ.pop(name, None) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ |= {} if value is None else {name: value}


def announce(folder: Path, urls: dict[str, str]) -> None:
    """Write down where the running servers are; nothing half-written is ever seen."""
    others = {name: server for name, server in servers(folder).items() if name not in urls}
    known = urls | {name: server.start() for name, server in others.items() if server.is_running()}
    draft = folder / "services.env.new"
    draft.write_text("".join(f"{name}={url}\n" for name, url in known.items()))
    draft.replace(folder / "services.env")


def leave(folder: Path, lock: TextIO) -> bool:
    """Stop the servers and say yes, or if somebody else uses them, leave them alone and say no."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    with ExitStack() as all_of_them:  # one that cannot be stopped does not keep the next from it
        all_of_them.callback((folder / "services.env").unlink, missing_ok=True)
        for server in servers(folder).values():
            all_of_them.callback(server.stop)
    return True


def stop(folder: Path = FOLDER) -> str:
    """Stop what a killed command left running, and say so.

    Raises:
        ServerError: a command uses the servers.
    """
    with opened(folder, "lock") as lock, opened(folder, "starting") as starting, exclusively(starting):
        if leave(folder, lock):
            return "No server of this folder runs."
    raise ServerError(
        "The servers were not stopped: somebody uses them.\n"
        "Found: `make run`, `make services` or tests of this project, in another terminal.\n"
        "Do: press Ctrl-C there; the last command stops the servers."
    )


def main() -> int:
    """Do what the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m local.services", description="Have the servers run.")
    parser.add_argument("--stop", action="store_true", help="stop what a killed command left running")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="run it with the servers beside it")
    wish = parser.parse_args()
    try:
        if wish.stop:
            print(stop())
            return 0
        with interruptible(), running() as urls:
            if wish.command:
                with beside(wish.command) as program:
                    return program.wait()
            for name, url in urls.items():
                print(f"{name}={url}")
            print("The servers run. Ctrl-C stops them.", flush=True)
            signal.pause()
    except ServerError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130 if wish.command else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
