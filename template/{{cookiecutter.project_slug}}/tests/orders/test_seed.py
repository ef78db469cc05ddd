"""The demonstration shop has a few orders, one in each state, and everything about them is in order."""

from io import StringIO

import pytest
from django.core.management import call_command

from shop.inventory.models import StockItem
from shop.inventory.services.ledger import receive_stock
from shop.orders import seed
from shop.orders.models import Order, OrderContact
from shop.orders.states import State
from tests.builders import a_published_product

pytestmark = pytest.mark.django_db


def a_full_shop() -> None:
    """A few things of which there is plenty."""
    receive_stock(units={a_published_product().variants.get().pk: 50 for _ in range(5)})


def test_there_is_one_in_each_state() -> None:
    a_full_shop()

    assert seed.seed() == "4 orders"

    assert list(Order.objects.order_by("number").values_list("state", "version")) == [
        ("confirmed", 2),
        ("placed", 2),
        ("cancelled", 2),
        ("placed", 1),
    ]
    assert set(Order.objects.values_list("state", flat=True)) == set(State)
    assert OrderContact.objects.filter(email="ada.potter@example.com").exists()
    call_command("check_invariants", stdout=StringIO())


def test_a_second_time_there_is_nothing_to_do() -> None:
    a_full_shop()
    seed.seed()
    before = list(StockItem.objects.order_by("pk").values_list("allocated"))

    assert seed.seed() == "4 orders"

    assert list(StockItem.objects.order_by("pk").values_list("allocated")) == before


def test_in_a_shop_without_stock_nobody_orders() -> None:
    a_published_product()

    assert seed.seed() == "0 orders"
