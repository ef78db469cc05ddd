"""Workers and their like as processes of their own, on the test's database and queues."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGKILL
from typing import TypeAlias
from urllib.parse import urlsplit

from django.conf import settings

from config.environment import environment
from tests.workers.desk import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
Process: TypeAlias = "subprocess.Popen[str]"


def database() -> str:
    """The address of the database that tests use."""
    url = urlsplit(environment.database_url.get_secret_value())
    return url._replace(path=f"/{settings.DATABASES['default']['NAME']}").geturl()


@contextmanager
def started(module: str, *words: str, variables: Mapping[str, str]) -> Iterator[Process]:
    """Have `python -m module` run inside a `with` block, as the first of a group of processes."""
    with subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database(), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            kill_all_of(process)


def kill_all_of(process: Process) -> None:
    """End a process and all that it began, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, SIGKILL)
    process.wait(PATIENCE)


@contextmanager
def worker(
    variables: Mapping[str, str], knows: str = "tests.workers.errands", hands: int = 1
) -> Iterator[Process]:
    """A worker that does so many things at a time, ready to be sent."""
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    words = ["worker", f"--concurrency={hands}", f"--include={knows}", "--loglevel=INFO", *alone]
    with started("celery", "--app=config", *words, variables=variables) as process:
        until_says(process, " ready.")
        yield process


def until_says(process: Process, words: str) -> None:
    """Read what a process prints, until it says this."""
    assert process.stdout
    printed = []
    for line in process.stdout:
        printed.append(line)
        if words in line:
            return
    raise AssertionError("".join(printed))
