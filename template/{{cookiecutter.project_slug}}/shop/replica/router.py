"""Tell Django which database to ask."""

from typing import Any

from django.db import connection

from shop.replica.reading import PRIMARY, REPLICA, current


class Router:
    """Reads of a request that may, go to the replica. All else goes to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Inside a transaction, what is read must be what will be written: there, never from the replica."""
        return REPLICA if current().from_replica and not connection.in_atomic_block else PRIMARY

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """A row that is read to be written, or locked, counts as written."""
        current().writes()
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """They are the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """The replica gets its tables as it gets its rows."""
        return db == PRIMARY
