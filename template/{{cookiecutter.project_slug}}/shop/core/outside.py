"""Going outside: asking somebody else's machine, which may answer late, twice, or never.

No transaction is open meanwhile. What is locked would stay locked for as long as a stranger thinks, and what
they have done would stay done when ours is rolled back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def outside(what: str) -> Iterator[None]:
    """Mark a call to the outside.

    Args:
        what: who is asked for what; it stands in the error.

    Raises:
        RuntimeError: a transaction is open, which is a mistake in the code.
    """
    # The transaction in which a test runs is none: Django's own check for `durable=True` looks the same way.
    blocks: list[Any] = connection.atomic_blocks
    if any(not block._from_testcase for block in blocks):  # noqa: SLF001 - Django says it nowhere else
        raise RuntimeError(
            f"Nobody outside is asked while a transaction is open.\nFound: {what}, inside one.\n"
            "Do: write down what will be asked, end the transaction, then ask."
        )
    yield
