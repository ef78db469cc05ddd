"""Buyers who keep account of what they were told, while a server dies and comes back.

Each death comes while somebody is at the bank: the money is taken, and nobody has heard of it yet.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from unittest.mock import patch

from django.db import connection
from django.utils import timezone

from shop.idempotency.services import LEASE
from tests.checkout.api.tills import Till
from tests.concurrency.servers import Mortal, MortalPostgres
from tests.concurrency.shoppers import TROUBLE, Plan, Progress
from tests.rivals import hang_up


@dataclass
class Buyer:
    """One who buys, again and again, and asks until they are told."""

    number: int
    till: Till
    progress: Progress
    account: dict[str, str] = field(default_factory=dict)

    def go(self) -> dict[str, str]:
        """Buy until all is done; gives what was ordered, by the keys of what was wished."""
        try:
            while not self.progress.is_over and not self.progress.broken:
                self.buy()
        except BaseException as error:
            self.progress.give_up(error)
            raise
        finally:
            hang_up()
        return self.account

    def buy(self) -> None:
        """Order one thing, and ask once more, as somebody does whose line was cut: it is the same order."""
        key = self.asked(lambda: self.till.begin(self.number))
        self.account[key] = self.asked(lambda: self.till.agree(key))
        if (again := self.asked(lambda: self.till.agree(key))) != self.account[key]:
            self.account[key] += f", and then of {again}"
        self.progress.note(self.number, done=True)

    def asked(self, wish: Callable[[], str]) -> str:
        """What comes of a wish. While a server is away, wait for it, and ask again as before."""
        while True:
            with suppress(*TROUBLE):
                if answer := wish():
                    return answer
            connection.close()
            self.progress.note(self.number, stuck=True)
            self.progress.until(lambda: self.number not in self.progress.stuck)


@dataclass(frozen=True)
class Outcome:
    """What came of a drill.

    Attributes:
        done: how many orders buyers were told of.
        wrong: what is not as they were told.
    """

    done: int
    deaths: int
    wrong: list[str]


def drill(plan: Plan, till: Till, server: Mortal) -> Outcome:
    """Let everybody buy, kill the server among it and bring it back, and compare."""
    progress = Progress(plan)
    buyers = [Buyer(number, till, progress) for number in range(plan.shoppers)]
    with passing_time() as passes, ThreadPoolExecutor(plan.shoppers) as people:
        accounts = [people.submit(buyer.go) for buyer in buyers]
        try:
            for death in range(1, plan.deaths + 1):
                progress.reach(death * plan.changes // (plan.deaths + 1))
                die(server, till, progress)
                # Who held a key is taken for dead by now, as by whoever asks again when `Retry-After` says.
                passes(LEASE)
                progress.back()
        except BaseException as error:
            progress.give_up(error)
            raise
        told = {key: order for account in accounts for key, order in account.result().items()}
    return Outcome(len(told), progress.deaths, till.wrong(told))


def die(server: Mortal, till: Till, progress: Progress) -> None:
    """Kill a server while two are at the bank, let everybody meet with it, and bring it back."""
    with till.bank.shut(people=2):
        server.kill()
    progress.everybody_met_it()
    server.start()


@contextmanager
def passing_time() -> Iterator[Callable[[timedelta], None]]:
    """Have a clock that can be put forward, so that nobody has to wait for it."""
    now, ahead = timezone.now, [timedelta()]
    with patch.object(timezone, "now", lambda: now() + sum(ahead, timedelta())):
        yield ahead.append


class TwoDeaths:
    """A PostgreSQL that dies in two ways, in turns: by `kill -9`, and by a stop that waits for nobody."""

    def __init__(self, server: MortalPostgres) -> None:
        self.server, self.deaths = server, 0

    def start(self) -> str:
        return self.server.start()

    def kill(self) -> None:
        self.deaths += 1
        if self.deaths % 2:
            self.server.kill()
        else:
            self.server.control("-m", "immediate", "-w", "stop")
