"""The sandbox's own clock, which tests and people at the console may set, and what is due later."""

import heapq
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Clock:
    """Runs as the machine's clock does, some seconds beside it; or stands still at a moment.

    Attributes:
        ahead: how many seconds it is ahead of the machine's.
        stands: the moment at which it stands still, in seconds since 1970; None while it runs.
    """

    ahead: int = 0
    stands: int | None = None
    _due: list[tuple[int, int, Callable[[], None]]] = field(default_factory=list)
    _count: "itertools.count[int]" = field(default_factory=itertools.count)

    def now(self) -> int:
        """What time it is, in whole seconds since 1970, as providers write it."""
        return self.stands if self.stands is not None else int(time.time()) + self.ahead

    def stand(self, moment: int) -> None:
        """Stand still at a moment."""
        self.stands = moment

    def advance(self, seconds: int) -> None:
        """Let time pass at once."""
        if self.stands is not None:
            self.stands += seconds
        else:
            self.ahead += seconds

    def pass_to(self, moment: int) -> None:
        """Stand still at a later moment, and do on the way what is due until then, each when it is due."""
        while self._due and self._due[0][0] <= moment:
            self.stands = max(self.now(), self._due[0][0])
            heapq.heappop(self._due)[2]()
        self.stands = moment

    def later(self, seconds: int, do: Callable[[], None]) -> None:
        """Have something done when so much time has passed."""
        heapq.heappush(self._due, (self.now() + seconds, next(self._count), do))

    def catch_up(self) -> None:
        """Do what has become due, the earliest first."""
        while self._due and self._due[0][0] <= self.now():
            heapq.heappop(self._due)[2]()
