"""Fifty windows send the same request in one moment. There is one order, and everybody is told the truth."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from shop.checkout.models import Checkout
from shop.idempotency.models import IdempotencyKey
from shop.inventory.models import StockItem
from shop.orders.models import Order
from tests.checkout.bank import Bank
from tests.checkout.builders import a_checkout
from tests.orders.builders import a_full_cart
from tests.rivals import hang_up

pytestmark = pytest.mark.django_db(transaction=True)

WINDOWS = 50
SEEN = {"seen": {"amount": 9600, "currency": "EUR"}}


@pytest.fixture
def checkout(bank: Bank) -> Checkout:
    """Three mugs and a plate for 96 euros."""
    return a_checkout(a_full_cart(MUG=3, PLATE=1))


def send(checkout: Checkout, key: str, ready: Barrier) -> Any:
    """Send the request in the same moment as all others."""
    try:
        connection.ensure_connection()
        ready.wait()
        return Client().post(
            f"/api/v1/carts/{checkout.cart}/checkout/complete/",
            SEEN,
            content_type="application/json",
            headers={"Idempotency-Key": key},
        )
    finally:
        hang_up()


def at_once(checkout: Checkout, *keys: str) -> list[Any]:
    """Everybody's answers."""
    ready = Barrier(len(keys))
    with ThreadPoolExecutor(len(keys)) as people:
        return list(people.map(lambda key: send(checkout, key, ready), keys))


def nothing_twice(checkout: Checkout, bank: Bank) -> None:
    """Fail unless there is one order, one charge, and what was sold is gone from the shelf once."""
    assert Order.objects.count() == 1
    assert list(bank.charges) == [checkout.payment_key]
    assert sum(StockItem.objects.values_list("allocated", flat=True)) == 4
    assert sum(StockItem.objects.values_list("held", flat=True)) == 0
    call_command("check_invariants", "orders-events", "orders-numbers", "checkout-orders", verbosity=0)


def test_fifty_with_one_key_are_one_order(checkout: Checkout, bank: Bank) -> None:
    answers = at_once(checkout, *["k-1"] * WINDOWS)

    statuses = Counter(answer.status_code for answer in answers)
    assert statuses.keys() <= {200, 409}
    assert statuses[200] >= 1
    told = {answer.json()["order"]["id"] for answer in answers if answer.status_code == 200}
    assert told == {Order.objects.get().public_id}
    for answer in answers:
        if answer.status_code == 409:
            assert answer.json()["type"] == "/api/problems/#key-in-flight"
            assert answer.headers["Retry-After"] == "1"
    assert IdempotencyKey.objects.count() == 1
    nothing_twice(checkout, bank)


def test_who_asks_afterwards_gets_the_answer(checkout: Checkout, bank: Bank) -> None:
    at_once(checkout, *["k-1"] * 5)

    (answer,) = at_once(checkout, "k-1")

    assert answer.headers["Idempotent-Replayed"] == "true"
    assert answer.json()["order"]["id"] == Order.objects.get().public_id


def test_fifty_with_keys_of_their_own_are_one_order_too(checkout: Checkout, bank: Bank) -> None:
    answers = at_once(checkout, *[f"k-{number}" for number in range(WINDOWS)])

    assert {answer.status_code for answer in answers} <= {200, 409}
    assert {answer.json()["order"]["id"] for answer in answers if answer.status_code == 200} == {
        Order.objects.get().public_id
    }
    nothing_twice(checkout, bank)
