"""A real PgBouncer before the test's database, with the sizes that we ship, made small."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local.pgbouncer import find_program, pooler
from local.processes import ServerError
from tests.workers.crew import database

SESSIONS = 3  # that all clients share


def refuse_without_it() -> None:
    """Skip the test where the program is missing; where CI is to judge, fail."""
    try:
        find_program()
    except ServerError as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI is to judge, and cannot.\n{error}")
        pytest.skip(str(error))


@contextmanager
def pool(folder: Path) -> Iterator[str]:
    """Have one inside a `with` block; gives the address of the test's database behind it."""
    refuse_without_it()
    with pooler(folder, database(), default_pool_size=SESSIONS, reserve_pool_size=0) as url:
        yield url
