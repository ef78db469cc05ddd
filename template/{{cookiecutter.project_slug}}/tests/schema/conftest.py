"""What the tests of migrations may ask for."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.schema.scratch import Scratch, opened

PATIENCE = 60  # seconds, after which a test has failed
Session = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture
def scratch(tmp_path: Path, settings: Any, transactional_db: None) -> Iterator[Scratch]:
    """Migrations of a test's own."""
    for one in opened(tmp_path):
        settings.MIGRATION_MODULES = {"schema": one.package}
        yield one
        one.clear()


@pytest.fixture
def other(transactional_db: None) -> Iterator[Session]:
    """Somebody else's session in the same database. Nothing that it has begun outlives the test."""
    with closing(connected()) as session:
        yield session


def connected(*, autocommit: bool = False) -> Session:
    """A session in the tests' database that Django knows nothing of."""
    told = connection.get_connection_params()
    wanted = {name: told[name] for name in ("host", "port", "user", "password", "dbname") if name in told}
    return psycopg.connect(**wanted, autocommit=autocommit)


def until(session: Session, question: str, *told: object) -> None:
    """Ask again and again, until the answer is a row that says yes."""
    end = monotonic() + PATIENCE
    while not any(session.execute(question, told).fetchone() or ()):
        if monotonic() > end:
            raise TimeoutError(question)
        session.execute("SELECT pg_sleep(0.01)")


@pytest.fixture(autouse=True)
def in_haste(settings: Any) -> None:
    """Wait for a shorter time than a shop would."""
    settings.MIGRATIONS_LOCK_TIMEOUT = timedelta(milliseconds=50)
    settings.MIGRATIONS_PAUSE = settings.MIGRATIONS_LONGEST_PAUSE = timedelta(milliseconds=20)
