"""Somebody else, on a connection of their own, who wants the same at the same time.

A test with a rival needs connections that really commit: mark it with `django_db(transaction=True)`.
"""

from collections.abc import Callable
from threading import Thread

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.db import connection, connections

from shop.core.errors import ShopError

PATIENCE = 1000  # looks, a hundredth of a second apart


def hang_up() -> None:
    """Close the lines of this thread to the database and to the cache: nobody else does when it ends."""
    connections.close_all()
    cache = caches["default"]
    assert isinstance(cache, RedisCache)
    cache._cache.get_client(write=True).connection_pool.disconnect()  # noqa: SLF001 - Django has no way to


class Rival(Thread):
    """Does something while the test holds a transaction; `outcome` is `done` or the code of a refusal."""

    def __init__(self, does: Callable[[], object]) -> None:
        super().__init__()
        self.does = does
        self.session: int | None = None
        self.outcome = ""

    def run(self) -> None:
        """Do it, and remember what came of that."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                (self.session,) = cursor.fetchone()
            self.does()
            self.outcome = "done"
        except ShopError as refusal:
            self.outcome = refusal.code
        finally:
            hang_up()

    def begin(self) -> None:
        """Start; return when the rival waits for the test's transaction, or did not wait and is done."""
        self.start()
        for _ in range(PATIENCE):
            self.join(0.01)
            with connection.cursor() as cursor:
                cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self.session])
                if cursor.fetchone() == (True,) or not self.is_alive():
                    return

    def end(self) -> str:
        """Wait for the rival, and give the outcome."""
        self.join()
        return self.outcome
