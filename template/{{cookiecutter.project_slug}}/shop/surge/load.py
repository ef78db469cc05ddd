"""How much is under way in this process, and whether one more of a kind is too much."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from shop.surge.kinds import Kind

PATIENCE = 0.2  # seconds for which it may be crowded: a burst is no overload
CALM = 1.0  # seconds without a crowd, after which it is over


@dataclass
class Load:
    """The requests under way, of a process that serves several at once.

    A burst fills all threads for a moment, and goes. A queue that stands fills them until somebody leaves. So
    it is not the number that decides, but for how long it has been so high: the idea of CoDel (Nichols and
    Jacobson, "Controlling Queue Delay", 2012), who measure it in the queues of the network.

    Attributes:
        limits: with how many under way one more of a kind is a crowd.
        since, last: when the crowd of a kind began, and when somebody last met it.
    """

    limits: Mapping[Kind, int]
    under_way: int = 0
    since: dict[Kind, float] = field(default_factory=dict)
    last: dict[Kind, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def begin(self, kind: Kind | None, now: float) -> bool:
        """Whether one more may begin; if so, it counts until `end`."""
        with self.lock:
            if kind is not None and self.is_too_much(kind, now):
                return False
            self.under_way += 1
            return True

    def is_too_much(self, kind: Kind, now: float) -> bool:
        """Whether it has been crowded for this kind for too long."""
        if now - self.last.get(kind, float("-inf")) > CALM:
            self.since.pop(kind, None)
        if kind not in self.limits or self.under_way < self.limits[kind]:
            return False
        self.last[kind] = now
        return now - self.since.setdefault(kind, now) >= PATIENCE

    def end(self) -> None:
        """One is done."""
        with self.lock:
            self.under_way -= 1
