"""A tuning of workers: how many messages one takes before it needs them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from local.postgres import Postgres
from local.processes import ServerError
from local.services import ROOT
from performance.scratch import SCRATCH
from performance.tunings.comparing import Measure, Sides, Tuning, Value

LONG, SHORT, MANY = 1.5, 12, 400
PATIENCE = 60
LOG = SCRATCH / "workers.log"


@contextmanager
def worker(prefetch: int) -> Iterator[None]:
    """A worker with one pair of hands, which takes so many messages at a time."""
    settings = {"CELERY_WORKER_PREFETCH_MULTIPLIER": prefetch}
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "performance.settings",
        "PERFORMANCE_SETTINGS": json.dumps(settings),
    }
    command = [sys.executable, "-m", "celery", "--app=config", "--quiet", "worker", "--loglevel=WARNING"]
    alone = ["--concurrency=1", "--include=performance.errands", "--without-gossip", "--without-mingle"]
    with (
        LOG.open("a") as log,
        subprocess.Popen([*command, *alone], cwd=ROOT, env=env, stdout=log, stderr=log) as process,
    ):
        try:
            yield
        finally:
            process.terminate()


def sent(number: int, seconds: float) -> None:
    """Send an errand."""
    from performance.errands import errand  # noqa: PLC0415 - the application reads where the queues are

    errand.delay(number, seconds)


def done(number: int) -> dict[int, float]:
    """Wait until so many are done; gives when each began.

    Raises:
        ServerError: they were not.
    """
    from config.celery import app  # noqa: PLC0415
    from performance.errands import DONE  # noqa: PLC0415

    with app.connection_or_acquire() as line:
        there, end = line.default_channel.client, time.monotonic() + PATIENCE
        while there.llen(DONE) < number:
            if time.monotonic() > end:
                found = f"{there.llen(DONE)} of {number}"
                raise ServerError(f"Errands were not done.\nFound: {found}.\nDo: read {LOG}.")
            time.sleep(0.01)
        rows = [row.decode().split() for row in there.lrange(DONE, 0, -1)]
        there.delete(DONE)
    return {int(number): float(began) for number, began in rows}


def side(prefetch: int) -> Measure:
    """Two workers; a long errand and short ones behind it; and then many short ones."""

    def measure() -> list[Value]:
        with ExitStack() as crew:
            for _ in range(2):
                crew.enter_context(worker(prefetch))
            for number in range(4):
                sent(-number - 1, 0)
            done(4)  # both are awake
            at = time.time()
            sent(0, LONG)
            for number in range(1, SHORT + 1):
                sent(number, 0)
            began = done(SHORT + 1)
            waited = [began[number] - at for number in range(1, SHORT + 1)]
            begun = time.monotonic()
            for number in range(MANY):
                sent(number, 0)
            done(MANY)
            rate = MANY / (time.monotonic() - begun)
        return [
            Value("longest wait of a short errand", 1000 * max(waited), "ms"),
            Value("short errands that waited for the long one", sum(each > LONG / 2 for each in waited)),
            Value("short errands a second", rate, "/s", more=True),
        ]

    return measure


@contextmanager
def prefetch(_: Postgres) -> Iterator[Sides]:
    """Nothing is shared by the sides but the queues, which each of them leaves empty."""
    yield side(4), side(1)


PREFETCH = Tuning(
    "prefetch",
    f"Two workers: a long errand of {LONG} s, {SHORT} short ones behind it, then {MANY} short ones alone",
    "CELERY_WORKER_PREFETCH_MULTIPLIER = 4",
    "CELERY_WORKER_PREFETCH_MULTIPLIER = 1",
    prefetch,
)
