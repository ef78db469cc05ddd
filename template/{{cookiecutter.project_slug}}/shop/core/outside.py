"""Going outside: asking somebody else's machine, which may answer late, twice, or never.

No transaction is open meanwhile. What is locked would stay locked for as long as a stranger thinks, and what
they have done would stay done when ours is rolled back.

    with outside("bank: pay"):
        answer = client.pay(...)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
# {% if reached("observability.logs") %}

from shop.core.observing import doing
# {% endif %}


@contextmanager
def outside(what: str) -> Iterator[None]:
    """Mark a call to the outside.

    Args:
        what: who is asked for what; it stands in the error.

    Raises:
        RuntimeError: a transaction is open, which is a mistake in the code.
    """
    refuse_within_transaction(what)
    # {% if reached("observability.logs") %}
    with doing("outside", what.partition(":")[0]):
        yield
    # {% else %}
    yield
    # {% endif %}


def refuse_within_transaction(what: str) -> None:
    """Raise RuntimeError if a transaction is open. Costs nothing.

    The one in which a test runs is none: it looks as Django's own check for `durable=True` does.
    """
    blocks: list[Any] = connection.atomic_blocks
    if any(not block._from_testcase for block in blocks):  # noqa: SLF001 - Django says it nowhere else
        raise RuntimeError(
            f"Nobody outside is asked while a transaction is open.\nFound: {what}, inside one.\n"
            "Do: write down what will be asked, end the transaction, then ask."
        )
