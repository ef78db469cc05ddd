"""A shopper comes back after a week, and is told what is not as it was."""

import pytest
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from shop.carts.changes import changes
from shop.carts.models import Cart
from shop.carts.reading import cart_now
from shop.carts.selectors import cart_by_token
from shop.carts.services.coupons import add_coupon
from shop.carts.services.keeping import send_to
from shop.carts.services.seeing import note_seen
from shop.catalog.models import Variant
from tests.carts.builders import a_cart, sold
from tests.pricing.builders import a_region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Begin with an empty memory."""
    cache.clear()


def told(cart: Cart) -> list[str]:
    """What a shopper is told who looks now."""
    now = cart_now(cart_by_token(cart.token))
    return [change.says for change in changes(now.lines, now.priced)]


def look(cart: Cart) -> None:
    """Have the shopper take note of all."""
    now = cart_now(cart_by_token(cart.token))
    note_seen(lines=now.lines, priced=now.priced)


def reprice(sku: str, amount: int) -> None:
    """Give something another price."""
    Variant.objects.filter(sku=sku).update(price_amount=amount)


@pytest.fixture
def cart() -> Cart:
    """A mug and a plate for 24 euros each, which their shopper has seen."""
    cart = a_cart(MUG=1, PLATE=1)
    look(cart)
    return cart


def test_who_looks_again_at_once_is_told_nothing(cart: Cart) -> None:
    assert told(cart) == []


def test_who_has_not_looked_yet_cannot_be_surprised() -> None:
    assert told(a_cart(MUG=1)) == []


def test_prices_that_moved_are_told_with_both_numbers(cart: Cart) -> None:
    reprice("MUG", 2600)
    reprice("PLATE", 1900)

    assert told(cart) == [
        "Mug now costs more: €26.00. It was €24.00.",
        "Plate now costs less: €19.00. It was €24.00.",
    ]


def test_what_is_no_longer_sold_is_told(cart: Cart) -> None:
    Variant.objects.filter(sku="MUG").update(is_active=False)

    assert told(cart) == ["Mug is not counted. It is no longer sold."]


def test_a_code_that_gives_nothing_is_told(cart: Cart) -> None:
    add_coupon(token=cart.token, code="GONE")

    assert told(cart) == ["GONE is not a code that we know."]


def test_another_currency_is_not_another_price(cart: Cart) -> None:
    a_region("US", currency="USD")
    Variant.objects.update(price_currency="USD", price_amount=9900)

    send_to(token=cart.token, country="US")

    assert told(cart) == []


def test_who_has_taken_note_is_not_told_again(cart: Cart) -> None:
    reprice("MUG", 2600)
    look(cart)

    assert told(cart) == []


def test_taking_note_costs_one_query_and_is_no_change(
    cart: Cart, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now = cart_now(cart_by_token(cart.token))

    with django_assert_num_queries(1 + 2):
        note_seen(lines=now.lines, priced=now.priced)

    assert Cart.objects.get().version == now.cart.version
    assert sold("MUG").price_amount == 2400
