"""Somebody else, on a connection of their own, who wants the same at the same time.

A test with a rival needs connections that really commit: mark it with `django_db(transaction=True)`.
"""

from collections.abc import Callable
from threading import Thread

from django.db import connection

from shop.core.errors import ShopError

PATIENCE = 1000  # looks, a hundredth of a second apart


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
            connection.close()

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
