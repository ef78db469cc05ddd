"""From which database a request reads, as long as it is being answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

PRIMARY, REPLICA = "default", "replica"


@dataclass
class Reading:
    """What is known of a request.

    Attributes:
        from_replica: whether what it reads may come from there.
        wrote: whether it wrote. From then on it reads where it wrote.
        left: whether the replica went away meanwhile. It is not asked again.
    """

    from_replica: bool = False
    wrote: bool = False
    left: bool = False

    def writes(self) -> None:
        """It writes."""
        self.wrote, self.from_replica = True, False

    def leave(self) -> None:
        """The replica went away."""
        self.left, self.from_replica = True, False


_now: ContextVar[Reading | None] = ContextVar("reading", default=None)


@contextmanager
def reading() -> Iterator[Reading]:
    """A request is answered inside the block. Elsewhere, as in workers, nothing comes from a replica."""
    mine = Reading()
    token = _now.set(mine)
    try:
        yield mine
    finally:
        _now.reset(token)


def current() -> Reading:
    """What is known of the request; of none, that it reads where it writes."""
    return _now.get() or Reading()
