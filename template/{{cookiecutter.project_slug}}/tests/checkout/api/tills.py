"""Who sells in the drill of dying servers: the store, and a shop that it must find out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from threading import Condition
from typing import Protocol

from django.test import Client
from redis import Redis

from shop.carts.services.keeping import open_cart
from shop.carts.services.lines import add_line
from shop.checkout.models import Checkout, Point
from shop.checkout.services.beginning import begin_checkout
from shop.checkout.shown import Shown
from shop.checkout.ways import Outcome, PaymentRequest
from shop.core.money import Money
from shop.inventory.models import StockItem
from shop.inventory.services.ledger import receive_stock
from shop.orders.models import Order
from tests.builders import a_published_product
from tests.checkout.bank import Bank
from tests.concurrency.servers import PATIENCE
from tests.orders.builders import a_contact

UNITS = 2
# Answers after which a buyer asks again: somebody broke down, or still works on it.
NOT_YET = ("unavailable", "key-in-flight")
Account = Mapping[str, str]


class GuardedBank(Bank):
    """A bank that lets nobody out while a server is being killed. What it took stands in no database."""

    def __init__(self) -> None:
        super().__init__()
        self.is_shut, self.inside, self.changed = False, 0, Condition()

    def pay(self, request: PaymentRequest) -> Outcome:
        """Take the money, and answer when the door is open."""
        outcome = super().pay(request)
        with self.changed:
            # Who is on the way out when the door is shut is not inside: they may tell of the money already.
            if self.is_shut:
                self.inside += 1
                self.changed.notify_all()
                self.changed.wait_for(lambda: not self.is_shut, PATIENCE)
                self.inside -= 1
        return outcome

    @contextmanager
    def shut(self, people: int) -> Iterator[None]:
        """Have so many be inside, whose money is taken, and keep them for the length of a block."""
        try:
            with self.changed:
                self.is_shut = True
                assert self.changed.wait_for(lambda: self.inside >= people, timeout=PATIENCE)
            yield
        finally:
            with self.changed:
                self.is_shut = False
                self.changed.notify_all()


class Till(Protocol):
    """Whoever sells."""

    bank: GuardedBank

    def begin(self, number: int) -> str:
        """Let a buyer choose, and say how they pay; gives the key of that."""
        ...

    def agree(self, key: str) -> str:
        """Have it ordered; gives the order, or nothing if nobody could say. Asking again is asking once."""
        ...

    def wrong(self, account: Account) -> list[str]:
        """What is not as buyers were told."""
        ...


class Shop:
    """The store: carts by its services, and "I agree" over HTTP, with one key for one wish.

    Attributes:
        totals: what each buyer was shown, by the cart's key.
        refusals: how often what was answered that is no order.
    """

    def __init__(self, bank: GuardedBank, stock: int = 1_000_000) -> None:
        self.bank, self.totals = bank, dict[str, Money]()
        self.refusals: Counter[str] = Counter()
        self.variant = a_published_product().variants.get()
        receive_stock(units={self.variant.pk: stock})

    def begin(self, number: int) -> str:
        token = open_cart().token
        add_line(token=token, sku=self.variant.sku, quantity=UNITS)
        way = "bank-transfer" if number % 3 == 0 else self.bank.code
        checkout = begin_checkout(token=token, contact=a_contact(), way=way)
        self.totals[token] = Shown.read(checkout.shown).total
        return token

    def agree(self, key: str) -> str:
        answer = Client(raise_request_exception=False).post(
            f"/api/v1/carts/{key}/checkout/complete/",
            {"seen": self.totals[key].as_json()},
            content_type="application/json",
            headers={"Idempotency-Key": key, "Host": "localhost"},
        )
        if answer.status_code == 200:
            return str(answer.json()["order"]["id"])
        assert answer.headers["Content-Type"] == "application/problem+json", answer.content
        said = answer.json()["type"].rpartition("#")[2]
        self.refusals[said] += 1
        return "" if said in NOT_YET else f"{said} instead"

    def wrong(self, account: Account) -> list[str]:
        """Orders that are gone, or that nobody was told of; what was paid; and what lies on the shelf."""
        orders = dict(Order.objects.values_list("cart", "public_id"))
        found = [f"{cart}: told of {order}" for cart, order in account.items() if orders.get(cart) != order]
        found += [f"{cart}: nobody was told" for cart in orders if cart not in account]
        found += self.wrongly_charged()
        item = StockItem.objects.get(variant=self.variant)
        if (item.held, item.allocated) != (0, UNITS * len(orders)):
            found.append(f"{item.held} held and {item.allocated} sold, for {len(orders)} orders")
        return found

    def wrongly_charged(self) -> list[str]:
        """Checkouts that were not charged once for their order, or charged without one."""
        ordered = Checkout.objects.filter(point=Point.ORDERED, way=self.bank.code)
        paid = set(ordered.values_list("public_id", flat=True))
        taken = Counter(key.rpartition("-")[0] for key in self.bank.kept)
        return [f"{key}: {taken[key]} charges" for key in paid | taken.keys() if taken[key] != (key in paid)]


class KeysInRedis:
    """A shop that remembers in Redis alone which requests it has answered, as many do."""

    def __init__(self, bank: GuardedBank, url: str) -> None:
        self.bank, self.numbers = bank, count(1)
        self.redis = Redis.from_url(url, decode_responses=True)

    def begin(self, number: int) -> str:
        return f"wish-{next(self.numbers)}"

    def agree(self, key: str) -> str:
        if known := self.redis.get(key):
            return str(known)
        charge = f"{key}-{next(self.numbers)}"
        self.bank.pay(PaymentRequest(Money(4800, "EUR"), charge, key, "ada@example.com"))
        self.redis.set(key, charge)
        return charge

    def wrong(self, account: Account) -> list[str]:
        taken = Counter(key.rpartition("-")[0] for key in self.bank.kept)
        return [f"{wish}: {taken[wish]} charges" for wish in account if taken[wish] != 1]
