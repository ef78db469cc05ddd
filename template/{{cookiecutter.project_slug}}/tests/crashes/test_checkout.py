"""Wherever a checkout dies, there is one order and one charge after somebody has tried again.

The places are found by watching, so a statement that is added to a checkout is a place to die at, too.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from itertools import count

import pytest
from django.core.management import call_command

from shop.checkout.models import Checkout
from shop.checkout.services import paying
from shop.checkout.services.finalising import complete_checkout
from shop.checkout.services.sweeping import LEFT, resume_unfinished
from shop.checkout.ways import Outcome, PaymentRequest
from shop.core.errors import ShopError
from shop.core.money import Money
from shop.inventory.models import StockItem
from shop.inventory.services.ledger import receive_stock
from shop.orders.models import Order
from tests.builders import a_published_product
from tests.carts.builders import a_cart
from tests.checkout.bank import Bank, open_bank
from tests.checkout.builders import a_checkout, now, seen
from tests.conftest import FrozenClock
from tests.crashes.deaths import dies, passes, watched
from tests.promotions.builders import a_coupon

pytestmark = pytest.mark.django_db(transaction=True)

number = count(1)


class FarBank(Bank):
    """A bank to which the line may break: before it has heard of anything, and before its answer is here."""

    def pay(self, request: PaymentRequest) -> Outcome:
        passes("before the bank")
        outcome = super().pay(request)
        passes("after the bank")
        return outcome


@pytest.fixture
def bank() -> Iterator[FarBank]:
    """A bank."""
    with open_bank(FarBank()) as bank:
        yield bank


def begun() -> Checkout:
    """Two of one thing and one of another that nobody else wants, and a code, which costs statements too."""
    cart = a_cart()
    for units in (2, 1):
        thing = a_published_product().variants.get()
        receive_stock(units={thing.pk: 1000})
        cart.lines.create(variant=thing, quantity=units)
    cart.coupons = ["SPRING"]
    cart.save(update_fields=["coupons"])
    return a_checkout(cart)


def completing(checkout: Checkout) -> Callable[[], object]:
    """What the shopper does, and does again."""
    total = seen(checkout)
    return lambda: complete_checkout(token=checkout.cart, seen=total)


def wrong(checkout: Checkout, bank: Bank) -> str:
    """What is not as it should be after an order; nothing, if all is well."""
    orders = Order.objects.filter(cart=checkout.cart)
    if orders.count() != 1:
        return f"{orders.count()} orders"
    charges = [amount for key, amount in bank.kept.items() if key.startswith(checkout.public_id)]
    if charges != [Money(6480, "EUR")]:
        return f"charges of {charges}"
    sold = orders.get().lines.values("variant")
    items = StockItem.objects.filter(variant__in=sold).order_by("-allocated")
    if (counts := [(item.on_hand, item.held, item.allocated) for item in items]) != [
        (1000, 0, 2),
        (1000, 0, 1),
    ]:
        return f"stock of {counts}"
    return ""


def check_invariants() -> None:
    """Have the sweeper look at all of the shop; what drifted ends it."""
    call_command("check_invariants", stdout=StringIO())


def places() -> list[str]:
    """Where a checkout can die. The first one fills what is remembered, and passes other places."""
    completing(begun())()
    return watched(completing(begun()))


def test_wherever_it_dies_one_order_and_one_charge_come_of_it(bank: FarBank) -> None:
    a_coupon("SPRING", max_uses=1000)
    known = places()
    found = {}

    for at, place in enumerate(known):
        checkout = begun()
        dies(completing(checkout), at)
        completing(checkout)()
        if said := wrong(checkout, bank):
            found[f"{at} {place}"] = said

    assert found == {}
    assert sum(place.startswith("before") for place in known) > 50
    assert known.count("before the bank") == 1
    check_invariants()


def test_where_nobody_tries_again_the_sweeper_ends_it(bank: FarBank, frozen_clock: FrozenClock) -> None:
    a_coupon("SPRING", max_uses=1000)
    ends: dict[str, int] = {}

    # What is true before a statement is true after the one before it, so half of the places are enough here.
    for at in range(0, len(places()), 2):
        checkout = begun()
        dies(completing(checkout), at)
        frozen_clock.move(LEFT)
        resume_unfinished()
        end = now(checkout).point
        ends[end] = ends.get(end, 0) + 1
        if end == "ordered":
            assert wrong(checkout, bank) == ""
        else:
            assert not [key for key in bank.kept if key.startswith(checkout.public_id)]

    assert ends.keys() == {"begun", "prepared", "ordered"}
    check_invariants()


def test_without_a_key_that_stays_the_same_this_would_be_noticed(
    bank: FarBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_coupon("SPRING", max_uses=1000)
    keyed = paying.request_of
    monkeypatch.setattr(
        paying, "request_of", lambda row: replace(keyed(row), key=f"{row.public_id}-{next(number)}")
    )
    checkout = begun()

    dies(completing(checkout), "after the bank")
    with suppress(ShopError):
        completing(checkout)()

    assert (
        wrong(checkout, bank)
        == "charges of [Money(amount=6480, currency='EUR'), Money(amount=6480, currency='EUR')]"
    )
