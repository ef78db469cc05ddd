"""A circuit breaker: who does not answer is left alone for a while, and then asked whether they are back.

Closed, everything is sent. After some failures in a row it opens, and nothing is sent. After a pause it is
half open: one message tries. If that goes well it closes; if not, it opens again, for longer. It knows no
clock and no table: what it was and what happened go in, what it is comes out. How patient it is says who has
one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Circuit(StrEnum):
    """What it does."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half open"


@dataclass(frozen=True)
class Limits:
    """How much it takes to be left alone, and for how long that is.

    Attributes:
        failures: so many in a row open it.
        shortest: the first pause; each further one is twice as long.
        longest: no pause is longer.
    """

    failures: int
    shortest: timedelta
    longest: timedelta


@dataclass(frozen=True)
class Breaker:
    """What is remembered of somebody who is asked.

    Attributes:
        failures: in a row, up to now.
        openings: how often it opened without closing in between.
        until: it is open until then, and half open afterwards; nothing, while it is closed.
    """

    failures: int = 0
    openings: int = 0
    until: datetime | None = None

    def circuit(self, now: datetime) -> Circuit:
        """What it does at a moment."""
        if self.until is None:
            return Circuit.CLOSED
        return Circuit.OPEN if now < self.until else Circuit.HALF_OPEN

    def probed(self, now: datetime, patience: timedelta) -> "Breaker":
        """One is trying. Until it has an answer, or so long that it must have died, nobody else does."""
        return Breaker(self.failures, self.openings, now + patience)

    def succeeded(self) -> "Breaker":
        """Somebody answered: all is forgotten."""
        return Breaker()

    def failed(self, now: datetime, limits: Limits) -> "Breaker":
        """Nobody answered. Enough of these, and it opens; one more when it is half open, and again."""
        failures = self.failures + 1
        if failures < limits.failures:
            return Breaker(failures)
        pause = min(limits.longest, limits.shortest * (1 << min(self.openings, 10)))
        return Breaker(failures, self.openings + 1, now + pause)

    def learnt(self, good: bool, then: "Breaker", now: datetime, limits: Limits) -> "Breaker":
        """What it learns from somebody who asked.

        Args:
            good: whether there was an answer.
            then: as it was when they asked. Ten who fail together are one reason to open, and not ten to stay
                open for longer.
        """
        if good:
            return self.succeeded()
        late = then.until is None and self.until is not None
        return self if late else self.failed(now, limits)
