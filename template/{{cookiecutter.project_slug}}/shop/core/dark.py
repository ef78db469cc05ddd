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
    """What one process knows.

    Args:
        key: under which name it stands in Redis.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self.thrown: frozenset[str] = frozenset()
        self.looked = datetime.min.replace(tzinfo=UTC)

    def now(self) -> frozenset[str]:
        """Those that are thrown. Asks Redis once in a few seconds."""
        if clock.now() - self.looked >= OFTEN:
            self.looked = clock.now()
            with suppress(RedisError):  # what was seen last holds
                self.thrown = frozenset(cache.get(self.key) or ())
        return self.thrown

    def throw(self, names: Iterable[str]) -> frozenset[str]:
        """Have these thrown, and no others, in all processes within seconds. Gives them.

        Raises:
            RedisError: it was not written down.
        """
        chosen = frozenset(names)
        cache.set(self.key, sorted(chosen), timeout=None)
        self.looked = datetime.min.replace(tzinfo=UTC)
        return chosen


switches = Switches(KEY)


def is_dark(name: str) -> bool:
    """Whether a part is left out now."""
    return name in switches.now()


def darken(names: Iterable[str]) -> frozenset[str]:
    """Leave these out, and no others, in all processes within seconds. Gives them.

    Raises:
        RedisError: it was not written down.
    """
    return switches.throw(names)
