"""Tunings of who serves: connections that are kept, processes, threads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager

from local.postgres import Postgres
from performance.tunings.comparing import Measure, Sides, Tuning
from performance.tunings.hammer import answered, exchanged

CROWD, REQUESTS = 8, 160
CONN_MAX_AGE = "DATABASES.default.CONN_MAX_AGE"
Side = tuple[Sequence[str], Mapping[str, object]]


def between(
    before: Side, after: Side, people: int = CROWD
) -> Callable[[Postgres], AbstractContextManager[Sides]]:
    """Two shops that serve at once and are asked in turns; who is not asked costs nothing."""

    def asking(address: str) -> Measure:
        return lambda: answered(address, people=people, requests=REQUESTS)

    @contextmanager
    def sides(_: Postgres) -> Iterator[Sides]:
        with exchanged(*before) as one, exchanged(*after) as other:
            yield asking(one), asking(other)

    return sides


def gunicorn(workers: int, threads: int) -> Side:
    """So many processes, with so many threads in each."""
    return [f"--workers={workers}", f"--threads={threads}"], {}


CONNECTIONS = Tuning(
    "connections",
    "Pages, with a connection to PostgreSQL that is made for each request, or kept",
    "CONN_MAX_AGE = 0",
    "CONN_MAX_AGE = 60",
    between(([], {CONN_MAX_AGE: 0}), ([], {CONN_MAX_AGE: 60}), people=4),
)
PROCESSES = Tuning(
    "processes",
    "Pages for eight people at once",
    "--workers=1 --threads=4",
    "--workers=2 --threads=4",
    between(gunicorn(1, 4), gunicorn(2, 4)),
)
THREADS = Tuning(
    "threads",
    "Pages for eight people at once",
    "--workers=2 --threads=1",
    "--workers=2 --threads=4",
    between(gunicorn(2, 1), gunicorn(2, 4)),
)
