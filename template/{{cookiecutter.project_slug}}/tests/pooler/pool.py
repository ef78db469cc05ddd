"""A real PgBouncer before the test's database, with the sizes that we ship, made small."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import psycopg
import pytest

from local.processes import HOST, as_plain_user, free_port
from tests.workers.crew import database, kill_all_of
from tests.workers.desk import PATIENCE

SIZES = Path(__file__).resolve().parents[2] / "deploy" / "pgbouncer" / "sizes.ini"
SESSIONS = 3  # that all clients share


def pgbouncer() -> str:
    """Where the program is. It is no Python package, so where it is missing these tests cannot be run."""
    path = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if not path and os.environ.get("CI"):
        pytest.fail("pgbouncer is not here, and CI is to judge: install Debian's package pgbouncer first")
    if not path:
        pytest.skip("pgbouncer is not here; on Debian and Ubuntu, `apt install pgbouncer`")
    return path


@contextmanager
def pool(folder: Path) -> Iterator[str]:
    """Have one inside a `with` block; gives the address of the test's database behind it."""
    there = urlsplit(database())
    port = free_port()
    where = f"host={there.hostname} port={there.port or 5432} dbname={there.path[1:]}"
    users = folder / "users.txt"
    users.write_text(f'"{there.username}" "{there.password or ""}"\n', encoding="utf-8")
    own = {
        "listen_addr": HOST,
        "listen_port": port,
        "unix_socket_dir": "",
        "auth_type": "trust",
        "auth_file": users,
        "default_pool_size": SESSIONS,
        "reserve_pool_size": 0,
    }
    file = folder / "pgbouncer.ini"
    lines = [f"{name} = {value}" for name, value in own.items()]
    head = f"[databases]\nshop = {where}\n\n[pgbouncer]\n%include {SIZES}\n"
    file.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    url = there._replace(netloc=f"{there.username}@{HOST}:{port}", path="/shop").geturl()
    command = [*as_plain_user(folder), pgbouncer(), "--quiet", str(file)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, text=True, start_new_session=True)
    try:
        until_open(url, process, folder / "log")
        yield url
    finally:
        kill_all_of(process)


def until_open(url: str, process: "subprocess.Popen[str]", log: Path) -> None:
    """Wait until somebody is let through."""
    end = monotonic() + PATIENCE
    while True:
        try:
            with closing(psycopg.connect(url, connect_timeout=PATIENCE)):
                return
        except psycopg.OperationalError:
            assert process.poll() is None, log.read_text()
            assert monotonic() < end, log.read_text()
            sleep(0.02)
