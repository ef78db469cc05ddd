"""Whether the replica is fit to be read from: looked at now and then, and left alone when it is away."""

from datetime import UTC, datetime, timedelta
from threading import Lock

from django.conf import settings
from django.db import Error, connections

from shop.core import clock
from shop.core.breaker import Breaker, Circuit, Limits
from shop.replica.positions import Watch, replayed
from shop.replica.reading import REPLICA

OFTEN = timedelta(seconds=5)
LATE = timedelta(seconds=15)  # older pages nobody is shown
LIMITS = Limits(failures=5, shortest=timedelta(seconds=30), longest=timedelta(hours=1))


class Standing:
    """What one process knows of the replica. Its breaker is the one that endpoints of webhooks have."""

    def __init__(self) -> None:
        self.breaker = Breaker()
        self.watch = Watch()
        self.behind = timedelta(0)
        self.looked = datetime.min.replace(tzinfo=UTC)
        self.looking = Lock()

    def may_show(self, seen: int) -> bool:
        """Whether somebody may be shown what the replica has.

        Args:
            seen: how far the primary was when they wrote last; 0, if they have not. Costs one statement then.
        """
        if self.breaker.circuit(clock.now()) == Circuit.OPEN:
            return False
        try:
            self.look()
            return self.behind <= LATE and (not seen or replayed() >= seen)
        except Error:
            self.failed()
            return False

    def look(self) -> None:
        """Look how far it is behind, if nobody has for a while. One thread does; the others do not wait."""
        if clock.now() - self.looked < OFTEN or not self.looking.acquire(blocking=False):
            return
        try:
            self.behind, self.looked = self.watch.look(), clock.now()
        finally:
            self.looking.release()

    def failed(self) -> None:
        """It did not answer."""
        connections[REPLICA].close()
        self.breaker = self.breaker.failed(clock.now(), LIMITS)

    def answered(self) -> None:
        """It did."""
        if self.breaker != Breaker():
            self.breaker = self.breaker.succeeded()


standing = Standing()


def behind() -> timedelta:
    """How far the replica is behind, for whoever counts; nothing, where there is none."""
    if REPLICA not in settings.DATABASES:
        return timedelta(0)
    return standing.watch.look()
