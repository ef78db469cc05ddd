"""What was shown is compared with what is, and each difference is one sentence."""

from typing import Any

import pytest
from django.core.cache import cache

from shop.carts.models import Cart
from shop.carts.reading import cart_now
from shop.carts.selectors import cart_by_token
from shop.carts.services.lines import add_line, remove_line, set_quantity
from shop.catalog.models import Variant
from shop.checkout.shown import Shown, changes
from shop.inventory.models import StockItem
from shop.promotions.models import Promotion
from shop.taxes.models import TaxRate
from tests.carts.builders import sold
from tests.orders.builders import a_full_cart
from tests.promotions.builders import a_coupon

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vat")]


@pytest.fixture
def cart() -> Cart:
    """Two mugs and a plate, with a code."""
    a_coupon("SPRING")
    cart = a_full_cart(MUG=2, PLATE=1)
    Cart.objects.update(coupons=["SPRING"])
    return cart_by_token(cart.token)


def told(cart: Cart, change: Any) -> list[tuple[str, str, str]]:
    """What a shopper is told after a change."""
    before = Shown.of(cart_now(cart).priced)
    change()
    cache.clear()  # offers and taxes are remembered for some seconds
    after = cart_now(cart_by_token(cart.token)).priced
    return [(wrong.code, wrong.field, wrong.detail) for wrong in changes(Shown.read(before.kept()), after)]


def test_of_what_is_the_same_nothing_is_told(cart: Cart) -> None:
    assert told(cart, lambda: None) == []


def test_a_price(cart: Cart) -> None:
    found = told(cart, lambda: Variant.objects.filter(sku="MUG").update(price_amount=2600))

    assert found == [("price", "MUG", "Mug costs €26.00 now. It was €24.00.")]


def test_a_tax_though_the_total_is_the_same(cart: Cart) -> None:
    assert told(cart, lambda: TaxRate.objects.update(percent=20)) == [
        ("tax", "MUG", "The tax on Mug is VAT 20 % now. It was VAT 19 %."),
        ("tax", "PLATE", "The tax on Plate is VAT 20 % now. It was VAT 19 %."),
    ]


def test_what_there_is_none_of(cart: Cart) -> None:
    found = told(cart, lambda: StockItem.objects.filter(variant__sku="MUG").update(on_hand=0))

    assert found == [("gone", "MUG", "Mug cannot be bought. It is sold out.")]


def test_what_there_is_less_of(cart: Cart) -> None:
    found = told(cart, lambda: StockItem.objects.filter(variant__sku="MUG").update(on_hand=1))

    assert found[0][:2] == ("fewer", "MUG")
    assert found[0][2].startswith("Of Mug only 1 are there.")


def test_a_code_that_gives_nothing_any_more(cart: Cart) -> None:
    found = told(cart, lambda: Promotion.objects.update(is_active=False))

    assert ("coupon", "SPRING") in {(code, field) for code, field, _ in found}
    assert ("discount", "MUG", "€0.00 is taken off Mug now. It was €4.80.") in found


def test_another_cart(cart: Cart) -> None:
    sold("BOWL")

    def another() -> None:
        add_line(token=cart.token, sku="BOWL")
        set_quantity(token=cart.token, sku="MUG", quantity=3)
        remove_line(token=cart.token, sku="PLATE")

    assert told(cart, another) == [
        ("removed", "PLATE", "Plate was taken out of the cart meanwhile."),
        ("quantity", "MUG", "It is 3 of Mug. It was 2."),
        ("added", "BOWL", "Bowl was put into the cart meanwhile."),
    ]
