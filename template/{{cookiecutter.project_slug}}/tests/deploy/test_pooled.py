"""The pooler of `deploy/compose/pooled.yaml`: the files that ship, and the secrets that `prepare` makes."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from local.pgbouncer import find_program, until_open
from local.postgres import Postgres
from local.processes import HOST, as_plain_user, free_port
from tests.deploy.release import ROOT, until
from tests.pooler.pool import refuse_without_it
from tests.workers.crew import kill_all_of
from tests.workers.desk import PATIENCE

FILES = ROOT / "deploy" / "pgbouncer"


@dataclass(frozen=True)
class Pooled:
    """A pooler that runs.

    Attributes:
        log: what it says.
        url: web's way through it.
        direct: the others' way, past it.
    """

    process: "subprocess.Popen[str]"
    log: Path
    url: str
    direct: str

    def without(self, password: str, name: str = "shop") -> str:
        """The same way, for somebody who knows less."""
        return f"postgres://{name}:{password}@{self.url.partition('@')[2]}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """PostgreSQL that asks for passwords, as the image's does, and knows the one of `prepare`."""
    folder = tmp_path_factory.mktemp("pooled")
    subprocess.run([ROOT / "deploy/compose/prepare", folder], check=True, capture_output=True)
    server = Postgres(folder)
    server.create()
    rules = server.data / "pg_hba.conf"
    rules.write_text(f"host all shop {HOST}/32 scram-sha-256\n" + rules.read_text())
    server.control("-l", server.log, "-o", f"-p {free_port()} -h {HOST} -k ''", "-w", "start")
    try:
        with psycopg.connect(server.url("shop"), autocommit=True) as connection:
            connection.execute(f"CREATE ROLE shop LOGIN PASSWORD '{secret(folder, 'postgres_password')}'")
        yield server
    finally:
        server.stop()


@pytest.fixture
def pooled(server: Postgres, tmp_path: Path) -> Iterator[Pooled]:
    """PgBouncer with the files that ship, their places exchanged for those here."""
    refuse_without_it()
    port = free_port()
    moved = {
        "listen_addr = 0.0.0.0": f"listen_addr = {HOST}",
        "listen_port = 6432": f"listen_port = {port}",
        "host=postgres port=5432": f"host={HOST} port={server.last_port()}",
        "auth_file = /etc/pgbouncer/users.txt": f"auth_file = {server.folder / 'secrets/pooler_users'}",
        "%include /etc/pgbouncer/sizes.ini": f"%include {FILES / 'sizes.ini'}",
    }
    text = (FILES / "pgbouncer.ini").read_text("utf-8")
    for there, here in moved.items():
        assert text.count(there) == 1
        text = text.replace(there, here)
    (tmp_path / "pgbouncer.ini").write_text(text)
    url = secret(server.folder, "pooled_database_url").replace("pgbouncer:6432", f"{HOST}:{port}")
    direct = secret(server.folder, "database_url").replace("postgres:5432", f"{HOST}:{server.last_port()}")
    command = [*as_plain_user(server.folder), find_program(), str(tmp_path / "pgbouncer.ini")]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, text=True, start_new_session=True)
    try:
        until_open(url, process, tmp_path / "log")
        yield Pooled(process, tmp_path / "log", url, direct)
    finally:
        kill_all_of(process)


def secret(folder: Path, name: str) -> str:
    """One of those that `prepare` made."""
    return (folder / "secrets" / name).read_text()


@pytest.mark.parametrize("way", ["url", "direct"])
def test_who_has_the_password_gets_in(pooled: Pooled, way: str) -> None:
    with psycopg.connect(getattr(pooled, way)) as connection:
        row = connection.execute("SELECT current_user, current_database()").fetchone()

    assert row == ("shop", "shop")


@pytest.mark.parametrize(("password", "name"), [("wrong", "shop"), ("", "shop"), ("wrong", "postgres")])
def test_nobody_else_does(pooled: Pooled, password: str, name: str) -> None:
    with pytest.raises(psycopg.OperationalError, match=r"authentication failed|no password supplied"):
        psycopg.connect(pooled.without(password, name))


def test_the_shop_may_look_at_the_pools_and_change_nothing(pooled: Pooled) -> None:
    console = pooled.url.removesuffix("/shop") + "/pgbouncer"
    with closing(psycopg.connect(console, autocommit=True, prepare_threshold=None)) as connection:
        cursor = psycopg.ClientCursor(connection)
        names = {row[0] for row in cursor.execute("SHOW POOLS").fetchall()}

        with pytest.raises(psycopg.errors.Error, match="admin access needed"):
            cursor.execute("PAUSE")

    assert names == {"shop", "pgbouncer"}


def test_who_is_in_a_transaction_ends_it_when_the_pooler_is_told_to_end(pooled: Pooled) -> None:
    with closing(psycopg.connect(pooled.url)) as under_way, closing(psycopg.connect(pooled.url)):
        under_way.execute("CREATE TEMPORARY TABLE paid (amount integer) ON COMMIT DROP")
        pooled.process.send_signal(signal.SIGINT)
        until(lambda: "SIGINT" in pooled.log.read_text(), pooled.process)
        under_way.execute("INSERT INTO paid VALUES (1)")
        under_way.commit()

        assert pooled.process.wait(PATIENCE) == 0  # the other one has its line still
