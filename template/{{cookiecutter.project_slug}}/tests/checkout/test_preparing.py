"""Phase one: what was shown is what is set aside, or the shopper is told why not."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shop.carts.models import Cart
from shop.carts.services.lines import add_line
from shop.catalog.models import Variant
from shop.checkout.errors import CheckoutChanged
from shop.checkout.models import Checkout
from shop.checkout.selectors import review_of
from shop.checkout.services import preparing
from shop.checkout.services.preparing import HELD_FOR, prepare_checkout
from shop.core import clock
from shop.core.money import Money
from shop.inventory.errors import OutOfStock
from shop.inventory.models import Reservation, StockItem
from shop.inventory.services.closing import release_lapsed
from shop.inventory.services.reserving import reserve_stock
from shop.taxes.models import TaxRate
from tests.checkout.builders import a_checkout, now, seen
from tests.conftest import FrozenClock
from tests.orders.builders import a_full_cart
from tests.rivals import Rival

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank", "vat")]

LAST = {"MUG": 1000}


def prepared(checkout: Checkout) -> Checkout:
    """Agree to what was shown."""
    return prepare_checkout(checkout=checkout, seen=seen(now(checkout)))


def held() -> dict[str, int]:
    """What is set aside, by SKU."""
    return dict(StockItem.objects.exclude(held=0).values_list("variant__sku", "held"))


def test_what_was_agreed_to_is_set_aside() -> None:
    checkout = prepared(a_checkout(a_full_cart(MUG=3, PLATE=1)))

    assert (checkout.point, checkout.total) == ("prepared", Money(9600, "EUR"))
    assert held() == {"MUG": 3, "PLATE": 1}
    assert checkout.reservation is not None
    assert checkout.reservation.until - clock.now() <= HELD_FOR


def test_done_twice_it_is_done_once() -> None:
    checkout = a_checkout(a_full_cart(MUG=3))

    first, second = prepared(checkout), prepared(checkout)

    assert first.reservation == second.reservation
    assert held() == {"MUG": 3}


def test_who_has_the_last_ones_has_them_the_second_time_too() -> None:
    checkout = a_checkout(a_full_cart(**LAST | {"MUG": 99}))
    StockItem.objects.update(on_hand=99)
    prepared(checkout)

    again = prepared(checkout)

    assert (again.point, held()) == ("prepared", {"MUG": 99})
    assert review_of(now(checkout)).changed == []


def refused(checkout: Checkout, total: Money | None = None) -> list[tuple[str, str]]:
    """What is told to who agrees to what they have seen."""
    with pytest.raises(CheckoutChanged) as caught:
        prepare_checkout(checkout=checkout, seen=total or seen(checkout))
    return [(wrong.code, wrong.field) for wrong in caught.value.errors]


def test_a_price_that_moved_is_told_once_and_agreed_to_then() -> None:
    checkout = a_checkout(a_full_cart(MUG=1))
    Variant.objects.update(price_amount=2600)

    assert refused(checkout) == [("price", "MUG")]
    assert (now(checkout).point, held()) == ("begun", {})
    assert refused(checkout, Money(2400, "EUR")) == [("total", "total")]
    assert prepared(checkout).total == Money(2600, "EUR")


def test_a_tax_that_moved_is_told_though_the_total_is_the_same() -> None:
    checkout = a_checkout(a_full_cart(MUG=1))
    TaxRate.objects.update(percent=20)
    cache.clear()

    assert refused(checkout) == [("tax", "MUG")]
    assert prepared(checkout).total == Money(2400, "EUR")


def test_what_is_gone_is_told_until_the_cart_is_another() -> None:
    checkout = a_checkout(a_full_cart(MUG=1, PLATE=1))
    StockItem.objects.filter(variant__sku="MUG").update(on_hand=0)

    assert refused(checkout) == [("gone", "MUG")]
    assert refused(now(checkout)) == [("gone", "MUG")]
    assert held() == {}


def test_somebody_who_is_faster_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = a_checkout(a_full_cart(MUG=1))

    def too_late(**told: Any) -> Reservation:
        raise OutOfStock({1: 0}, found="0 of 1 MUG.")

    monkeypatch.setattr(preparing, "reserve_stock", too_late)

    assert refused(checkout) == [("gone", "stock")]
    assert now(checkout).point == "begun"


def test_another_cart_is_set_aside_anew() -> None:
    cart = a_full_cart(MUG=1)
    checkout = a_checkout(cart)
    prepared(checkout)
    add_line(token=cart.token, sku="MUG", quantity=2)

    assert refused(now(checkout)) == [("quantity", "MUG")]
    assert held() == {"MUG": 1}
    assert prepared(checkout).total == Money(7200, "EUR")
    assert held() == {"MUG": 3}


def test_what_lapsed_is_said_and_set_aside_anew(frozen_clock: FrozenClock) -> None:
    checkout = a_checkout(a_full_cart(MUG=3))
    first = prepared(checkout).reservation
    frozen_clock.move(HELD_FOR + timedelta(seconds=1))
    release_lapsed()

    assert [wrong.code for wrong in review_of(now(checkout)).changed] == ["lapsed"]
    assert prepared(checkout).reservation != first
    assert held() == {"MUG": 3}
    assert review_of(now(checkout)).changed == []


def test_what_lapsed_and_was_taken_by_somebody_else_is_told(frozen_clock: FrozenClock) -> None:
    checkout = a_checkout(a_full_cart(MUG=2))
    StockItem.objects.update(on_hand=2)
    prepared(checkout)
    frozen_clock.move(HELD_FOR)
    release_lapsed()
    mug = StockItem.objects.get().variant_id
    reserve_stock(owner="somebody", wanted={mug: 1}, until=clock.now())

    assert refused(now(checkout)) == [("fewer", "MUG")]


def test_who_goes_on_late_keeps_it_for_longer(frozen_clock: FrozenClock) -> None:
    checkout = a_checkout(a_full_cart(MUG=2))
    prepared(checkout)
    frozen_clock.move(HELD_FOR - timedelta(minutes=1))

    again = prepared(checkout).reservation

    assert again is not None
    assert again.until == clock.now() + HELD_FOR


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_finds_it_set_aside() -> None:
    checkout = a_checkout(a_full_cart(MUG=2))
    total = seen(checkout)
    other = Rival(lambda: prepare_checkout(checkout=checkout, seen=total))

    with transaction.atomic():
        prepare_checkout(checkout=checkout, seen=total)
        other.begin()

    assert other.end() == "done"
    assert held() == {"MUG": 2}
    assert Reservation.objects.count() == 1


@pytest.mark.usefixtures("nothing_packed")
@pytest.mark.parametrize("length", [1, 10, 100])
def test_the_cost_does_not_grow(length: int) -> None:
    checkout = a_checkout(a_full_cart(**{f"THING-{number}": 2 for number in range(length)}))
    total = seen(checkout)

    with CaptureQueriesContext(connection) as statements:
        prepare_checkout(checkout=checkout, seen=total)

    asked = [statement["sql"].strip() for statement in statements]
    assert [sql for sql, times in Counter(asked).items() if times > 1] == []
    assert len(asked) == 17
    assert Cart.objects.count() == 1
