"""The web process as production starts it: a real server, a plain user, a folder that cannot be written."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from django.db import connection, transaction

from local.processes import free_port
from tests.deploy.conftest import NOWHERE
from tests.deploy.release import FROM_OUTSIDE, Process, ask, entry, environment, until
from tests.workers.crew import until_says
from tests.workers.desk import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)

AS_A_PROBE = {"Host": "10.1.2.3:8000"}


def files(folder: Path) -> set[str]:
    """All that is in a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def waiting() -> int:
    """How many processes wait for a lock."""
    with connection.cursor() as cursor:
        # Not `pg_stat_activity`: inside a transaction it stays as it was at the first look.
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return int(cursor.fetchone()[0])


def connected() -> int:
    """How many others are connected to this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def healthy(release: Path, question: str, port: int) -> int:
    """The exit code of what a container's health check runs."""
    command = [sys.executable, str(release / "deploy/healthy.py"), question, str(port)]
    return subprocess.run(command, check=False).returncode


@pytest.fixture
def port() -> int:
    """Where the server listens."""
    return free_port()


@pytest.fixture
def web(release: Path, variables: dict[str, str], port: int) -> Iterator[Process]:
    """The server, open."""
    with entry(release, "web", f"--bind=127.0.0.1:{port}", variables=variables) as process:
        until_says(process, "Listening at")
        yield process


def ended(process: Process) -> str:
    """Tell a server to end, and give what it said since."""
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    return said


def test_it_serves_from_a_folder_that_it_cannot_write(release: Path, web: Process, port: int) -> None:
    before = files(release)

    page, body = ask(port, "/admin/login/")
    style = re.search(rb'href="(/static/admin/css/base\.[0-9a-f]{12}\.css)"', body)
    assert style
    sheet, _ = ask(port, style[1].decode())
    plain, _ = ask(port, "/admin/login/", {"Host": "shop.test"})

    assert (page.status, sheet.status) == (200, 200)
    assert sheet.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert (plain.status, plain.headers["Location"]) == (301, "https://shop.test/admin/login/")
    assert files(release) == before


def test_a_platform_is_told_how_it_is(release: Path, web: Process, port: int) -> None:
    for question in ("/health/live", "/health/ready"):
        assert ask(port, question, AS_A_PROBE)[0].status == 200
        assert healthy(release, question, port) == 0
    ended(web)

    assert healthy(release, "/health/live", port) == 1


def test_without_a_cache_it_serves_on(release: Path, variables: dict[str, str], port: int) -> None:
    away = {**variables, "REDIS_URL": "redis://127.0.0.1:1/0"}
    with entry(release, "web", f"--bind=127.0.0.1:{port}", variables=away) as process:
        until_says(process, "Listening at")
        ready, body = ask(port, "/health/ready", AS_A_PROBE)
        page, _ = ask(port, "/admin/login/")

    assert (ready.status, page.status) == (200, 200)
    assert b'"cache": "down"' in body


def test_a_request_under_way_is_finished(web: Process, port: int) -> None:
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    ask(port, "/health/ready", AS_A_PROBE)  # until a worker is there, a request waits for it and not for us

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE")
        line.request("GET", "/admin/", headers={**FROM_OUTSIDE, "Cookie": "sessionid=nobody-we-know"})
        until(waiting, web)
        web.send_signal(signal.SIGTERM)
        until_says(web, "Handling signal: term")
    answer = line.getresponse()

    assert (answer.status, answer.headers["Location"]) == (302, "/admin/login/?next=/admin/")
    assert web.wait(PATIENCE) == 0
    line.close()


def test_nothing_is_connected_when_workers_are_forked(web: Process, port: int) -> None:
    until_says(web, "Booting worker")

    assert connected() == 0
    ask(port, "/health/ready", AS_A_PROBE)
    assert connected() == 1


def test_its_lines_are_the_stores_and_say_nothing_about_people(web: Process, port: int) -> None:
    ask(port, "/admin/login/?next=/admin/?email=ada@example.com")
    ask(port, "/health/live", AS_A_PROBE)
    said = ended(web)

    (line,) = [line for line in said.splitlines() if "gunicorn.access" in line]
    assert re.search(r"\bINFO\b.*GET /admin/login/ 200 \d+ bytes \d+ ms\b", line)
    assert "ada" not in said
    assert "/health/" not in said


def test_more_headers_than_a_browser_sends_are_refused(web: Process, port: int) -> None:
    too_long = ask(port, "/health/live", {**AS_A_PROBE, "Cookie": "x" * 9000})[0].status
    too_many = ask(port, "/health/live", {**AS_A_PROBE, **{f"X-{n}": "x" for n in range(70)}})[0].status

    assert (too_long, too_many) == (431, 431)


def test_who_sends_much_and_is_refused_early_is_told_so(web: Process, port: int) -> None:
    much = b"x" * 3 * 1024**2
    head = f"POST /admin/login/ HTTP/1.1\r\nHost: shop.test\r\nContent-Length: {len(much)}\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(f"{head}X-Forwarded-Proto: https\r\n\r\n".encode())
        answer = HTTPResponse(line)
        answer.begin()
        answer.read()
        # Closed on here, a proxy knows of a broken line only, and says 502.
        line.sendall(much)
        line.sendall(b"GET /health/live HTTP/1.1\r\nHost: shop.test\r\n\r\n")
        after = HTTPResponse(line)
        after.begin()

    assert (answer.status, after.status) == (403, 200)


def test_an_unsafe_store_ends_at_once_and_says_why(release: Path) -> None:
    unsafe = {**NOWHERE, "SECRET_KEY": "change-me"}

    done = subprocess.run(
        [release / "deploy/bin/web"], env=environment(unsafe), capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "The store refuses to start in production:\n  SECRET_KEY:" in done.stderr


def test_migrating_is_a_job_that_ends(release: Path, variables: dict[str, str]) -> None:
    with entry(release, "migrate", variables=variables) as job:
        said, _ = job.communicate(timeout=PATIENCE)

    assert (job.returncode, "No migrations to apply." in said) == (0, True)
