"""A worker stops, work is given up: Prometheus, asking real processes, says so, and when it is over."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from shopwright.course.environment import INPUTS
from shopwright.course.environment import environment as shared_environment
from shopwright.course.tree import Blob
from shopwright.store import ROOT, generate

from .promtool import tool
from .watched import Watched, process, until

ASKED = 40
GIVEN_UP = """
from django.db import transaction
from shop.core import clock
from shop.outbox.models import Delivery
from shop.outbox.services.publishing import publish
with transaction.atomic():
    event = publish(topic="drill", key="1", payload={})
    Delivery.objects.create(event=event, consumer="drill", state="dead", ended_at=clock.now())
"""


@contextmanager
def shop(folder: Path) -> Iterator[Watched]:
    """A finished store with its servers and its tables."""
    store = generate({"preset": "everything"}, folder)
    pins = {name: Blob((store / name).read_bytes(), executable=False) for name in INPUTS}
    (store / ".venv").symlink_to(shared_environment(ROOT, pins))
    shutil.copy(store / ".env.example", store / ".env")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "PYTEST_"))}
    watched = Watched(store, kept, folder)
    with process(watched.python("-m", "local.services"), store, kept):
        until((store / ".local" / "services.env").exists, "the servers")
        manage(watched, "migrate", "-v0")
        yield watched


def manage(watched: Watched, *words: str, stdin: str = "") -> None:
    """One command of the store."""
    command = watched.python("manage.py", *words)
    subprocess.run(command, cwd=watched.store, env=watched.variables, input=stdin, text=True, check=True)


def test_alarms_come_and_go_with_real_processes(tmp_path: Path, *, whole: bool) -> None:
    tool("prometheus")
    if not whole:
        pytest.skip("two minutes of seven processes; `make test ARGS='tests/store/test_watched.py --whole'`")
    with shop(tmp_path) as watched, watched.running():
        until(watched.answers, "Prometheus")
        until(watched.is_open, "the shop")
        for _ in range(ASKED):
            urlopen(f"http://127.0.0.1:{watched.web}/health/version", timeout=30).close()
        counted = 'sum(shop_request_seconds_count{view="health-version"})'
        until(lambda: watched.figure(counted) == ASKED, "all requests, of both processes")
        # Beat has told of what is due; nobody does it.
        until(lambda: "QueueStandsStill" in watched.alarms(), "the alarm for a worker that is away")
        with watched.worker():
            until(lambda: "QueueStandsStill" not in watched.alarms(), "its end, when one works again")
            manage(watched, "shell", "-v0", stdin=GIVEN_UP)
            until(lambda: "WorkGivenUp" in watched.alarms(), "the alarm for work that was given up")
            manage(watched, "dead_letters", "drill", "--replay")
            until(lambda: "WorkGivenUp" not in watched.alarms(), "its end, when it is tried again")
        assert watched.figure("min(shop_database_up)") == watched.figure("min(shop_broker_up)") == 1
