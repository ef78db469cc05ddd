"""The cache's server: ours alone, wherever it listens."""

import socket
from pathlib import Path

from redis import Redis

from local.valkey import Valkey


def test_it_answers_where_it_says(empty: Path) -> None:
    url = Valkey(empty / "valkey").start()

    with Redis.from_url(url) as client:
        assert client.ping()


def test_it_stays_where_it_was(empty: Path) -> None:
    first = Valkey(empty / "valkey").start()
    Valkey(empty / "valkey").stop()

    assert Valkey(empty / "valkey").start() == first


def test_a_stranger_on_its_port_is_not_taken_for_it(empty: Path) -> None:
    theirs = Valkey(empty / "theirs").start()
    (empty / "valkey").mkdir()
    (empty / "valkey" / "port").write_text((empty / "theirs" / "port").read_text())

    assert not Valkey(empty / "valkey").is_running()
    assert Valkey(empty / "valkey").start() != theirs
    Valkey(empty / "theirs").stop()


def test_a_taken_port_is_left_to_its_owner(empty: Path) -> None:
    with socket.socket() as owner:
        owner.bind(("127.0.0.1", 0))
        taken = str(owner.getsockname()[1])
        (empty / "valkey").mkdir(parents=True)
        (empty / "valkey" / "port").write_text(taken)

        assert taken not in Valkey(empty / "valkey").start()
