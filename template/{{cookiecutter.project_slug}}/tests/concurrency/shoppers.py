"""Shoppers who keep account of what they were told was done, while a server dies and comes back."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from random import Random
from threading import Condition
from typing import Protocol

from django.db import InterfaceError, OperationalError, connection
from redis import Redis, RedisError

from shop.carts.errors import CartNotFound
from shop.carts.reading import cart_now
from shop.carts.selectors import cart_by_token
from shop.carts.services.keeping import open_cart
from shop.carts.services.lines import add_line, remove_line
from shop.inventory.models import Reservation
from shop.inventory.services.ledger import receive_stock
from shop.inventory.services.reserving import allocate_stock
from tests.builders import a_published_product, a_variant
from tests.concurrency.servers import PATIENCE, Mortal
from tests.rivals import hang_up

TROUBLE = (OperationalError, InterfaceError, RedisError)


@dataclass(frozen=True)
class Plan:
    """How large a drill is: so many changes that were said to be done, and so many deaths among them."""

    shoppers: int = 6
    changes: int = 150
    deaths: int = 2
    seed: int = 1


@dataclass(frozen=True)
class State:
    """What one shopper has: how often their cart changed, what is in it, and how much they have bought."""

    version: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)
    bought: int = 0


NOTHING = State(version=0)  # not even an empty cart


class Keeper(Protocol):
    """Whoever keeps carts: the store, or something that this drill must find out."""

    things: list[str]

    def open(self) -> str:
        """Begin a cart; gives its key."""
        ...

    def add(self, key: str, thing: str) -> None:
        """Put one more in."""
        ...

    def remove(self, key: str, thing: str) -> None:
        """Take all of a thing out."""
        ...

    def buy(self, key: str, thing: str, turn: int) -> None:
        """Have one of a thing promised for good."""
        ...

    def look(self, key: str) -> State:
        """What is kept."""
        ...


class Store:
    """The store's own services."""

    def __init__(self, stock: int = 10_000) -> None:
        product = a_published_product()
        self.variants = {one.sku: one.pk for one in (a_variant(product=product) for _ in range(5))}
        self.things = list(self.variants)
        receive_stock(units=dict.fromkeys(self.variants.values(), stock))

    def open(self) -> str:
        return open_cart().token

    def add(self, key: str, thing: str) -> None:
        add_line(token=key, sku=thing)

    def remove(self, key: str, thing: str) -> None:
        remove_line(token=key, sku=thing)

    def buy(self, key: str, thing: str, turn: int) -> None:
        allocate_stock(owner=f"{key}/{turn}", wanted={self.variants[thing]: 1})

    def look(self, key: str) -> State:
        """What the cart's page would show, and what is promised."""
        try:
            now = cart_now(cart_by_token(key))
        except CartNotFound:
            return NOTHING
        lines = {line.variant.sku: line.quantity for line in now.lines}
        return State(now.cart.version, lines, Reservation.objects.filter(owner__startswith=key).count())


class OnlyInRedis:
    """Carts as many shops keep them: fast, and nowhere else."""

    things = ["cup", "plate", "bowl"]

    def __init__(self, url: str) -> None:
        self.redis = Redis.from_url(url, decode_responses=True)

    def open(self) -> str:
        return f"cart-{self.redis.incr('carts')}"

    def add(self, key: str, thing: str) -> None:
        self.redis.hincrby(key, thing)
        self.redis.hincrby(key, "version")

    def remove(self, key: str, thing: str) -> None:
        self.redis.hdel(key, thing)
        self.redis.hincrby(key, "version")

    def buy(self, key: str, thing: str, turn: int) -> None:
        self.redis.hincrby(key, "bought")

    def look(self, key: str) -> State:
        kept = {str(name): int(count) for name, count in self.redis.hgetall(key).items()}
        return State(kept.pop("version", 0) + 1, kept, kept.pop("bought", 0))


class Progress:
    """How far everybody is. Who waits for something is woken when it comes about."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.done = 0
        self.deaths = 0
        self.turns = [0] * plan.shoppers
        self.stuck: set[int] = set()
        self.broken: BaseException | None = None
        self.changed = Condition()

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        with self.changed:
            self.changed.wait_for(lambda: self.broken or is_so(), timeout=PATIENCE)
            if self.broken or not is_so():
                found = f"{self.done} changes, {self.deaths} deaths, stuck: {self.stuck}"
                raise TimeoutError(found) from self.broken

    def note(self, number: int, *, done: bool = False, stuck: bool = False) -> None:
        """Somebody had a turn, which was done, or came to nothing."""
        with self.changed:
            self.turns[number] += 1
            self.done += done
            if stuck:
                self.stuck.add(number)
            self.changed.notify_all()

    def give_up(self, error: BaseException) -> None:
        """Something went wrong that is no part of the drill: let nobody wait."""
        with self.changed:
            self.broken = self.broken or error
            self.changed.notify_all()

    def reach(self, done: int) -> None:
        """Wait until so many changes are done."""
        self.until(lambda: self.done >= done)

    def back(self) -> None:
        """The server is there again."""
        with self.changed:
            self.deaths += 1
            self.stuck.clear()
            self.changed.notify_all()

    def everybody_met_it(self) -> None:
        """Wait until everybody is stuck, or has gone on for some turns without the server."""
        seen = [turns + 3 for turns in self.turns]
        self.until(lambda: all(n in self.stuck or self.turns[n] >= seen[n] for n in range(len(seen))))

    @property
    def is_over(self) -> bool:
        """Whether all is done that was planned."""
        return self.done >= self.plan.changes and self.deaths >= self.plan.deaths


@dataclass
class Shopper:
    """One who changes their cart, and knows what they were told.

    Attributes:
        sure: what they have, by what they were told.
        unsure: what they have if the change was done to which nobody answered.
        wrong: what they found instead of either.
    """

    number: int
    keeper: Keeper
    progress: Progress
    key: str
    sure: State = State()
    unsure: State | None = None
    wrong: list[tuple[State, State]] = field(default_factory=list)

    def go(self) -> list[tuple[State, State]]:
        """Shop until all is done, and say what was wrong."""
        try:
            self.shop()
        except BaseException as error:
            self.progress.give_up(error)
            raise
        finally:
            hang_up()
        return self.wrong

    def shop(self) -> None:
        """Change the cart; when the server is away, wait for it and look what is there."""
        chance = Random(f"{self.progress.plan.seed}/{self.number}")  # noqa: S311 - it must be repeatable
        while not self.progress.is_over and not self.progress.broken:
            try:
                self.compare(self.keeper.look(self.key))
                self.turn(chance)
                self.progress.note(self.number, done=True)
            except TROUBLE:
                connection.close()
                self.progress.note(self.number, stuck=True)
                self.progress.until(lambda: self.number not in self.progress.stuck)
        self.compare(self.keeper.look(self.key))

    def turn(self, chance: Random) -> None:
        """Do something, and remember that it was done only when the answer has come."""
        thing, lot = chance.choice(self.keeper.things), chance.random()
        lines = dict(self.sure.lines)
        if lot < 0.3:
            self.unsure = replace(self.sure, bought=self.sure.bought + 1)
            self.keeper.buy(self.key, thing, self.sure.bought)
        elif (lot < 0.5 and thing in lines) or lines.get(thing, 0) >= 90:
            del lines[thing]
            self.unsure = State(self.sure.version + 1, lines, self.sure.bought)
            self.keeper.remove(self.key, thing)
        else:
            lines[thing] = lines.get(thing, 0) + 1
            self.unsure = State(self.sure.version + 1, lines, self.sure.bought)
            self.keeper.add(self.key, thing)
        self.sure, self.unsure = self.unsure, None

    def compare(self, found: State) -> None:
        """Hold what is kept against one's account."""
        if found not in (self.sure, self.unsure):
            self.wrong.append((self.sure, found))
        if found == NOTHING:
            self.key, found = self.keeper.open(), State()
        self.sure, self.unsure = found, None


@dataclass(frozen=True)
class Outcome:
    """What came of a drill.

    Attributes:
        done: how many changes were said to be done.
        wrong: what shoppers were told, and what they found.
    """

    done: int
    deaths: int
    wrong: list[tuple[State, State]]


def drill(plan: Plan, keeper: Keeper, server: Mortal) -> Outcome:
    """Let everybody shop, kill the server among it and bring it back, and compare."""
    progress = Progress(plan)
    shoppers = [Shopper(number, keeper, progress, keeper.open()) for number in range(plan.shoppers)]
    with ThreadPoolExecutor(plan.shoppers) as people:
        accounts = [people.submit(shopper.go) for shopper in shoppers]
        for death in range(1, plan.deaths + 1):
            progress.reach(death * plan.changes // (plan.deaths + 1))
            server.kill()
            progress.everybody_met_it()
            server.start()
            progress.back()
        wrong = [each for account in accounts for each in account.result()]
    return Outcome(progress.done, progress.deaths, wrong)
