"""How long to wait before something that failed is tried again."""

from collections.abc import Callable
from datetime import timedelta
from random import SystemRandom

FIRST = timedelta(seconds=4)
LONGEST = timedelta(hours=1)

# How a wait is drawn from nothing up to so many seconds.
draw: Callable[[float, float], float] = SystemRandom().uniform


def longest_wait(attempt: int, *, first: timedelta = FIRST, longest: timedelta = LONGEST) -> timedelta:
    """How long the wait after an attempt may be: twice as long after each, up to a limit."""
    # No more than the limit is ever computed: 4 s times two to the thousandth is no time that Python has.
    doublings = min(attempt - 1, (longest // first).bit_length())
    return min(longest, first * (1 << doublings))


def wait(attempt: int, *, first: timedelta = FIRST, longest: timedelta = LONGEST) -> timedelta:
    """How long to wait after an attempt that failed, from 1 on: anything from nothing to the longest.

    What fails together must not come back together, so the whole of the wait is drawn by lot. See "full
    jitter" in Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    """
    return timedelta(seconds=draw(0, longest_wait(attempt, first=first, longest=longest).total_seconds()))
