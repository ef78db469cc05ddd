"""The sweeper of invariants finds money without an order, and orders that are not what was agreed to."""

from datetime import timedelta
from typing import Any

import pytest

from shop.checkout.models import Checkout, CheckoutContact
from shop.checkout.services.finalising import complete_checkout
from shop.checkout.services.paying import pay_checkout
from shop.checkout.services.preparing import prepare_checkout
from shop.orders.models import Order
from tests.checkout.bank import Bank
from tests.checkout.builders import a_checkout, now, seen
from tests.conftest import FrozenClock
from tests.orders.builders import HOME
from tests.sweeping import sweeper

pytestmark = pytest.mark.django_db

swept = sweeper("checkout-money", "checkout-orders", "checkout-people")


@pytest.fixture
def done(bank: Bank) -> Checkout:
    """A checkout that became an order."""
    begun = a_checkout()
    return complete_checkout(token=begun.cart, seen=seen(begun)).checkout


def write(checkout: Checkout, **fields: Any) -> None:
    """Write past the services."""
    Checkout.objects.filter(pk=checkout.pk).update(**fields)


def test_what_went_through_the_services_is_well(done: Checkout) -> None:
    assert swept().count("holds.") == 3


def test_money_without_an_order_is_found_and_becomes_one(bank: Bank, frozen_clock: FrozenClock) -> None:
    begun = a_checkout()
    paid, _ = pay_checkout(checkout=prepare_checkout(checkout=begun, seen=seen(begun)))
    assert "checkout-money: holds." in swept()
    frozen_clock.move(timedelta(hours=1))

    assert f"  {paid}: €96.00 by bank ({paid.payment_key}), paid." in swept()
    assert "Repaired: go on with it" in swept("--repair")
    assert now(begun).order == Order.objects.get()


def test_a_total_that_was_not_agreed_to_is_found(done: Checkout) -> None:
    write(done, total_amount=9500)

    assert f"  {done}: agreed to €95.00, and {done.order} sold €96.00." in swept()


def test_somebody_elses_order_is_found(done: Checkout) -> None:
    write(done, cart="crt_other")

    assert "checkout-orders: 1 drifted." in swept()


def test_a_person_who_is_kept_twice_is_found_and_removed(done: Checkout) -> None:
    CheckoutContact.objects.create(checkout=done, email="ada@example.com", ship_to=HOME.kept())

    assert "checkout-people: 1 drifted." in swept("--repair")
    assert not CheckoutContact.objects.exists()
