"""Tunings of workers: how many messages one takes before it needs them, and when it lets go of one."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from signal import SIGKILL
from typing import Any

from local.postgres import Postgres
from local.processes import ServerError
from local.services import ROOT
from performance.scratch import SCRATCH
from performance.tunings.comparing import Measure, Sides, Tuning, Value

LONG, SHORT, MANY = 1.5, 12, 400
PREFETCH_MULTIPLIER, ACKS_LATE = "CELERY_WORKER_PREFETCH_MULTIPLIER", "CELERY_TASK_ACKS_LATE"
HANDS = 4  # of the worker that is killed
# Seconds. Redis gives out again what nobody has let go of for so long; in production it is an hour.
BUSY, VISIBLE = 0.5, 2
PATIENCE = 60
LOG = SCRATCH / "workers.log"


@contextmanager
def worker(settings: Mapping[str, object], hands: int = 1) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker with some settings exchanged, as the first of a group of processes."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "performance.settings",
        "PERFORMANCE_SETTINGS": json.dumps(settings),
    }
    command = [sys.executable, "-m", "celery", "--app=config", "--quiet", "worker", "--loglevel=WARNING"]
    alone = ["--include=performance.errands", "--without-gossip", "--without-mingle"]
    words = [*command, *alone, f"--concurrency={hands}"]
    with (
        LOG.open("a") as log,
        subprocess.Popen(words, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()


def sent(number: int, seconds: float) -> None:
    """Send an errand."""
    from performance.errands import errand  # noqa: PLC0415 - the application reads where the queues are

    errand.delay(number, seconds)


def until(what: str, holds: Callable[[Any], bool]) -> None:
    """Wait until the broker's answers say so.

    Raises:
        ServerError: they did not.
    """
    from config.celery import app  # noqa: PLC0415

    with app.connection_or_acquire() as line:
        there, end = line.default_channel, time.monotonic() + PATIENCE
        while not holds(there):
            if time.monotonic() > end:
                raise ServerError(
                    f"Errands were not done.\nFound: no sign that {what}, for {PATIENCE} s.\nDo: read {LOG}."
                )
            time.sleep(0.01)


def noted(name: str, number: int = 0) -> dict[int, float]:
    """Wait until so many notes are there, take all, and give when each errand began.

    Raises:
        ServerError: they did not come.
    """
    from config.celery import app  # noqa: PLC0415

    until(f"{number} of {name} are there", lambda there: there.client.llen(name) >= number)
    with app.connection_or_acquire() as line:
        there = line.default_channel.client
        rows = [row.decode().split() for row in there.lrange(name, 0, -1)]
        there.delete(name)
    return {int(number): float(began) for number, began in rows}


def done(number: int) -> dict[int, float]:
    """Wait until so many are done; gives when each began."""
    from performance.errands import BEGUN, DONE  # noqa: PLC0415

    found = noted(DONE, number)
    noted(BEGUN)
    return found


def rate() -> Value:
    """How many short errands are done a second."""
    begun = time.monotonic()
    for number in range(MANY):
        sent(number, 0)
    done(MANY)
    return Value("short errands a second", MANY / (time.monotonic() - begun), "/s", more=True)


def side(prefetch: int) -> Measure:
    """Two workers; a long errand and short ones behind it; and then many short ones."""

    def measure() -> list[Value]:
        with ExitStack() as crew:
            for _ in range(2):
                crew.enter_context(worker({PREFETCH_MULTIPLIER: prefetch}))
            for number in range(4):
                sent(-number - 1, 0)
            done(4)  # both are awake
            at = time.time()
            sent(0, LONG)
            for number in range(1, SHORT + 1):
                sent(number, 0)
            began = done(SHORT + 1)
            waited = [began[number] - at for number in range(1, SHORT + 1)]
            return [
                Value("longest wait of a short errand", 1000 * max(waited), "ms"),
                Value("short errands that waited for the long one", sum(each > LONG / 2 for each in waited)),
                rate(),
            ]

    return measure


@contextmanager
def prefetch(_: Postgres) -> Iterator[Sides]:
    """Nothing is shared by the sides but the queues, which each of them leaves empty."""
    yield side(4), side(1)


def left(*, late: bool) -> Measure:
    """A worker that is killed with its hands full, and another that comes after it."""
    settings = {ACKS_LATE: late, "CELERY_BROKER_TRANSPORT_OPTIONS.visibility_timeout": VISIBLE}

    def measure() -> list[Value]:
        from performance.errands import BEGUN, DONE  # noqa: PLC0415

        with worker(settings, HANDS) as killed:
            for number in range(HANDS):
                sent(number, BUSY)
            noted(BEGUN, HANDS)
            with suppress(ProcessLookupError):
                os.killpg(killed.pid, SIGKILL)
        with worker(settings, HANDS):
            for number in range(HANDS):
                sent(-number - 1, 0)
            found = noted(DONE, HANDS)  # it is awake
            until("nothing is left", is_empty)
            found |= noted(DONE)
            noted(BEGUN)
            lost = sum(number not in found for number in range(HANDS))
            return [Value("errands lost", lost), rate()]

    return measure


def is_empty(there: Any) -> bool:
    """Whether no message waits in the queue, and none is in somebody's hands."""
    return not there.client.llen("default") and not there.client.hlen(there.unacked_key)


@contextmanager
def acks(_: Postgres) -> Iterator[Sides]:
    """Nothing is shared by the sides but the queues: what the first worker of a side lost, is lost."""
    yield left(late=False), left(late=True)


PREFETCH = Tuning(
    "prefetch",
    f"Two workers: a long errand of {LONG} s, {SHORT} short ones behind it, then {MANY} short ones alone",
    f"{PREFETCH_MULTIPLIER} = 4",
    f"{PREFETCH_MULTIPLIER} = 1",
    prefetch,
)
ACKS = Tuning(
    "acks",
    f"A worker is killed with {HANDS} errands in its hands, and another one comes; then {MANY} short ones",
    f"{ACKS_LATE} = False",
    f"{ACKS_LATE} = True",
    acks,
)
