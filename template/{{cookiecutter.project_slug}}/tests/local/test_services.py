"""Real servers in a folder of their own: started once, shared, taken over, and stopped by who leaves last."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from local import services
from local.postgres import Postgres
from local.processes import ServerError
from local.services import running, stop

ROOT = Path(__file__).resolve().parents[2]


def ask(url: str) -> str:
    """The server's version, from the server."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    assert row
    return str(row[0])


def run_up(folder: Path) -> list[bool]:
    """Which servers run."""
    return [server.is_running() for server in services.servers(folder).values()]


@contextmanager
def command(folder: Path, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """`python -m local.services` as a process of its own, as somebody's other terminal has it."""
    call = [sys.executable, "-m", "local.services", *words]
    environment = os.environ | {"SHOP_LOCAL": str(folder)}
    with subprocess.Popen(call, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until_up(process: "subprocess.Popen[str]") -> None:
    assert process.stdout
    assert any("The servers run." in line for line in process.stdout)


def test_the_servers_run_inside_the_block_and_not_after_it(folder: Path) -> None:
    with running(folder) as urls:
        assert ask(urls["DATABASE_URL"])
        assert os.environ["DATABASE_URL"] == urls["DATABASE_URL"]
        assert (folder / "services.env").read_text() == "".join(f"{k}={v}\n" for k, v in urls.items())
        assert all(run_up(folder))

    assert not any(run_up(folder))
    assert not (folder / "services.env").exists()
    assert os.environ["DATABASE_URL"] == ""


def test_who_leaves_first_does_not_stop_the_others(folder: Path) -> None:
    with command(folder) as other:
        wait_until_up(other)
        with running(folder) as urls:
            pass

        assert ask(urls["DATABASE_URL"])
        assert (folder / "services.env").exists()


def test_data_is_still_there_the_next_time(folder: Path) -> None:
    with running(folder) as urls, psycopg.connect(urls["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")

    with running(folder) as urls, psycopg.connect(urls["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whoever_asks_it_to_end_everything_stops(folder: Path, number: int) -> None:
    with command(folder) as asked:
        wait_until_up(asked)
        asked.send_signal(number)
        asked.send_signal(number)

        assert asked.wait(timeout=60) == 0
    assert not any(run_up(folder))


def test_a_killed_command_leaves_servers_that_the_next_one_takes_over(folder: Path) -> None:
    with command(folder) as killed:
        wait_until_up(killed)
        killed.kill()
    assert all(run_up(folder))

    with running(folder) as urls:
        assert ask(urls["DATABASE_URL"])

    assert not any(run_up(folder))


def test_what_a_killed_command_left_can_be_stopped(folder: Path) -> None:
    with command(folder) as killed:
        wait_until_up(killed)
        killed.kill()

    assert stop(folder) == "No server of this folder runs."
    assert not any(run_up(folder))


def test_servers_that_somebody_uses_are_not_stopped(folder: Path) -> None:
    with command(folder) as other:
        wait_until_up(other)

        with pytest.raises(ServerError, match="somebody uses them"):
            stop(folder)
        assert all(run_up(folder))


def test_a_server_killed_with_its_process_number_reused_is_started_anew(folder: Path) -> None:
    # This very process has the number that the dead server left: as after a crash, or in a new container.
    (folder / "postgres" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n\n\n1\n")

    with running(folder) as urls:
        assert ask(urls["DATABASE_URL"])


def test_a_half_made_data_folder_is_made_anew(empty: Path) -> None:
    (empty / "postgres" / "making").mkdir(parents=True)
    (empty / "postgres" / "making" / "rubbish").write_text("from a killed run")
    (empty / "postgres" / "port").write_text("")

    with running(empty) as urls:
        assert ask(urls["DATABASE_URL"])


def test_servers_of_your_own_are_used_as_they_are(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in services.servers(empty):
        monkeypatch.setenv(name, "postgres://elsewhere/shop")

    with running(empty) as urls:
        assert urls == {}
    assert not (empty / "postgres").exists()


def test_a_server_named_in_the_env_file_is_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(services, "DOTENV", tmp_path / ".env")
    services.DOTENV.write_text("DATABASE_URL=postgres://elsewhere/shop\n")

    assert "DATABASE_URL" not in services.wanted(tmp_path)


def test_a_server_that_cannot_start_says_what_its_log_says(folder: Path) -> None:
    (folder / "postgres" / "data" / "PG_VERSION").write_text("9.0\n")

    with pytest.raises(ServerError, match=r"PostgreSQL could not start\.\nFound: (?s:.*)9\.0(?s:.*)\nDo: "):
        Postgres(folder / "postgres").start()


def test_a_folder_that_cannot_be_written_is_named(empty: Path) -> None:
    empty.parent.mkdir()
    empty.write_text("a file in the way")

    with pytest.raises(ServerError, match="SHOP_LOCAL"), running(empty):
        pass


def test_a_command_beside_the_servers_gives_its_exit_code(folder: Path) -> None:
    ask_environment = "import os, sys; sys.exit(7 if os.environ['DATABASE_URL'] else 1)"

    with command(folder, sys.executable, "-c", ask_environment) as process:
        assert process.wait(timeout=60) == 7
