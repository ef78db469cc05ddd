"""A real PgBouncer before a database, with the sizes that this store ships. It is no Python package."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from signal import SIGKILL
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import psycopg

from local.processes import HOST, ServerError, as_plain_user, beside, free_port, last_lines

SIZES = Path(__file__).resolve().parents[1] / "deploy" / "pgbouncer" / "sizes.ini"
PATIENCE = 30  # seconds until it lets somebody through


def find_program() -> str:
    """Find the program.

    Raises:
        ServerError: it is not there.
    """
    if found := shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin"):
        return found
    raise ServerError(
        "PgBouncer's program is missing.\n"
        "Found: no pgbouncer on the PATH.\n"
        "Do: on Debian and Ubuntu, `apt install pgbouncer`."
    )


@contextmanager
def pooler(folder: Path, database: str, **sizes: int) -> Iterator[str]:
    """Have one inside a `with` block.

    Args:
        folder: where its configuration and its log lie.
        database: the address of the database behind it.
        sizes: what differs from the sizes that are shipped.

    Yields:
        The address of the same database through it.

    Raises:
        ServerError: it is not there, or did not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there, port = urlsplit(database), free_port()
    url = there._replace(netloc=f"{there.username}@{HOST}:{port}", path="/shop").geturl()
    file = configured(folder, database, listen_port=port, **sizes)
    with beside([*as_plain_user(folder), find_program(), "--quiet", str(file)], end=SIGKILL) as process:
        until_open(url, process, folder / "log")
        yield url


def configured(folder: Path, database: str, **own: int) -> Path:
    """Write its configuration: who is let in without a password, and the shipped sizes below what differs."""
    there = urlsplit(database)
    where = f"host={there.hostname} port={there.port or 5432} dbname={there.path[1:]}"
    users = folder / "users.txt"
    users.write_text(f'"{there.username}" "{there.password or ""}"\n', encoding="utf-8")
    words = {
        "listen_addr": HOST,
        "unix_socket_dir": "",
        "auth_type": "trust",
        "auth_file": users,
        "logfile": folder / "log",
        **own,
    }
    head = f"[databases]\nshop = {where}\n\n[pgbouncer]\n%include {SIZES}\n"
    file = folder / "pgbouncer.ini"
    lines = [f"{name} = {value}" for name, value in words.items()]
    file.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def until_open(url: str, process: "subprocess.Popen[Any]", log: Path) -> None:
    """Wait until somebody is let through.

    Raises:
        ServerError: nobody was; its log says why.
    """
    end = monotonic() + PATIENCE
    while True:
        try:
            with closing(psycopg.connect(url, connect_timeout=PATIENCE)):
                return
        except psycopg.OperationalError as error:
            if process.poll() is not None or monotonic() > end:
                found = last_lines(log) or error
                raise ServerError(f"PgBouncer could not start.\nFound: {found}\nDo: read {log}.") from error
            sleep(0.02)
