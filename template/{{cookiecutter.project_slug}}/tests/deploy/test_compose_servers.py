"""What production.yaml starts PostgreSQL and Valkey with: real servers read the files that it mounts."""

import re
import subprocess
from collections.abc import Mapping
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
from tests.deploy.release import ROOT

COMPOSE = ROOT / "deploy" / "compose"
TOLD = (COMPOSE / "production.yaml").read_text("utf-8")
# Each file that is mounted, by where the container has it.
MOUNTED = {there: COMPOSE / here for here, there in re.findall(r"(\.[\w./-]+):(/etc/[\w./-]+):ro", TOLD)}
LINES = "SELECT sourcefile, name, error FROM pg_file_settings ORDER BY seqno"


def words(program: str) -> list[str]:
    """With which words each server of a kind is started."""
    return re.findall(rf"^ +command: \[{program}, (.+)\]$", TOLD, re.MULTILINE)


def moved(text: str, places: Mapping[str, Path]) -> str:
    """A text with files where they lie here; each is named in it."""
    for there, here in places.items():
        assert there in text
        text = text.replace(there, str(here))
    return text


def test_postgresql_reads_its_own_file_and_then_ours(tmp_path: Path) -> None:
    server = Postgres(tmp_path)
    server.create()
    own, ours = server.data / "postgresql.conf", MOUNTED["/etc/postgresql/shop.conf"]
    both = MOUNTED["/etc/postgresql/postgresql.conf"].read_text("utf-8")
    places = {"/var/lib/postgresql/18/docker/postgresql.conf": own, "/etc/postgresql/shop.conf": ours}
    (tmp_path / "both").write_text(moved(both, places))
    (told,) = words("postgres")
    told = moved(told.replace(", ", " "), {"/etc/postgresql/postgresql.conf": tmp_path / "both"})

    server.control("-l", server.log, "-o", f"{told} -p {free_port()} -h {HOST} -k ''", "-w", "start")
    try:
        with psycopg.connect(server.url("postgres")) as connection:
            lines = connection.execute(LINES).fetchall()
    finally:
        server.stop()

    said = {name: Path(file).resolve() for file, name, _ in lines}  # the later word counts
    assert {Path(file).resolve() for file, _, _ in lines} == {own.resolve(), ours.resolve()}
    assert [line for line in lines if line[2]] == []
    assert said["shared_buffers"] == ours.resolve()
    assert said["default_text_search_config"] == own.resolve()


@pytest.mark.parametrize(("name", "policy"), [("cache", "allkeys-lru"), ("queues", "noeviction")])
def test_valkey_reads_the_file_that_is_meant_for_it(name: str, policy: str, tmp_path: Path) -> None:
    port, there = free_port(), f"/etc/valkey/{name}.conf"
    assert there in words("valkey-server")
    here = ["--port", str(port), "--bind", HOST, "--dir", str(tmp_path)]
    command = [str(find_program()), str(MOUNTED[there]), *here]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        patient = Retry(ConstantBackoff(0.1), 100, supported_errors=(NoConnection,))
        client = Redis(host=HOST, port=port, retry=patient, decode_responses=True)
        try:
            found = client.config_get("maxmemory-policy")
        finally:
            client.close()
            server.terminate()

    assert found == {"maxmemory-policy": policy}
