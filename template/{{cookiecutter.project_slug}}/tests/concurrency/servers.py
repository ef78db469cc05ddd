"""Servers of a drill's own, which are killed. Nobody else's are touched."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Protocol, TypeVar

import dj_database_url
import psycopg
from django.core.management import call_command
from django.db import connections

from local.postgres import Postgres
from local.processes import HOST, ServerError, free_port, remembered_port
from local.valkey import Valkey
from tests.rivals import hang_up

TRIES = 20
PATIENCE = 60  # seconds, after which a drill has failed
Result = TypeVar("Result")


class Mortal(Protocol):
    """A server that a drill may kill."""

    def start(self) -> str:
        """Make it run, and give its URL."""
        ...

    def kill(self) -> None:
        """End it as a power cut would: it writes nothing more, and says goodbye to nobody."""
        ...


class MortalValkey(Valkey):
    """A Valkey that can be killed."""

    def kill(self) -> None:
        """End its one process."""
        with self.client() as client:
            process = int(client.info("server")["process_id"])
        with until_gone(remembered_port(self.port)):
            os.kill(process, signal.SIGKILL)


class MortalPostgres(Postgres):
    """A PostgreSQL that can be killed, and that says "done" when it has written.

    Elsewhere on this machine it may answer before it has: the shop's own settings for development and tests
    win speed with that. A drill about what was promised cannot.
    """

    def prepare(self, *, waits: bool) -> None:
        """Say whether it answers after it has written, or before; counts for sessions that begin now."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as session:
            session.execute(f"ALTER DATABASE shop SET synchronous_commit = {'on' if waits else 'off'}")
            # What is not waited for is written in its own time; here, late.
            session.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
            session.execute("SELECT pg_reload_conf()")

    def kill(self) -> None:
        """End all of its processes. The first is halted before, so that it begins no other meanwhile."""
        first = int(self.pid.read_text().split()[0])
        with closing(psycopg.connect(self.url("postgres"))) as session:
            os.kill(first, signal.SIGSTOP)
            others = [pid for (pid,) in session.execute("SELECT pid FROM pg_stat_activity")]
        with until_gone(self.last_port()):
            for process in (*others, first):
                os.kill(process, signal.SIGKILL)

    def launch(self) -> None:
        """Start where it was: on another port, nobody who was there before would find it again."""
        self.listen(self.last_port() or free_port())

    def start(self) -> str:
        """Start. What is left of a killed one may take a moment to be gone; until then it refuses."""
        for _ in range(TRIES):
            try:
                return super().start()
            except ServerError as error:
                refused = error
        raise refused


@contextmanager
def until_gone(port: int) -> Iterator[None]:
    """Leave the block when nobody holds a port any more: then the line that was begun before is cut."""
    with socket.create_connection((HOST, port), timeout=PATIENCE) as line:
        yield
        with suppress(ConnectionError):
            line.recv(1)


@contextmanager
def database_at(url: str) -> Iterator[None]:
    """Lead all threads that begin meanwhile to another database."""
    before = connections.settings["default"]
    connections.settings["default"] = {**before, **dj_database_url.parse(url)}
    try:
        yield
    finally:
        connections.settings["default"] = before


def there(url: str, does: Callable[[], Result]) -> Result:
    """Do something in a thread of its own, whose database is at another address."""

    def and_hang_up() -> Result:
        try:
            return does()
        finally:
            hang_up()

    with database_at(url), ThreadPoolExecutor(1) as somebody:
        return somebody.submit(and_hang_up).result()


def migrated(folder: Path) -> tuple[MortalPostgres, str]:
    """A server whose database has all of the shop's tables, and its address."""
    server = MortalPostgres(folder)
    url = server.start()
    there(url, lambda: call_command("migrate", verbosity=0))
    return server, url
