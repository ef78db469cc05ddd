"""Do something alone: one process at a time, on whichever machine."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import Error, connection
# {% if reached("scaling.pooler") %}

from shop.core.sessions import refuse_pooled
# {% endif %}

TAKE = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
LEAVE = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether nobody else is inside a block of this name. Until it is left, nobody gets in, and nobody waits.

    The lock is PostgreSQL's, and lives as long as this connection. Who is killed lets go of it at once. And
    what is written under it goes through the same connection: who has lost the lock cannot write any more. A
    lock in Redis ends by the clock; its holder may have slept, and go on to write beside the next one.
    """
    # {% if reached("scaling.pooler") %}
    refuse_pooled(f"the lock `{name}`")
    # {% endif %}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [name])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            # A connection that is gone has let go already.
            with suppress(Error), connection.cursor() as cursor:
                cursor.execute(LEAVE, [name])
