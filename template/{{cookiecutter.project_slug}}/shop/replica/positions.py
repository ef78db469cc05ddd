"""How far the primary has written, and how far the replica has come: one number for both, which grows."""

from collections import deque
from datetime import datetime, timedelta

from django.db import Error, connections

from shop.core import clock
from shop.replica.reading import PRIMARY, REPLICA

# Not the position up to which it is on the disk: a server may answer before it has written.
WRITTEN = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"
REPLAYED = "SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint"


def asked(database: str, sql: str) -> int:
    """What a database answers."""
    with connections[database].cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def written() -> int:
    """How far the primary is. Costs one statement."""
    return asked(PRIMARY, WRITTEN)


def replayed() -> int:
    """How far the replica is. Costs one statement, there."""
    return asked(REPLICA, REPLAYED)


class Watch:
    """For how long the replica has lacked something.

    PostgreSQL's own `replay_lag` knows nothing of a replica that is gone, or that stands still, and the time
    of the last transaction is old in a shop where nobody buys. So it is noted at each look how far the
    primary is; what the replica still lacks of that, it has lacked since then.
    """

    def __init__(self) -> None:
        self.lacking: deque[tuple[datetime, int]] = deque(maxlen=10_000)

    def look(self) -> timedelta:
        """Ask both. Costs two statements."""
        now = clock.now()
        self.lacking.append((now, written()))
        try:
            there = replayed()
        except Error:
            connections[REPLICA].close()
            there = -1  # who does not answer has nothing
        while self.lacking and self.lacking[0][1] <= there:
            self.lacking.popleft()
        return now - self.lacking[0][0] if self.lacking else timedelta(0)
