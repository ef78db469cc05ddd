"""Make anew what is remembered before it is forgotten, by one at a time.

When something that a thousand people ask for is forgotten, all thousand find it gone and make it, at once.
Two things keep that from happening. Who asks near the end draws a lot, and the dearer the thing, the earlier
it is likely to be won; so mostly one makes it anew while all others are still shown the old one (XFetch:
Vattani, Chierichetti and Lowenstein, "Optimal Probabilistic Cache Stampede Prevention", 2015). And where it
is gone all the same, one makes it, and the others wait for that one for a moment.
"""

import math
import random
import time
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from django.core.cache import cache

from shop.core import clock
from shop.core.observing import notice

Found = TypeVar("Found")

EAGER = 1.0  # 1 is the best where making takes as long as it did; more is earlier
WAIT = 0.02  # seconds between two looks whether the other one has made it
LEASE = 10  # seconds, after which whoever makes it must have died


class Kept(NamedTuple):
    """What is kept: in the cache, as a plain tuple, so that the release before may read it.

    Attributes:
        cost: how many seconds it took to make.
        until: from which second on it is old.
    """

    what: Any
    cost: float
    until: float

    def is_due(self, now: float, lot: float) -> bool:
        """Whether whoever has drawn this lot, above 0 and up to 1, makes it anew."""
        return now - self.cost * EAGER * math.log(lot) >= self.until


def early(key: str, seconds: int, find: Callable[[], Found], *, patience: float = 2.0) -> Found:
    """What was found within the last seconds, or what is found now.

    Costs one question to the cache, and four more where it is found anew.

    Args:
        patience: for how many seconds somebody waits for another who makes it. Then they make it themselves.

    Raises:
        RedisError: the cache does not answer.
    """
    kept = kept_at(key)
    if kept is not None and not kept.is_due(now(), drawn()):
        found: Found = kept.what
        return found
    if not cache.add(f"{key}:making", 1, LEASE):
        return elsewhere(key, seconds, find, kept, patience)
    try:
        again = kept_at(key)  # somebody may have made it between our look and our lock
        if again is not None and again.until != (kept and kept.until):
            new: Found = again.what
            return new
        return made(key, seconds, find)
    finally:
        cache.delete(f"{key}:making")


def made(key: str, seconds: int, find: Callable[[], Found]) -> Found:
    """Make it, and keep it for a little longer than it is new: there is something to show meanwhile."""
    begun = time.perf_counter()
    found = find()
    cost = time.perf_counter() - begun
    cache.set(f"{key}:kept", (found, cost, now() + seconds), seconds + LEASE)
    return found


def elsewhere(key: str, seconds: int, find: Callable[[], Found], kept: Kept | None, patience: float) -> Found:
    """Somebody makes it already: show the old one, or wait for the new one."""
    if kept is not None:
        old: Found = kept.what
        return old
    notice("cache.waited")
    end = time.monotonic() + patience
    while time.monotonic() < end:
        time.sleep(WAIT)
        if (there := kept_at(key)) is not None:
            new: Found = there.what
            return new
    return made(key, seconds, find)


def kept_at(key: str) -> Kept | None:
    """What is kept under a key, if something is."""
    kept = cache.get(f"{key}:kept")
    return None if kept is None else Kept(*kept)


def now() -> float:
    """The second that it is."""
    return clock.now().timestamp()


def drawn() -> float:
    """A lot: above 0, up to 1."""
    return 1.0 - random.random()  # noqa: S311 - nobody gains by guessing it
