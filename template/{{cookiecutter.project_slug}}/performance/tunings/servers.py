"""Tunings of PostgreSQL and Valkey: what the sample files in `deploy/` say, and what both do without."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis, RedisError

from local.postgres import Postgres
from local.processes import HOST, free_port, run
from local.services import ROOT
from local.valkey import find_program
from performance.scratch import SCRATCH, restart
from performance.tunings.comparing import Measure, Sides, Tuning, Value
from performance.tunings.hammer import answered, exchanged

CONFIGURATION = ROOT / "deploy" / "postgres" / "postgresql.conf"
LINE = re.compile(r"^(\w+) = '?([^'#\n]+?)'?$", re.MULTILINE)
SORTS = "SELECT md5(n::text) AS day, n FROM generate_series(1, 60000) n ORDER BY day"
QUEUES, MESSAGES, CACHED = ("default", "mail", "slow"), 1000, 4000


def settings() -> list[str]:
    """The file's lines, as words for the server's command."""
    return [f"{name}={value}" for name, value in LINE.findall(CONFIGURATION.read_text("utf-8"))]


@contextmanager
def postgres(server: Postgres) -> Iterator[Sides]:
    """One server, started anew for each side. The shop's connections find it again by themselves."""
    from django.db import connection, connections  # noqa: PLC0415 - Django is set up by whoever measures

    def spilled() -> float:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {SORTS}")
            return float(cursor.fetchone()[0][0]["Plan"]["Temp Written Blocks"])

    def side(address: str, *options: str) -> Measure:
        def measure() -> list[Value]:
            connections.close_all()
            restart(server, *options)
            answered(address, people=2, requests=20)
            pages = answered(address, people=4, requests=120)
            return [pages[0], pages[2], Value("blocks written to sort a report", spilled())]

        return measure

    with exchanged([]) as address:
        yield side(address), side(address, *settings())
        connections.close_all()
        restart(server)


@contextmanager
def valkey(*options: str) -> Iterator[Redis]:
    """A Valkey of its own, small enough to be filled."""
    folder, port = SCRATCH / "eviction", free_port()
    folder.mkdir(exist_ok=True)
    words = ["--port", str(port), "--bind", HOST, "--save", "", "--daemonize", "yes", *options]
    run([find_program(), *words, "--dir", folder, "--logfile", folder / "log"], do="run again")
    client = Redis(host=HOST, port=port)
    try:
        for _ in range(100):
            try:
                client.ping()
                break
            except RedisError:
                continue
        yield client
    finally:
        client.shutdown(nosave=True)


def kept(*options: str) -> Measure:
    """Send messages, fill the cache beside them, and count the messages that are left."""

    def measure() -> list[Value]:
        refused = 0
        with valkey("--maxmemory", "16mb", *options) as client:
            for queue in QUEUES:
                client.rpush(queue, *(f"message {number}" for number in range(MESSAGES)))
            for number in range(CACHED):
                try:
                    client.set(f"cache:{number}", "x" * 8192, ex=60)
                except RedisError:
                    refused += 1
            there = sum(int(client.llen(queue)) for queue in QUEUES)
        return [
            Value("messages lost", 3 * MESSAGES - there),
            Value("pages that could not be kept", refused),
        ]

    return measure


@contextmanager
def eviction(_: Postgres) -> Iterator[Sides]:
    """A server that holds queues, and something fills it."""
    yield kept("--maxmemory-policy", "allkeys-lru"), kept("--maxmemory-policy", "noeviction")


POSTGRES = Tuning(
    "postgres",
    "Pages for four people at once, and a report that sorts",
    "PostgreSQL's defaults",
    "deploy/postgres/postgresql.conf",
    postgres,
)
EVICTION = Tuning(
    "eviction",
    f"{3 * MESSAGES:,} messages in a server of 16 MB, and 32 MB that a cache writes beside them",
    "maxmemory-policy allkeys-lru",
    "maxmemory-policy noeviction",
    eviction,
)
