"""Leave out what is nice to have, while there is no time for it: a switch that is thrown without a release.

Which parts are dark stands in Redis. Each process looks every few seconds, and remembers what it saw last:
when Redis is away, what was dark stays dark.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from redis import RedisError

from shop.core import clock

KEY = "dark"
OFTEN = timedelta(seconds=5)


class Switches:
    """What one process knows."""

    def __init__(self) -> None:
        self.dark: frozenset[str] = frozenset()
        self.looked = datetime.min.replace(tzinfo=UTC)

    def now(self) -> frozenset[str]:
        """The parts that are left out. Asks Redis once in a few seconds."""
        if clock.now() - self.looked >= OFTEN:
            self.looked = clock.now()
            with suppress(RedisError):  # what was seen last holds
                self.dark = frozenset(cache.get(KEY) or ())
        return self.dark


switches = Switches()


def is_dark(name: str) -> bool:
    """Whether a part is left out now."""
    return name in switches.now()


def darken(names: Iterable[str]) -> frozenset[str]:
    """Leave these out, and no others, in all processes within seconds. Gives them.

    Raises:
        RedisError: it was not written down.
    """
    chosen = frozenset(names)
    cache.set(KEY, sorted(chosen), timeout=None)
    switches.looked = datetime.min.replace(tzinfo=UTC)
    return chosen
