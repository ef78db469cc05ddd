"""A migration among shoppers: it waits for a moment, lets everybody through, and comes again."""

from contextlib import closing
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from shop.schema import readiness
from tests.schema.conftest import Session, connected, until
from tests.schema.scratch import THING, Scratch, applied

WIDER = 'migrations.AddField("thing", "note", models.TextField(null=True)),'


class Hearing(StringIO):
    """An output that does something when it hears certain words."""

    def __init__(self, words: str, does: Any) -> None:
        super().__init__()
        self.words, self.does, self.heard = words, does, 0

    def write(self, text: str) -> int:
        """Keep it, and listen."""
        if self.words in text:
            self.heard += 1
            self.does()
        return super().write(text)


@pytest.fixture
def thing(scratch: Scratch) -> Scratch:
    """A table that is in use, and a migration that wants to widen it."""
    scratch.write("9001_thing", THING)
    call_command("migrate", "schema", verbosity=0)
    scratch.write("9002_note", WIDER)
    return scratch


def test_who_waits_for_a_table_keeps_everybody_else_waiting(thing: Scratch, other: Session) -> None:
    other.execute("SELECT count(*) FROM schema_thing")  # a reader, and its transaction stays open
    # Whoever is left by `with` commits first, which nobody can do who still waits.
    with closing(connected(autocommit=True)) as waiting, connected(autocommit=True) as reader:
        pid = waiting.info.backend_pid
        waiting.pgconn.send_query(b"ALTER TABLE schema_thing ADD COLUMN note text")
        until(reader, "SELECT cardinality(pg_blocking_pids(%s)) > 0", pid)
        reader.execute("SET lock_timeout = '50ms'")

        with pytest.raises(psycopg.errors.LockNotAvailable):
            reader.execute("SELECT count(*) FROM schema_thing")

        waiting.cancel_safe()
        assert waiting.pgconn.get_result()


def test_a_migration_steps_back_and_tries_again(thing: Scratch, other: Session) -> None:
    other.execute("SELECT count(*) FROM schema_thing")
    said = Hearing("1 of 20", other.rollback)

    call_command("migrate", "schema", stdout=said)

    assert said.heard == 1
    assert applied() == {"9001_thing", "9002_note"}


def test_while_it_pauses_everybody_comes_through(thing: Scratch, other: Session) -> None:
    other.execute("SELECT count(*) FROM schema_thing")
    seen = []

    def look() -> None:
        with connected() as reader:
            reader.execute("SET lock_timeout = '50ms'")
            seen.append(reader.execute("SELECT count(*) FROM schema_thing").fetchone())
        other.rollback()

    call_command("migrate", "schema", stdout=Hearing("1 of 20", look))

    assert seen == [(0,)]


def test_who_is_never_let_in_says_who_is_in_the_way(thing: Scratch, other: Session, settings: Any) -> None:
    settings.MIGRATIONS_TRIES = 2
    other.execute("SELECT count(*) FROM schema_thing")

    with pytest.raises(CommandError, match=r"did not get its lock in 2 tries[^$]*idle in transaction"):
        call_command("migrate", "schema", verbosity=0, stdout=StringIO())

    assert applied() == {"9001_thing"}


def test_what_takes_too_long_under_a_lock_is_ended(thing: Scratch) -> None:
    thing.write(
        "9003_slow",
        'migrations.RunSQL("SELECT pg_sleep(60)", migrations.RunSQL.noop),',
        head="from django.conf import settings\nfrom datetime import timedelta\n"
        "settings.MIGRATIONS_STATEMENT_TIMEOUT = timedelta(seconds=1)\n",
    )

    with pytest.raises(CommandError, match="takes longer than 0:00:01"):
        call_command("migrate", "schema", verbosity=0, stdout=StringIO())

    assert applied() == {"9001_thing", "9002_note"}


def test_of_two_deploys_one_waits_for_the_other(thing: Scratch, other: Session) -> None:
    other.execute("SELECT pg_advisory_lock(hashtextextended('migrate', 0))")
    said = Hearing("Somebody else changes the tables", other.close)

    call_command("migrate", "schema", verbosity=0, stdout=said)

    assert said.heard == 1
    assert applied() == {"9001_thing", "9002_note"}


def test_nothing_of_it_is_left_on_the_connection(thing: Scratch) -> None:
    call_command("migrate", "schema", verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        assert cursor.fetchone() == ("0", "0")


def test_code_gets_no_work_before_its_migrations_have_run(
    thing: Scratch, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "known", set())
    before = client.get("/health/ready")

    call_command("migrate", "schema", verbosity=0)
    after = client.get("/health/ready")

    assert (before.status_code, before.json()["parts"]["migrations"]) == (503, "down")
    assert (after.status_code, after.json()["parts"]["migrations"]) == (200, "ok")


def test_code_goes_on_when_the_next_release_has_run_its_migrations(
    thing: Scratch, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("migrate", "schema", verbosity=0)
    (thing.folder / "9002_note.py").unlink()
    monkeypatch.setattr(readiness, "known", set())

    assert client.get("/health/ready").status_code == 200
