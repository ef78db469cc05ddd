"""Tunings of the pooler: whether the threads of web processes share sessions of PostgreSQL, and how many."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Event, Thread

import psycopg

from local.pgbouncer import pooler
from local.postgres import NAME, Postgres
from performance.scratch import SCRATCH
from performance.tunings.comparing import Measure, Sides, Tuning, Value
from performance.tunings.hammer import answered, exchanged

PROCESSES, THREADS = 2, 16
LINES = PROCESSES * THREADS
FEW = 6  # three for each of two cores, as `deploy/pgbouncer/sizes.ini` has twelve for four
REPORT = 0.5  # seconds that the database is busy with one
PRIVATE = ("Private_Clean:", "Private_Dirty:")


def through(
    before: int, after: int, *, report: bool = False
) -> Callable[[Postgres], AbstractContextManager[Sides]]:
    """Pages through a pool of one size or another; 0 is none, and each thread has a session of its own.

    One shop at a time, so that all sessions that are there are this side's.

    Args:
        report: whether somebody has reports made meanwhile, one after the other, through the same pool.
    """

    @contextmanager
    def sides(server: Postgres) -> Iterator[Sides]:
        yield side(server, before, report=report), side(server, after, report=report)

    return sides


def side(server: Postgres, size: int, *, report: bool) -> Measure:
    """One of both."""
    there = server.url(NAME)
    sizes = {"default_pool_size": size, "max_db_connections": size, "reserve_pool_size": 0}
    words = [f"--workers={PROCESSES}", f"--threads={THREADS}"]

    def measure() -> list[Value]:
        pooled = pooler(SCRATCH / "pgbouncer", there, **sizes) if size else nullcontext(there)
        with (
            pooled as url,
            exchanged(words, DATABASE_URL=url, DATABASE_POOLED="yes" if size else "no") as address,
        ):
            with reports(url) if report else nullcontext():
                pages = answered(address, people=LINES, requests=10 * LINES)
            return [*pages, *sessions()]

    return measure


@contextmanager
def reports(url: str) -> Iterator[None]:
    """Have somebody ask what the database thinks about for long, again and again."""
    over = Event()

    def ask() -> None:
        with psycopg.connect(url, autocommit=True, prepare_threshold=None) as line:
            while not over.is_set():
                line.execute("SELECT pg_sleep(%s)", [REPORT])

    somebody = Thread(target=ask)
    somebody.start()
    try:
        yield
    finally:
        over.set()
        somebody.join()


def sessions() -> Iterator[Value]:
    """How many sessions the shop holds, and what memory is theirs alone, where the system tells."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by whoever measures

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        pids = [pid for (pid,) in cursor.fetchall()]
    yield Value("sessions of PostgreSQL", len(pids))
    files = [Path(f"/proc/{pid}/smaps_rollup") for pid in pids]
    if files and all(file.exists() for file in files):
        yield Value("memory that they alone hold", sum(map(kilobytes, files)) / 1000, "MB")


def kilobytes(file: Path) -> int:
    """What a process has to itself, as the system counts it."""
    rows = [line.split() for line in file.read_text("ascii").splitlines()]
    return sum(int(row[1]) for row in rows if row[0] in PRIVATE)


POOLER = Tuning(
    "pooler",
    f"Pages for {LINES} people at once, for each of whom there is a thread",
    "DATABASE_URL leads to PostgreSQL",
    f"DATABASE_URL leads to PgBouncer, default_pool_size = {FEW}",
    through(0, FEW),
)
POOL = Tuning(
    "pool",
    f"The same through PgBouncer, while somebody has reports made that take the database {REPORT} s each",
    "default_pool_size = 1",
    f"default_pool_size = {FEW}",
    through(1, FEW, report=True),
)
