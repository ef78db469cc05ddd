"""What processes of several containers count in one folder is added up, and none of it is lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector

from shop.metrics.slots import Slots
from tests.workers.crew import ROOT

Process: TypeAlias = "subprocess.Popen[str]"


@contextmanager
def counter(folder: Path, *words: str) -> Iterator[Process]:
    """A process that counts there inside a `with` block; it is ready to."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.metrics.counter", *words],
        cwd=ROOT,
        env={**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert said(process) == "ready"
        yield process


def said(process: Process) -> str:
    """The next line that it says."""
    assert process.stdout
    return process.stdout.readline().strip()


def counts(process: Process, amount: int) -> None:
    """Have it count so many."""
    assert process.stdin
    process.stdin.write(f"{amount}\n")
    process.stdin.flush()
    assert said(process) == "counted"


def told(folder: Path) -> float | None:
    """What Prometheus would be told."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    return registry.get_sample_value("shop_stock_refusals_total")


def files(folder: Path) -> list[str]:
    """In what they counted."""
    return sorted(file.name for file in folder.glob("counter_*"))


def test_two_at_a_time_are_added_up(tmp_path: Path) -> None:
    with counter(tmp_path) as one, counter(tmp_path) as other:
        counts(one, 3)
        counts(other, 4)

    assert files(tmp_path) == ["counter_0.db", "counter_1.db"]
    assert told(tmp_path) == 7


def test_by_the_numbers_that_containers_give_they_would_lose_what_they_count(tmp_path: Path) -> None:
    with counter(tmp_path, "1") as one, counter(tmp_path, "1") as other:
        counts(one, 3)
        counts(other, 4)

    assert told(tmp_path) == 4


def test_who_comes_after_one_that_was_killed_goes_on_in_its_file(tmp_path: Path) -> None:
    for amount in (3, 4):
        with counter(tmp_path) as process:
            counts(process, amount)
            process.kill()

    assert files(tmp_path) == ["counter_0.db"]
    assert told(tmp_path) == 7


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # of threads that other tests left
def test_a_child_has_a_number_of_its_own_and_the_parent_keeps_its(tmp_path: Path) -> None:
    parent = Slots(tmp_path)
    assert parent() == 0

    child = os.fork()
    if not child:
        os._exit(parent())

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert (parent(), Slots(tmp_path)()) == (0, 1)
