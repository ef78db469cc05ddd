"""When to try again: later each time, and never all at once.

The formula is "full jitter" of Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog,
https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/, which compares it with others.
"""

import random
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Patience:
    """How long somebody goes on.

    Attributes:
        base: the longest wait before the second try; it doubles with each.
        most: no wait is longer.
        tries: after so many, somebody else has to look.
    """

    base: timedelta
    most: timedelta
    tries: int

    @property
    def longest(self) -> timedelta:
        """How long it takes from the first try to the last, if every lot is the worst."""
        return sum(map(self.limit, range(1, self.tries)), timedelta(0))

    def limit(self, tried: int) -> timedelta:
        """The longest wait after so many tries."""
        return limit(tried, self.base, self.most)

    def pause(self, tried: int) -> timedelta:
        """How long to wait after so many tries, by lot."""
        return delay(tried, base=self.base, most=self.most, chance=random.random())  # noqa: S311 - no secret


def delay(tried: int, *, base: timedelta, most: timedelta, chance: float) -> timedelta:
    """How long to wait after so many tries: anything from nothing to a limit that doubles each time.

    Args:
        chance: from 0 on, below 1. Where many failed together, each draws its own, and they come back apart.
    """
    return limit(tried, base, most) * chance


def limit(tried: int, base: timedelta, most: timedelta) -> timedelta:
    """The longest wait after so many tries: twice as long after each, up to the most."""
    # No more is computed than the most: a second, doubled a thousand times, is no time that Python has.
    doublings = min(max(tried - 1, 0), (most // base).bit_length())
    return min(most, base * (1 << doublings))
