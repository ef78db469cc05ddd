"""Give way: a migration waits for a short time only, and tries again later."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.conf import settings
from django.db import Error, OperationalError, connection

from shop.core.alone import alone
from shop.core.backoff import Patience
from shop.schema.errors import SchemaError

NAME = "migrate"
LOCK_NOT_AVAILABLE, QUERY_CANCELED = "55P03", "57014"
# Whose transaction has been open for the longest: whoever a migration waits for is among the first.
OPEN = """
    SELECT pid, coalesce(nullif(application_name, ''), 'unnamed'), state,
        extract(epoch FROM clock_timestamp() - xact_start)::int
    FROM pg_stat_activity
    WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
    ORDER BY xact_start LIMIT 3
"""
Tell = Callable[[str], None]


@contextmanager
def careful() -> Iterator[None]:
    """Bound what is waited for on this connection, and how long one statement may take.

    A statement whose client is gone ends within seconds, too. PostgreSQL would go on with it otherwise, and
    hold its locks for nobody.
    """
    with connection.cursor() as cursor:
        for name, limit in limits().items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, limit])
    try:
        yield
    finally:
        # A connection that is gone has no limits.
        with suppress(Error), connection.cursor() as cursor:
            for name in limits():
                cursor.execute(f"RESET {name}")


def limits() -> dict[str, str]:
    """What a migration is held to, as PostgreSQL's settings have it."""
    chosen = {
        "lock_timeout": settings.MIGRATIONS_LOCK_TIMEOUT,
        "statement_timeout": settings.MIGRATIONS_STATEMENT_TIMEOUT,
        "client_connection_check_interval": timedelta(seconds=2),
    }
    return {name: f"{limit // timedelta(milliseconds=1)}ms" for name, limit in chosen.items()}


def patiently(does: Callable[[], None], tell: Tell) -> None:
    """Do something; when a lock cannot be had in time, let everybody through and try again.

    Raises:
        SchemaError: it was tried often enough, or one statement took too long.
    """
    pauses = Patience(settings.MIGRATIONS_PAUSE, settings.MIGRATIONS_LONGEST_PAUSE, settings.MIGRATIONS_TRIES)
    for tried in range(1, pauses.tries + 1):
        try:
            does()
        except OperationalError as error:
            refuse_slow(error)
            if state_of(error) != LOCK_NOT_AVAILABLE:
                raise
            if tried == pauses.tries:
                raise never_had(tried) from error
            pause = pauses.pause(tried).total_seconds()
            tell(f"A lock was not had in time, {tried} of {pauses.tries}. Again in {pause:.1f} s.")
            time.sleep(pause)
        else:
            return


def state_of(error: OperationalError) -> str:
    """PostgreSQL's code of what went wrong, or nothing."""
    return getattr(error.__cause__, "sqlstate", None) or ""


def refuse_slow(error: OperationalError) -> None:
    """Say of a statement that was ended for its length what to do with it."""
    if state_of(error) == QUERY_CANCELED:
        raise SchemaError(
            "A migration was ended, and what it had done was rolled back.",
            found=f"a statement that takes longer than {settings.MIGRATIONS_STATEMENT_TIMEOUT}.",
            do="fill rows by a backfill, and build indexes and check constraints as "
            "`shop.schema.operations` has them; those have no such limit, for they lock nobody out.",
        ) from error


def never_had(tries: int) -> SchemaError:
    """What to say when it was tried often enough."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN)
        holders = [
            f"process {pid} ({name}, {state}) for {age} s" for pid, name, state, age in cursor.fetchall()
        ]
    return SchemaError(
        f"A migration did not get its lock in {tries} tries. Nothing has changed.",
        found=f"transactions that are open: {', '.join(holders)}." if holders else "no open transaction now.",
        do="run it again when these have ended, or end one by `SELECT pg_terminate_backend(pid)`.",
    )


@contextmanager
def in_turn(tell: Tell) -> Iterator[None]:
    """Let one deploy at a time change the tables. The second waits, and mostly finds nothing to do.

    It asks again and again, and does not wait inside the database: a session that waits there has a
    snapshot, the first one's CREATE INDEX CONCURRENTLY would wait for it to end, and both for ever.

    Raises:
        SchemaError: the other one takes longer than anybody waits.
    """
    waited, pause = timedelta(0), settings.MIGRATIONS_PAUSE
    while True:
        with alone(NAME) as mine:
            if mine:
                yield
                return
        if not waited:
            tell("Somebody else changes the tables. Waiting for them to end.")
        if waited >= settings.MIGRATIONS_TURN:
            raise SchemaError(
                "The tables were not changed: somebody else does that.",
                found=f"their lock, for {waited}.",
                do="`manage.py schema_state` says which process; let it end, or end it.",
            )
        time.sleep(pause.total_seconds())
        waited += pause
