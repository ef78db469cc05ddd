"""`make run` as a person has it: a process of its own, asked over HTTP, and ended in every way there is."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from local import run, services
from local.processes import ServerError, free_port, is_free
from tests.local.conftest import stop_what_runs

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One folder for these tests: what the first of them prepared, the others find."""
    folder = tmp_path_factory.mktemp("shop") / "not yet there" / ".local"
    yield folder
    stop_what_runs(folder)


@contextmanager
def shop(folder: Path, port: int, stage: str = "development") -> Iterator["subprocess.Popen[str]"]:
    """The command in a process group of its own, as a terminal starts it."""
    # Filling the shelves has tests of its own, and would take longer than all of these together.
    call = [sys.executable, "-m", "local.run", "--empty", "--port", str(port)]
    own = {"SHOP_LOCAL": str(folder), "SHOP_ENV": stage, "MEDIA_ROOT": str(folder / "media")}
    none = dict.fromkeys(services.servers(folder), "")
    environment = os.environ | own | none | {"SECRET_KEY": "tests-only", "http_proxy": "http://127.0.0.1:1"}
    with subprocess.Popen(
        call,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until_open(process: "subprocess.Popen[str]") -> str:
    """Read what it prints up to the report's last line, and give it."""
    assert process.stdout
    printed = []
    for line in process.stdout:
        printed.append(line)
        if line.startswith("Ctrl-C stops it all."):
            return "".join(printed)
    raise AssertionError("".join(printed))


def status(port: int, path: str) -> int:
    """How a page answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def password_in(printed: str) -> str:
    """The password that it told for the admin."""
    told = re.search(r"as admin@example\.com with (\S+)", printed)
    assert told
    return told[1]


def run_up(folder: Path) -> list[bool]:
    """Which servers run."""
    return [server.is_running() for server in services.servers(folder).values()]


def test_every_page_that_it_names_answers_and_ctrl_c_stops_it_all(place: Path) -> None:
    port = free_port()
    with shop(place, port) as process:
        report = wait_until_open(process)
        pages = re.findall(rf"http://127\.0\.0\.1:{port}(/\S*)", report)

        assert {"/admin/", "/health/ready"} <= set(pages)
        assert {status(port, page) for page in pages} <= {200, 302}

        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=60) == 0
    assert is_free(port)
    assert not any(run_up(place))


def test_a_killed_run_does_not_keep_its_port_and_the_next_one_takes_its_servers_and_data_over(
    place: Path,
) -> None:
    port = free_port()
    with shop(place, port) as killed:
        first = wait_until_open(killed)
        killed.kill()
        # The web server holds this pipe too: its end is the end of the web server.
        assert killed.stdout
        killed.stdout.read()
    assert is_free(port)

    with shop(place, port) as process:
        second = wait_until_open(process)
        process.send_signal(signal.SIGTERM)  # as a supervisor asks

        assert process.wait(timeout=60) == 0
    assert is_free(port)
    assert not any(run_up(place))
    assert password_in(second) == password_in(first) == (place / "admin-password").read_text()
    assert (place / "admin-password").stat().st_mode & 0o077 == 0


def test_a_taken_port_is_told_before_anything_is_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as owner:
        port = owner.getsockname()[1]
        with shop(tmp_path / ".local", port) as process:
            printed, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert f"port {port} cannot be used.\nFound: another program answers on" in printed
    assert re.search(r"Do: stop what uses it, or run `make run PORT=\d+`", printed)
    assert not (tmp_path / ".local").exists()


def test_a_full_disk_is_told_before_anything_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ENOUGH_SPACE", 2**80)

    with pytest.raises(ServerError, match="the disk is nearly full"):
        run.refuse_what_cannot_work(free_port())


def test_it_does_not_run_where_it_would_show_a_password_to_the_world(place: Path) -> None:
    with shop(place, free_port(), stage="test") as process:
        printed, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "Found: SHOP_ENV is not `development`." in printed
    assert not any(run_up(place))


def test_a_wrong_environment_is_explained(place: Path) -> None:
    with shop(place, free_port(), stage="staging") as process:
        printed, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "SHOP_ENV: Input should be 'development', 'test' or 'production'. Found 'staging'." in printed
    assert "Traceback" not in printed
