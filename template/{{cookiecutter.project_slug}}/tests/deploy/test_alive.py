"""What a platform learns of a process that it cannot ask: whether its loop turns, in real processes."""

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from celery import Celery

from local.processes import free_port
from shop.core.life import VARIABLE
from tests.deploy.release import ROOT, entry, until
from tests.workers.desk import PATIENCE, Desk

pytestmark = pytest.mark.django_db(transaction=True)

LONG_AGO = 1_000_000_000
NOWHERE = "postgres://nobody@127.0.0.1:{}/shop"


def alive(file: Path) -> int:
    """The exit code of what the platform runs; 2 minutes are enough."""
    return subprocess.run(
        [ROOT / "deploy/bin/alive", "2"], env={**os.environ, VARIABLE: str(file)}, check=False
    ).returncode


def aged(file: Path) -> None:
    """Let a file be old."""
    os.utime(file, (LONG_AGO, LONG_AGO))


def watched(variables: Mapping[str, str], tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """The file that a process is to touch, and what it is told. Whoever it runs as may write there."""
    folder = tmp_path / "watched"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    return folder / "alive", {**variables, VARIABLE: str(folder / "alive")}


def test_a_file_that_is_old_or_missing_is_no_life(tmp_path: Path) -> None:
    file = tmp_path / "alive"

    assert alive(file) == 1
    file.touch()
    assert alive(file) == 0
    aged(file)
    assert alive(file) == 1


@pytest.mark.parametrize("name", ["beat", "relay", "webhooks"])
def test_a_loop_without_a_database_lives(
    release: Path, variables: dict[str, str], tmp_path: Path, name: str
) -> None:
    file, told = watched(variables, tmp_path)
    told["DATABASE_URL"] = NOWHERE.format(free_port())

    with entry(release, name, variables=told) as process:
        until(file.exists, process)
        aged(file)
        until(lambda: alive(file) == 0, process)
        process.send_signal(signal.SIGTERM)

        assert process.wait(PATIENCE) == 0


def test_a_worker_that_works_lives(
    release: Path, variables: dict[str, str], tmp_path: Path, sender: Celery, desk: Desk
) -> None:
    file, told = watched(variables, tmp_path)
    words = ["--include=tests.workers.errands", "--queues=slow"]
    sender.send_task("slow.call", args=["begun"])

    with entry(
        release, "worker", *words, variables={**told, "PYTHONPATH": str(ROOT), **desk.variables}
    ) as worker:
        at_work = desk.visitor()
        aged(file)
        until(lambda: alive(file) == 0, worker)  # while both hands could be full
        at_work.go_on()
        worker.send_signal(signal.SIGTERM)

        assert worker.wait(PATIENCE) == 0


def test_a_loop_that_hangs_does_not_live(release: Path, variables: dict[str, str], tmp_path: Path) -> None:
    file, told = watched(variables, tmp_path)

    with entry(release, "relay", variables=told) as relay:
        until(file.exists, relay)
        relay.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, relay.pid, os.WSTOPPED | os.WNOWAIT)
        aged(file)

        assert alive(file) == 1
