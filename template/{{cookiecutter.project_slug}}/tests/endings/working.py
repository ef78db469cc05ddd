"""Workers that end and are replaced while there is work, and what was done how often."""

import signal
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from celery import Celery

from tests.deploy.release import ROOT, Process, entry, until
from tests.endings.errands import DONE
from tests.workers.crew import kill_all_of, until_says
from tests.workers.desk import PATIENCE, Desk

WORDS = ("--include=tests.endings.errands", "--queues=default,slow")


@contextmanager
def worker(release: Path, variables: Mapping[str, str]) -> Iterator[Process]:
    """A worker inside a `with` block, as production starts it, ready."""
    with entry(release, "worker", *WORDS, variables={**variables, "PYTHONPATH": str(ROOT)}) as process:
        until_says(process, " ready.")
        assert process.stdout
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield process


def marks(sender: Celery) -> Counter[int]:
    """How often each number was done."""
    with sender.connection_or_acquire() as line:
        return Counter(int(number) for number in line.default_channel.client.lrange(DONE, 0, -1))


def forget(sender: Celery) -> None:
    """Begin with an empty list."""
    with sender.connection_or_acquire() as line:
        line.default_channel.client.delete(DONE)


def replaced(
    release: Path, variables: Mapping[str, str], sender: Celery, desk: Desk, times: int, work: int
) -> Counter[int]:
    """Replace a worker so many times, each in the middle of something; gives how often each number was done.

    Each time, one errand is at the desk when the worker is told to end, and others wait behind it.
    """
    forget(sender)
    for turn in range(times):
        sender.send_task("slow.mark", args=[-turn - 1])
        for number in range(work):
            sender.send_task("errand.mark", args=[turn * work + number])
        with worker(release, {**variables, **desk.variables}) as process:
            at_work = desk.visitor()
            process.send_signal(signal.SIGTERM)
            at_work.go_on()
            process.wait(PATIENCE)
    with worker(release, variables) as last:
        until(lambda: len(marks(sender)) >= times * (work + 1), last)
        last.send_signal(signal.SIGTERM)
        last.wait(PATIENCE)
    return marks(sender)


def killed(
    release: Path, variables: Mapping[str, str], sender: Celery, desk: Desk, work: int
) -> Counter[int]:
    """The same with a worker that is killed: what it had taken is not done, until an hour has gone."""
    forget(sender)
    sender.send_task("slow.mark", args=[-1])
    with worker(release, {**variables, **desk.variables}) as process:
        desk.visitor()
        kill_all_of(process)
    for number in range(work):
        sender.send_task("errand.mark", args=[number])
    with worker(release, variables) as last:
        until(lambda: len(marks(sender)) >= work, last)
        last.send_signal(signal.SIGTERM)
        last.wait(PATIENCE)
    return marks(sender)
