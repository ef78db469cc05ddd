"""Two real servers, the second of which follows the first."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar
from urllib.parse import urlsplit

import dj_database_url
import psycopg
from django.db import connections

from local.processes import HOST, as_plain_user, run
from shop.replica.positions import replayed, written
from tests.concurrency.servers import MortalPostgres, migrated
from tests.rivals import hang_up
from tests.workers.desk import PATIENCE

Result = TypeVar("Result")


class Follower(MortalPostgres):
    """A copy of a server that goes on to follow it."""

    def __init__(self, folder: Path, first: MortalPostgres) -> None:
        super().__init__(folder)
        self.first = first

    def create(self) -> None:
        """Copy the other one, and note down whom to follow."""
        place = ["-h", HOST, "-p", str(self.first.last_port()), "-U", "postgres", "-D", str(self.data)]
        copy = [str(self.bin / "pg_basebackup"), *place, "--write-recovery-conf", "--checkpoint=fast"]
        run([*as_plain_user(self.folder), *copy], do="look at the first server's log.")

    def halt(self) -> None:
        """Take in what the other one writes, and show none of it."""
        self.say("SELECT pg_wal_replay_pause()")

    def go_on(self) -> None:
        """Show it again."""
        self.say("SELECT pg_wal_replay_resume()")

    def say(self, sql: str) -> None:
        """Tell the server something."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as session:
            session.execute(sql)


class Pair:
    """A shop's database, and the replica of it."""

    def __init__(self, folder: Path) -> None:
        self.first, self.url = migrated(folder / "first")
        self.second = Follower(folder / "second", self.first)
        self.second.start()

    def stop(self) -> None:
        """Stop both."""
        self.second.stop()
        self.first.stop()

    def caught_up(self) -> None:
        """Wait until the replica has all that there is. To be called where both are at hand."""
        goal, end = written(), monotonic() + PATIENCE
        while replayed() < goal:
            assert monotonic() < end
            sleep(0.02)

    def here(self, does: Callable[[], Result]) -> Result:
        """Do something in a thread of its own whose databases these are."""

        def and_hang_up() -> Result:
            try:
                return does()
            finally:
                hang_up()

        with self.at_hand(), ThreadPoolExecutor(1) as somebody:
            return somebody.submit(and_hang_up).result()

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """Lead all threads that begin meanwhile to these two."""
        before = connections.settings["default"]
        replica = urlsplit(self.second.url("shop")).geturl()
        options = {"OPTIONS": {"connect_timeout": PATIENCE}}
        connections.settings["default"] = {**before, **dj_database_url.parse(self.url)}
        connections.settings["replica"] = {**before, **dj_database_url.parse(replica), **options}
        try:
            yield
        finally:
            connections.settings["default"] = before
            del connections.settings["replica"]
