"""A process that dies at a place of our choice, as a power cut would have it: it says goodbye to nobody.

Every statement and every call to the outside is two places: before it is sent, and when its answer has come.
Between them lie all moments in which something has happened and nobody knows; what happens at the end of a
transaction lies before the statement after it.

    places = watched(does)                     # every place, in order
    for number, place in enumerate(places):
        dies(does, at=number)                  # die there
        does()                                 # somebody tries again
        ...                                    # and all is as if nothing had been
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import connection

Does = Callable[[], object]
PATIENCE = 3000  # looks, a hundredth of a second apart


class Killed(BaseException):
    """Nobody catches it: code that is dead repairs nothing."""


class Life:
    """Counts the places that somebody passes, and dies at one of them."""

    def __init__(self, at: int | str | None = None) -> None:
        self.at = at
        self.places: list[str] = []
        self.ended = False
        self.session: int | None = None

    def passes(self, place: str) -> None:
        """Note a place; or die there, and take the connection along."""
        if self.ended:
            raise Killed(place)  # whatever a dead process would still like to do
        self.places.append(place)
        if self.at in (len(self.places) - 1, place):
            self.ended = True
            if connection.connection is not None:
                self.session = connection.connection.info.backend_pid
                connection.connection.close()
            raise Killed(place)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Stand around a statement, as Django's `execute_wrapper` wants it."""
        self.passes(f"before {sql[:60]}")
        found = execute(sql, params, many, context)
        self.passes(f"after {sql[:60]}")
        return found


lives: list[Life] = []


def passes(place: str) -> None:
    """A call to the outside says so here, before and after."""
    for life in lives:
        life.passes(place)


def lived(does: Does, at: int | str | None = None) -> Life:
    """Do something, and die at a place if one is named, by its number or by what it is."""
    life = Life(at)
    lives.append(life)
    try:
        with connection.execute_wrapper(life), suppress(Killed):
            does()
    finally:
        lives.remove(life)
        if life.ended:
            connection.close()
            buried(life.session)
    return life


def buried(session: int | None) -> None:
    """Wait until PostgreSQL has noticed a death: until then, the dead still holds its locks."""
    with connection.cursor() as cursor:
        for _ in range(PATIENCE):
            cursor.execute("SELECT pg_sleep(0.01) FROM pg_stat_activity WHERE pid = %s", [session])
            if not cursor.rowcount:
                return
    raise TimeoutError(f"PostgreSQL keeps the session {session}.")


def watched(does: Does) -> list[str]:
    """All places that somebody passes."""
    return lived(does).places


def dies(does: Does, at: int | str) -> None:
    """Die at a place. Whoever does not come there has not been killed, and the test would prove nothing."""
    assert lived(does, at).ended, f"Nobody came to place {at}."
