"""All processes of a machine count as one, and nobody outside can ask."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from local.processes import free_port
from tests.workers.crew import Process, started, until_says

pytestmark = pytest.mark.django_db(transaction=True)

HOST = "127.0.0.1"
TRIES = 500
ALIVE = 'shop_request_seconds_count{method="GET",status="2xx",view="health-version"}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where processes count."""
    made = tmp_path / "metrics"
    made.mkdir()
    return made


@contextmanager
def web(folder: Path, port: int) -> Iterator[Process]:
    """The shop's web server with two processes, as in production."""
    words = ["config.wsgi", "--workers=2", f"--bind={HOST}:{port}", "--no-control-socket"]
    with started("gunicorn", *words, variables={"METRICS_FOLDER": str(folder)}) as process:
        until_says(process, "Booting worker")
        until_says(process, "Booting worker")
        yield process


def ask(port: int, path: str) -> tuple[int, str]:
    """Ask one thing on a line of its own; gives the status and what is answered."""
    line = HTTPConnection(HOST, port, timeout=30)
    try:
        line.request("GET", path, headers={"Connection": "close"})
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


def who_answered(folder: Path) -> list[str]:
    """The files of those processes that have answered something."""
    return [file.name for file in folder.glob("histogram_*.db") if b"health-version" in file.read_bytes()]


def figure(text: str, name: str) -> float:
    """One figure of all."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, text
    return float(found[1])


@contextmanager
def exporter(folder: Path, port: int) -> Iterator[Process]:
    """What answers Prometheus."""
    words = ["metrics", f"--port={port}"]
    with started("manage", *words, variables={"METRICS_FOLDER": str(folder), "SHOP_ENV": "test"}) as process:
        until_says(process, "Metrics are told on")
        yield process


def test_two_web_processes_count_as_one_and_what_a_dead_one_counted_stays(folder: Path) -> None:
    shop, told, asked = free_port(), free_port(), 0

    with web(folder, shop) as process, exporter(folder, told):
        while len(who_answered(folder)) < 2 and asked < TRIES:
            asked += 1
            assert ask(shop, "/health/version")[0] == 200
        assert len(who_answered(folder)) == 2
        assert figure(ask(told, "/metrics")[1], ALIVE) == asked
        process.kill()
        process.wait(30)

        status, text = ask(told, "/metrics")
        assert status == 200
        assert figure(text, ALIVE) == asked
        assert figure(text, "shop_database_up") == 1


def test_the_shop_itself_has_no_such_address(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("chosen", ["", "/nowhere/at/all"])
def test_without_a_folder_nothing_is_told(chosen: str, settings: Any) -> None:
    settings.METRICS_FOLDER = chosen

    with pytest.raises(CommandError, match=r"Nothing is counted here\.\nFound: "):
        call_command("metrics", "--once", stdout=StringIO())


def test_it_listens_on_this_machine_alone_unless_it_is_told_otherwise() -> None:
    from shop.metrics.management.commands.metrics import Command  # noqa: PLC0415

    assert Command().create_parser("manage.py", "metrics").parse_args([]).host == HOST
