"""Many share few sessions, and nobody who needs one to themselves is given a shared one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction

from config.settings import pooler
from shop.core.alone import TAKE, alone
from shop.orders.models import Order
from tests.concurrency.servers import there
from tests.orders.builders import an_order
from tests.pooler.pool import SESSIONS
from tests.rivals import hang_up
from tests.workers.crew import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 24


@pytest.fixture
def shared(pooled: str, settings: Any) -> Iterator[str]:
    """The same, and this process knows of it."""
    settings.DATABASE_POOLED = True
    before = connections.settings["default"]
    connections.settings["default"] = {**before, "DISABLE_SERVER_SIDE_CURSORS": True}
    yield pooled
    connections.settings["default"] = before


def session() -> int:
    """The session of PostgreSQL that a transaction has been lent."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def asked(sql: str) -> Any:
    """What the database answers, when it is asked directly."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_many_clients_share_few_sessions(shared: str) -> None:
    all_connected = Barrier(CLIENTS)

    def client(_: int) -> set[int]:
        try:
            session()
            all_connected.wait()  # nobody hangs up to make room for another
            return {session() for _ in range(10)}
        finally:
            hang_up()

    def clients() -> list[set[int]]:
        with ThreadPoolExecutor(CLIENTS) as crowd:
            return list(crowd.map(client, range(CLIENTS)))

    lent = there(shared, clients)

    assert len(lent) == CLIENTS
    assert len(set().union(*lent)) <= SESSIONS


def test_people_order_through_it(shared: str) -> None:
    placed = there(shared, lambda: an_order(MUG=2).number)

    assert [order.number for order in Order.objects.all()] == [placed]


def test_nothing_is_prepared_in_a_session_that_others_get(shared: str) -> None:
    def often() -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            for _ in range(20):  # the client's library would prepare a statement at its fifth time
                cursor.execute("SELECT %s::int", [1])
            cursor.execute("SELECT count(*) FROM pg_prepared_statements")
            return int(cursor.fetchone()[0])

    assert there(shared, often) == 0


def test_times_are_in_utc_in_whichever_session(shared: str) -> None:
    with psycopg.connect(shared, autocommit=True) as stranger:
        stranger.execute("SET TIME ZONE 'Asia/Tokyo'")

        assert there(shared, zone) == "UTC"


def zone() -> str:
    """What this client's session counts its hours by."""
    return str(asked("SHOW TIME ZONE"))


def test_a_lock_of_the_session_is_refused(shared: str) -> None:
    def sweep() -> None:
        with alone("sweep"):
            raise AssertionError("nobody gets in")

    with pytest.raises(RuntimeError, match=r"Found: the lock `sweep`, through a pooler of transactions\."):
        there(shared, sweep)


def test_without_the_refusal_the_lock_would_stay_with_a_stranger(shared: str) -> None:
    with psycopg.connect(shared, autocommit=True) as ours:
        ours.execute(TAKE, ["sweep"])

    left = asked("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")

    assert left == 1  # and nobody is there who could give it back


def test_a_cursor_of_the_session_would_be_looked_for_in_another(pooled: str) -> None:
    with psycopg.connect(pooled, autocommit=True) as ours, psycopg.connect(pooled) as stranger:
        ours.execute("DECLARE long_list CURSOR WITH HOLD FOR SELECT generate_series(1, 1000)")
        stranger.execute("SELECT 1")  # in a transaction that stays open, in the session that we had

        with pytest.raises(psycopg.errors.InvalidCursorName):
            ours.execute("FETCH 10 FROM long_list")
        stranger.rollback()


def test_a_long_list_is_read_through_it(shared: str) -> None:
    def numbers() -> list[int]:
        an_order(MUG=1)
        return [order.number for order in Order.objects.iterator(chunk_size=1)]

    assert len(there(shared, numbers)) == 1


def test_migrations_refuse_to_run_through_it(shared: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": shared, "DATABASE_POOLED": "yes"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "Found: the lock `migrate`, through a pooler of transactions." in done.stderr


def test_a_process_that_is_not_told_so_is_not_pooled() -> None:
    assert pooler.DATABASE_POOLED is False
