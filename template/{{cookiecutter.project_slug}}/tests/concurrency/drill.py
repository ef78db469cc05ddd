"""The drill: many people take random things at once, some bring them back, and then it is counted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Barrier
from time import perf_counter

from django.db import OperationalError, connection

from tests.concurrency.strategies.base import Lines, Strategy, summed

WORKERS = 16


@dataclass(frozen=True)
class Plan:
    """How large a drill is.

    Attributes:
        attempts: how many carts are filled, all workers together.
        stock: how many of each thing there are.
        back: which share of what was taken is brought back.
        seed: another one gives other carts; the same one the same carts, in another order each time.
    """

    attempts: int
    stock: Mapping[int, int]
    back: float = 0.25
    seed: int = 1


@dataclass
class Outcome:
    """What came of a drill.

    Attributes:
        kept: what people went home with, by their own account.
        held: what the database believes that they have.
        rings: how often the database broke a ring of people who waited for each other.
        times: how long each attempt took, in milliseconds.
    """

    plan: Plan
    kept: Counter[int] = field(default_factory=Counter)
    held: dict[int, int] = field(default_factory=dict)
    taken: int = 0
    refused: int = 0
    rings: int = 0
    times: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def oversold(self) -> int:
        """Units that people have and that never were on the shelf."""
        return sum(max(0, self.kept[thing] - count) for thing, count in self.plan.stock.items())

    @property
    def drifted(self) -> int:
        """Units about which the database and the people do not agree."""
        return sum(abs(self.kept[thing] - self.held.get(thing, 0)) for thing in self.plan.stock)

    def slowest(self, share: float) -> float:
        """The time within which this share of the attempts was done, in milliseconds."""
        return sorted(self.times)[int(len(self.times) * share)]

    def add(self, other: "Outcome") -> None:
        """Count somebody's account too."""
        self.kept.update(other.kept)
        self.taken += other.taken
        self.refused += other.refused
        self.rings += other.rings
        self.times += other.times


@contextmanager
def crew() -> Iterator[ThreadPoolExecutor]:
    """People, each with a connection of their own, which they keep from one drill to the next."""
    with ThreadPoolExecutor(WORKERS) as people:
        yield people
        list(people.map(hang_up, [Barrier(WORKERS)] * WORKERS))


def hang_up(everybody: Barrier) -> None:
    """Close one's connection, when each of the others is about to do so too."""
    everybody.wait()
    connection.close()


def drill(strategy: Strategy, plan: Plan, people: ThreadPoolExecutor) -> Outcome:
    """Fill the shelf, let everybody begin at once, and count."""
    strategy.fill(plan.stock)
    ready = Barrier(WORKERS + 1)
    accounts = [people.submit(worked, strategy, plan, number, ready) for number in range(WORKERS)]
    ready.wait()
    before = perf_counter()
    total = Outcome(plan)
    for account in accounts:
        total.add(account.result())
    total.seconds = perf_counter() - before
    total.held = strategy.held()
    return total


def worked(strategy: Strategy, plan: Plan, number: int, ready: Barrier) -> Outcome:
    """What one worker did: a part of the attempts, one after the other."""
    mine, chance = Outcome(plan), Random(f"{plan.seed}/{number}")  # noqa: S311 - it must be repeatable
    connection.ensure_connection()
    ready.wait()
    for _ in range(number, plan.attempts, WORKERS):
        attempt(strategy, cart(chance, list(plan.stock)), mine, brings_back=chance.random() < plan.back)
    return mine


def attempt(strategy: Strategy, lines: Lines, mine: Outcome, *, brings_back: bool) -> None:
    """Take a cart's lines, perhaps bring them back, and keep account."""
    before, took = perf_counter(), False
    with rings_counted(mine):
        took = strategy.take(lines)
        mine.taken += took
        mine.refused += not took
    mine.times.append((perf_counter() - before) * 1000)
    if not took:
        return
    mine.kept.update(summed(lines))
    if brings_back:
        with rings_counted(mine):  # who is sent away here still has what was to be brought back
            strategy.give_back(lines)
            mine.kept.subtract(summed(lines))


@contextmanager
def rings_counted(mine: Outcome) -> Iterator[None]:
    """Count it when the database breaks a ring by sending this worker away."""
    try:
        yield
    except OperationalError as error:
        if "deadlock detected" not in str(error):
            raise
        mine.rings += 1


def cart(chance: Random, things: list[int]) -> Lines:
    """One to four lines of one to three units, in any order; now and then a thing stands there twice."""
    lines = [(chance.choice(things), chance.randint(1, 3)) for _ in range(chance.randint(1, 3))]
    return [*lines, lines[0]] if chance.random() < 0.2 else lines
