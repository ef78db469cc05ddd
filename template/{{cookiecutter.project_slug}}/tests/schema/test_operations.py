"""Indexes and constraints that nobody waits for, and that can be run again wherever they were ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from threading import Thread
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection

from tests.schema.conftest import Session, connected, until
from tests.schema.scratch import THING, Scratch, applied

OURS = "from shop.schema.operations import AddIndexOnline, ValidateConstraintOnline\n"
INDEX = 'AddIndexOnline("thing", models.Index(fields=["name"], name="thing_name")),'
CHECK = 'AddConstraintNotValid("thing", models.CheckConstraint(condition=Q(size__gte=1), name="thing_size")),'
HAS_WAITED = """
    SELECT true FROM pg_stat_activity
    WHERE query LIKE 'CREATE INDEX CONCURRENTLY%%' AND wait_event_type = 'Lock'
        AND datname = current_database() AND clock_timestamp() - query_start > interval '1200 milliseconds'
"""
WRITE = "INSERT INTO schema_thing (name, size) VALUES ('jug', 3)"


@pytest.fixture
def thing(scratch: Scratch) -> Scratch:
    """A table that is in use, with a row."""
    scratch.write("9001_thing", THING)
    call_command("migrate", "schema", verbosity=0)
    execute("INSERT INTO schema_thing (name, size) VALUES ('cup', 0)")
    return scratch


def execute(sql: str) -> None:
    """Do something to the table."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def indexes() -> dict[str, bool]:
    """The indexes of the table, and whether they are ready to be read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, indisvalid FROM pg_index "
            "WHERE indrelid = 'schema_thing'::regclass AND NOT indisprimary"
        )
        return dict(cursor.fetchall())


def leave_half_built(other: Session) -> None:
    """Begin to build the index, and be ended while it waits for somebody's transaction."""
    other.execute(WRITE)
    with connected(autocommit=True) as builder:
        builder.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            builder.execute("CREATE INDEX CONCURRENTLY thing_name ON schema_thing (name)")
    other.rollback()


@contextmanager
def ends_when_waited_for(other: Session) -> Iterator[None]:
    """Hold a transaction until somebody has waited for it for longer than any limit here."""
    other.execute(WRITE)

    def watch() -> None:
        try:
            with connected(autocommit=True) as watcher:
                until(watcher, HAS_WAITED)
        finally:
            other.rollback()

    watching = Thread(target=watch)
    watching.start()
    yield
    watching.join()


def test_what_was_left_half_built_is_cleared_away_and_built(thing: Scratch, other: Session) -> None:
    leave_half_built(other)
    assert indexes() == {"thing_name": False}
    thing.write("9002_index", INDEX, head=OURS, body="atomic = False")

    call_command("migrate", "schema", verbosity=0)

    assert indexes() == {"thing_name": True}


def test_without_ours_it_would_be_in_the_way_for_ever(thing: Scratch, other: Session) -> None:
    leave_half_built(other)
    thing.write("9002_index", INDEX.replace("Online", "Concurrently"), body="atomic = False")

    with pytest.raises(ProgrammingError, match="already exists"):
        call_command("migrate", "schema", verbosity=0)


def test_what_was_built_and_not_noted_is_noted(thing: Scratch) -> None:
    execute("CREATE INDEX CONCURRENTLY thing_name ON schema_thing (name)")
    thing.write("9002_index", INDEX, head=OURS, body="atomic = False")

    call_command("migrate", "schema", verbosity=0)

    assert (indexes(), applied()) == ({"thing_name": True}, {"9001_thing", "9002_index"})


def test_building_it_waits_for_as_long_as_somebody_else_takes(
    thing: Scratch, other: Session, settings: Any
) -> None:
    settings.MIGRATIONS_STATEMENT_TIMEOUT = timedelta(seconds=1)
    thing.write("9002_index", INDEX, head=OURS, body="atomic = False")

    with ends_when_waited_for(other):
        call_command("migrate", "schema", verbosity=0)

    assert indexes() == {"thing_name": True}


def test_and_it_can_be_taken_back(thing: Scratch) -> None:
    thing.write("9002_index", INDEX, head=OURS, body="atomic = False")
    call_command("migrate", "schema", verbosity=0)

    call_command("migrate", "schema", "9001", verbosity=0)

    assert indexes() == {}


def test_a_constraint_holds_for_new_rows_at_once_and_for_all_when_it_was_validated(thing: Scratch) -> None:
    thing.write("9002_check", CHECK)
    thing.write("9003_valid", 'ValidateConstraintOnline("thing", "thing_size"),', head=OURS)

    with pytest.raises(CommandError, match="`thing_size` was not validated"):
        call_command("migrate", "schema", verbosity=0, stdout=StringIO())
    between = applied()
    with pytest.raises(psycopg.errors.CheckViolation), connected() as session:
        session.execute("INSERT INTO schema_thing (name, size) VALUES ('jug', 0)")
    execute("UPDATE schema_thing SET size = 1")
    call_command("migrate", "schema", verbosity=0)

    assert between == {"9001_thing", "9002_check"}
    assert applied() - between == {"9003_valid"}
