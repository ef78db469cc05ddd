"""What a cart is priced by is read in a number of queries that does not depend on the cart."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from local.valkey import Valkey
from shop.carts.models import Cart
from shop.carts.reading import CartNow, cart_now
from shop.carts.selectors import cart_by_token
from shop.carts.services.coupons import add_coupon
from shop.carts.services.keeping import send_to
from shop.carts.services.lines import add_line
from shop.core import remembering
from shop.core.remembering import Absence
from shop.promotions.benefits import Percent
from shop.taxes.services.products import set_tax_category
from tests.builders import a_category, a_product, a_user
from tests.carts.builders import a_cart, contents, sold
from tests.pricing.builders import a_group, a_list_price, a_region
from tests.promotions.builders import a_coupon, a_promotion
from tests.taxes.builders import a_rate, a_tax_category

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Begin with an empty memory, a cache that answers, and a German shop whose prices have tax in them."""
    cache.clear()
    monkeypatch.setattr(remembering, "absence", Absence())
    settings.SHOP_COUNTRY, settings.SHOP_PRICES_INCLUDE_TAX = "DE", True


def shown(cart: Cart) -> CartNow:
    """A cart as somebody sees it now."""
    return cart_now(cart_by_token(cart.token))


def a_long_cart(lines: int) -> Cart:
    """So many lines, a euro each."""
    cart = a_cart()
    for number in range(lines):
        cart.lines.create(variant=sold(f"V-{number}", price_amount=100))
    return cart


@pytest.mark.parametrize("lines", [1, 10, 100])
def test_showing_costs_three_queries_and_six_more_where_nothing_is_remembered(
    lines: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_promotion()
    cart = a_long_cart(lines)

    with django_assert_num_queries(3 + 6):
        first = shown(cart)
    with django_assert_num_queries(3):
        again = shown(cart)

    assert len(first.priced.lines) == lines
    assert again.priced.gross == first.priced.gross == 90 * lines


def test_prices_offers_and_taxes_come_together(frozen_clock: Any) -> None:
    a_rate("19")
    a_coupon("SPRING", promotion={"benefit": Percent(Decimal(50))})
    cart = a_cart(MUG=2)
    a_list_price(sold("MUG"), 2000)

    add_coupon(token=cart.token, code="spring")

    priced = shown(cart).priced
    assert (priced.amount, priced.discount, priced.tax_amount, priced.gross) == (4000, 2000, 319, 2000)


def test_a_region_has_its_own_currency_and_its_own_taxes(frozen_clock: Any) -> None:
    us = a_region("US", currency="USD", prices_include_tax=False)
    cart = a_cart(MUG=1)
    a_list_price(sold("MUG"), 2700, currency="USD", region=us)

    send_to(token=cart.token, country="US")

    priced = shown(cart).priced
    assert (priced.currency, priced.gross, priced.included) == ("USD", 2700, False)
    assert priced.tax.treatment == "not-collected"


def test_a_customers_groups_count(frozen_clock: Any) -> None:
    customer, cart, cafes = a_user(), a_cart(MUG=1), a_group()
    cafes.members.add(customer)
    a_list_price(sold("MUG"), 1900, group=cafes)
    Cart.objects.filter(pk=cart.pk).update(user=customer)

    assert shown(cart).priced.gross == 1900


def test_the_kind_of_goods_decides_the_tax() -> None:
    a_rate("19")
    a_rate("7", category=a_tax_category("food"))
    cart = a_cart(TEA=1)
    set_tax_category(product=sold("TEA").product, category=a_tax_category("food"))

    assert str(shown(cart).priced.rates[0].rate) == "VAT 7 %"


def test_an_offer_for_a_shelf_counts_on_the_shelves_below() -> None:
    tableware = a_category()
    mugs = a_category(parent=tableware)
    cart = a_cart(MUG=1)
    product = sold("MUG").product
    product.category = mugs
    product.save()
    a_promotion().categories.add(tableware)

    assert shown(cart).priced.discount == 240
    assert a_product().category != mugs


def test_a_quantity_is_never_remembered() -> None:
    cart = a_cart(MUG=1)
    assert shown(cart).priced.gross == 2400

    add_line(token=cart.token, sku="MUG")

    assert shown(cart).priced.gross == 4800


def test_with_redis_gone_no_cart_is(tmp_path: Path, settings: Any) -> None:
    valkey = Valkey(tmp_path / "valkey")
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": valkey.start()}}
    cart = a_cart(MUG=1)
    assert shown(cart).priced.gross == 2400

    valkey.stop()

    add_line(token=cart.token, sku="MUG")
    assert shown(cart).priced.gross == 4800
    assert contents(cart) == {"MUG": 2}
