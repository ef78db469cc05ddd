"""The files for PostgreSQL and Valkey: real servers start with them, and their sizes fit their memory."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.retry import Retry

from local.postgres import Postgres
from local.processes import HOST, free_port
from local.valkey import find_program

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
CONFIGURATION = DEPLOY / "postgres" / "postgresql.conf"
SIZES = {
    "shared_buffers": 1 / 4,
    "effective_cache_size": 3 / 4,
    "work_mem": 1 / 256,
    "maintenance_work_mem": 1 / 16,
}
UNITS = {"kB": 1, "MB": 1024, "GB": 1024**2}


def kilobytes(written: str) -> int:
    """A size as PostgreSQL writes it."""
    number, unit = re.fullmatch(r"(\d+) ?(kB|MB|GB)", written).groups()  # type: ignore[union-attr]
    return int(number) * UNITS[unit]


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[psycopg.Connection]:
    """A server whose own file ends with ours."""
    server = Postgres(tmp_path_factory.mktemp("postgres"))
    server.create()
    with (server.data / "postgresql.conf").open("a") as file:
        file.write(f"\ninclude '{CONFIGURATION}'\n")
    options = f"-p {free_port()} -h {HOST} -k ''"  # without what makes tests fast and forgets
    server.control("-l", server.log, "-o", options, "-w", "start")
    try:
        with psycopg.connect(server.url("postgres")) as connection:
            yield connection
    finally:
        server.stop()


def test_postgresql_starts_with_every_line(postgres: psycopg.Connection) -> None:
    lines = postgres.execute(
        "SELECT name, applied, error FROM pg_file_settings WHERE sourcefile = %s", [str(CONFIGURATION)]
    ).fetchall()

    assert len(lines) >= 15
    assert [line for line in lines if not line[1] or line[2]] == []


@pytest.mark.parametrize(("name", "share"), SIZES.items())
def test_a_size_is_its_share_of_the_memory(name: str, share: float) -> None:
    text = CONFIGURATION.read_text("utf-8")
    memory = re.search(r"^# Memory: (.+)$", text, re.MULTILINE)
    size = re.search(rf"^{name} = (\w+)$", text, re.MULTILINE)

    assert memory
    assert size
    assert kilobytes(size[1]) == share * kilobytes(memory[1])


def test_what_was_answered_is_on_the_disk(postgres: psycopg.Connection) -> None:
    found = [postgres.execute(f"SHOW {name}").fetchone() for name in ("fsync", "synchronous_commit")]

    assert found == [("on",), ("on",)]


@pytest.mark.parametrize(
    ("file", "policy", "on_disk"), [("cache", "allkeys-lru", "no"), ("queues", "noeviction", "yes")]
)
def test_valkey_starts_with_its_file(file: str, policy: str, on_disk: str, tmp_path: Path) -> None:
    port, ours = free_port(), str(DEPLOY / "valkey" / f"{file}.conf")
    words = ["--port", str(port), "--bind", HOST, "--dir", str(tmp_path)]
    with subprocess.Popen([str(find_program()), ours, *words], stdout=subprocess.DEVNULL) as server:
        patient = Retry(ConstantBackoff(0.1), 100, supported_errors=(NoConnection,))
        client = Redis(host=HOST, port=port, retry=patient, decode_responses=True)
        try:
            found = client.config_get("maxmemory-policy", "appendonly", "maxmemory")
        finally:
            client.close()
            server.terminate()

    assert found == {"maxmemory-policy": policy, "appendonly": on_disk, "maxmemory": str(200 * 1024**2)}
