"""What a tuning is: two sides, measured in turns, so that what else the machine does falls on both."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from statistics import median

from local.postgres import Postgres


@dataclass(frozen=True)
class Value:
    """One thing that is measured of a side.

    Attributes:
        more: whether more of it is better.
    """

    what: str
    amount: float
    unit: str = ""
    more: bool = False


Measure = Callable[[], Sequence[Value]]
Sides = tuple[Measure, Measure]


@dataclass(frozen=True)
class Tuning:
    """One change.

    Attributes:
        before, after: the two configurations, in words that can be typed.
        sides: has both of them ready inside a `with` block.
        rounds: how often each is measured.
    """

    name: str
    about: str
    before: str
    after: str
    sides: Callable[[Postgres], AbstractContextManager[Sides]]
    rounds: int = 3


@dataclass(frozen=True)
class Compared:
    """One thing, on both sides: the middle of all rounds."""

    what: str
    before: float
    after: float
    unit: str
    more: bool

    @property
    def factor(self) -> float:
        """How many times better; below one where it is worse."""
        if self.before == self.after:
            return 1.0
        good, bad = (self.after, self.before) if self.more else (self.before, self.after)
        return good / bad if bad else float("inf")


def compared(tuning: Tuning, postgres: Postgres) -> list[Compared]:
    """Measure both sides in turns; who begins changes from round to round."""
    found: Mapping[int, list[Sequence[Value]]] = {0: [], 1: []}
    with tuning.sides(postgres) as sides:
        for turn in range(tuning.rounds):
            for side in (0, 1) if turn % 2 == 0 else (1, 0):
                found[side].append(sides[side]())
    pairs = [[list(each) for each in zip(*found[side], strict=True)] for side in (0, 1)]
    return [
        Compared(
            before[0].what,
            median(value.amount for value in before),
            median(value.amount for value in after),
            before[0].unit,
            before[0].more,
        )
        for before, after in zip(*pairs, strict=True)
    ]
