"""The store under the drill, with shelves in three places: nothing is sold twice, nothing stays behind."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from itertools import count
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F, Sum
from pytest_django import DjangoDbBlocker

from shop.inventory.errors import OutOfStock
from shop.inventory.models import Location, StockItem
from shop.inventory.services.ledger import receive_stock
from shop.inventory.services.reserving import allocate_stock
from shop.warehouses.strategies import Strategy
from tests.builders import a_product, a_variant
from tests.concurrency.drill import WORKERS, Plan, crew, drill
from tests.concurrency.store import Store
from tests.warehouses.builders import BERLIN, LYON, PORTO, a_warehouse

pytestmark = pytest.mark.django_db(transaction=True)

MANY = Plan(attempts=160, stock=dict.fromkeys(range(1, 6), 20))
HOT = Plan(attempts=96, stock={1: 50})


class Spread(Store):
    """The store, with each thing divided among three places."""

    def fill(self, stock: Mapping[int, int]) -> None:
        """Receive a delivery in each of them."""
        product = a_product()
        self.variants = {thing: a_variant(product=product).pk for thing in stock}
        spots = [("berlin", BERLIN), ("lyon", LYON), ("porto", PORTO)]
        places = [a_warehouse(code, at, is_default=code == "berlin") for code, at in spots]
        for number, place in enumerate(places):
            came = {self.variants[thing]: (units + number) // 3 for thing, units in stock.items()}
            receive_stock(units=came, location=place)

    def held(self) -> dict[int, int]:
        """What is promised, for a while or for good, in all places together."""
        rows = StockItem.objects.filter(variant__in=self.variants.values()).values_list("variant")
        promised = dict(rows.annotate(sum=Sum(F("held") + F("allocated"))))
        return {thing: promised[variant] for thing, variant in self.variants.items()}


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ThreadPoolExecutor]:
    """Sixteen people with connections of their own."""
    with django_db_blocker.unblock(), crew() as people:
        yield people


@pytest.mark.parametrize("strategy", [Strategy.NEAREST, Strategy.FEWEST_PARCELS])
@pytest.mark.parametrize("plan", [MANY, HOT], ids=["many-things", "one-thing"])
def test_nothing_is_sold_twice(
    plan: Plan, strategy: Strategy, people: ThreadPoolExecutor, settings: Any
) -> None:
    settings.SHOP_STRATEGY = strategy

    outcome = drill(Spread(), plan, people)

    assert (outcome.oversold, outcome.drifted, outcome.rings) == (0, 0, 0)
    assert outcome.refused > 0
    assert Location.objects.count() == 3
    said = StringIO()
    call_command("check_invariants", "stock-ledger", "stock-promises", stdout=said)
    assert said.getvalue().count("holds.") == 2


@pytest.mark.parametrize("strategy", [Strategy.NEAREST, Strategy.FEWEST_PARCELS])
def test_whoever_is_refused_was_refused_because_nothing_was_left(
    strategy: Strategy, people: ThreadPoolExecutor, settings: Any
) -> None:
    settings.SHOP_STRATEGY = strategy
    store, ready = Spread(), Barrier(WORKERS)
    store.fill({1: 100})

    def buy_until_refused(person: int) -> tuple[int, int]:
        connection.ensure_connection()
        ready.wait()
        for turn in count():
            try:
                allocate_stock(owner=f"order-{person}-{turn}", wanted={store.variants[1]: 1})
            except OutOfStock:
                return turn, store.held()[1]
        raise AssertionError

    outcomes = list(people.map(buy_until_refused, range(WORKERS)))

    assert sum(bought for bought, _ in outcomes) == 100
    assert {sold for _, sold in outcomes} == {100}
